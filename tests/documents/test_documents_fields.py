"""Lines of metadata around a report: what they hold is used, and a line of an interview is none of them."""

import pytest

from counterclaim.documents.build import build
from counterclaim.documents.draft import Block, Draft
from counterclaim.documents.fields import fields_of
from counterclaim.documents.shapes import Shape
from counterclaim.records import Document, Known, MarkKind

LEAD = "The governor of Zorat escaped unhurt when a bomb hit his convoy, his spokesman said."
MORE = "Two guards were wounded in the blast, which a faction of the rebels claimed."


def document_of(*paragraphs: str, outlet: str | None = None) -> Document:
    return build(Draft("test.txt", "text/plain", b"", tuple(map(Block, paragraphs)), outlet=outlet))


def test_the_lines_that_a_scraper_puts_above_a_report() -> None:
    document = document_of(
        "Title: Governor escapes roadside bomb",
        "Publication: The Zorat Lamp",
        "URL: https://lamp.example/governor",
        "Date: 2011-08-14",
        LEAD,
        MORE,
    )
    assert document.title == "Governor escapes roadside bomb"
    assert (document.outlet, document.known["outlet"]) == ("The Zorat Lamp", Known.TEXT)
    assert (document.url, document.known["url"]) == ("https://lamp.example/governor", Known.TEXT)
    assert document.published
    assert (document.published.value, document.published.known) == ("2011-08-14", Known.DATELINE)
    assert [mark.kind for mark in document.marks] == ["title", "notice", "link", "dateline"]


def test_the_day_of_loading_is_not_that_of_publication() -> None:
    document = document_of(LEAD, MORE, "LOAD-DATE: June 8, 2004", "LANGUAGE: ENGLISH")
    assert document.published is None
    assert len(document.marks) == 2


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Reporter: Who fired first?", "Author: They did, and you know it."),
        ("Contact: the army opened fire on the bridge.", "Update: it stopped at dawn."),
        ("Date: 14 August 2011", LEAD),
        (LEAD, "Place: Zorat", "Killed: 14", MORE),
    ],
)
def test_what_is_no_line_of_metadata(paragraphs: tuple[str, ...]) -> None:
    assert fields_of([Shape(text) for text in paragraphs]) == {}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Posted by Jane Doe on Monday, 05 October 2009 11:32", "2009-10-05T11:32"),
        ("By Jane Doe | October 5, 2009", "2009-10-05"),
        ("Written by Jane Doe - 5 October 2009", "2009-10-05"),
        ("14:02 (GMT+2), Thu, 16 August 2012", "2012-08-16T14:02+02:00"),
        ("June 7, 2004 Monday", "2004-06-07"),
        ("Source: Sana news agency website, Damascus, in English 1440 gmt 5 May 12", "2012-05-05"),
        ("By Jane Doe", None),
        ("Updated by Jane Doe on 5 October 2009", None),
    ],
)
def test_a_date_beside_a_byline(line: str, value: str | None) -> None:
    published = document_of("Governor escapes bomb", line, LEAD, MORE).published
    assert (published.value if published else None) == value


def test_the_dates_of_other_stories_are_not_that_of_this_one() -> None:
    document = document_of(
        "Governor escapes bomb",
        LEAD,
        MORE,
        MORE,
        MORE,
        "More on this story",
        "Bomb in the bazaar",
        "12 May 2009",
    )
    assert document.published is None


def test_a_page_that_asks_for_a_browser_is_not_so_titled() -> None:
    asks = "To view this video please enable JavaScript, and consider upgrading to another web browser"
    blocks = tuple(map(Block, (asks, "Governor escapes bomb", LEAD, MORE)))
    draft = Draft("t.txt", "text/plain", b"", blocks, title=asks, known={"title": Known.TEXT})
    document = build(draft)
    assert document.title == "Governor escapes bomb"
    assert document.marks[0].kind is MarkKind.NOTICE


def test_an_outlet_named_by_its_host() -> None:
    assert document_of(LEAD, outlet="nytimes.com").outlet == "The New York Times"
    assert document_of(LEAD, outlet="lamp.example").outlet == "lamp.example"
