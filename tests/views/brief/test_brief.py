"""Briefs: each line cited, every quote of its document, and nothing of a report ever markup, in all three formats."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import docx
import pytest
from lxml import html
from markdown_it import MarkdownIt

from counterclaim.records import Interest, Party, Standing
from counterclaim.views.brief import markdown, page, word
from counterclaim.views.brief.content import compose
from counterclaim.views.brief.parts import Brief
from counterclaim.views.exports.dossier import Dossier
from tests.views.exports.samples import FORMULA, MADE, SCRIPT, dossier, meeting

BAD = f"# {SCRIPT} [x](javascript:alert(1)) **b** | `c` ![i](http://i.example/t.png) www.bad.example <!-- &amp; \\"


@pytest.fixture
def brief() -> Brief:
    """The brief on the sample."""
    return compose(dossier(), made=MADE)


def said(line: Any) -> str:
    """A line as text."""
    return "".join(words.text for words in line)


# -- what it says


def test_what_where_when_who(brief: Brief) -> None:
    assert brief.title == "Attack on the bridge at Varnek"
    assert brief.subtitle == "2021-03-03 · Varnek, Norway, within 25 km · 3 reports, 5 independent origins"
    facts = {name: (said(line), line[0].cites) for name, line in brief.facts}
    assert facts["What"] == ("the bridge was attacked", (1, 6))
    assert facts["Where"] == ("Varnek, Norway, within 25 km", (1, 3, 4, 6))
    assert facts["Parties"][0] == "Norvia, River Front"
    assert "No person has checked it" in brief.made


def test_accounts_stand_side_by_side(brief: Brief) -> None:
    assert brief.columns == ("Norvia", "River Front", "third parties")
    rows = {row.topic: row for row in brief.rows}
    control = rows["control: the bridge"]
    assert (control.standing, control.disputed) == ("disputed, third party against River Front", True)
    ours, theirs, third = control.cells
    assert [[(words.text, words.cites) for words in line] for line in ours] == [
        [("Norvia holds it†", ()), ("The Northern Army", (1,))]
    ]
    assert [said(line) for line in theirs] == ["denied: Norvia holds itThe River Front"]
    assert [said(line) for line in third] == [
        "confirmed: Norvia holds itHarbour Courier", "asked, silent: Norvia holds itThe mayor",
    ]  # fmt: skip
    assert not any(rows["means"].cells)


def test_every_line_is_cited_and_every_number_is_a_source(brief: Brief) -> None:
    numbers = {source.number for source in brief.sources}
    cells = [line for row in brief.rows for cell in row.cells for line in cell]
    items = [
        item.line for section in brief.sections for item in section.items if section.heading != "What is open"
    ]
    under = [line for section in brief.sections for item in section.items for line in item.under]
    settling = [line for line in under if line[0].strong]
    assert len(settling) == 2
    for line in [
        *cells,
        *(line for line in under if line not in settling),
        *(row.says for row in brief.tolls[:2]),
    ]:
        assert any(words.cites for words in line), said(line)
        assert {cite for words in line for cite in words.cites} <= numbers
    assert items


def test_sources_quote_their_documents(brief: Brief) -> None:
    texts = {report.document.id: " ".join(report.document.text.split()) for report in dossier().reports}
    assert [source.number for source in brief.sources] == [1, 2, 3, 4, 5, 6]
    for source in brief.sources:
        assert source.quote.replace("\ufffd", "") in texts[source.document].replace("\x0b", "")
        assert source.statement.startswith(source.document)
    first = brief.sources[0]
    assert first.about == ("The Northern Army", "Gazette", "2021-03-04", "“Bridge taken”")
    assert brief.sources[3].about[:2] == ("Harbour Courier", "2021-03-05")
    assert [source.link for source in brief.sources] == [True] * 5 + [False]


def test_disputes_name_what_would_settle_them(brief: Brief) -> None:
    sections = {section.heading: section.items for section in brief.sections}
    control, toll = sections["What is disputed, and what would settle it"]
    assert [said(line) for line in control.under] == [
        "“Norvia holds it”: asserted by The Northern Army (Norvia); confirmed by Harbour Courier;"
        " denied by The River Front; asked, silent: The mayor",
        "Would settle it: a second third party; the hour of either claim.",
    ]
    assert "Leaning: third party against River Front." in said(control.line)
    assert said(toll.under[0]) == "“13”: asserted by The Northern Army (Norvia)"
    assert said(sections["What is agreed, confirmed or corroborated"][0].line) == (
        "occurrence: the bridge was attacked – agreed: The party that it harms admits it."
    )
    assert said(sections["What was taken back"][0].line).startswith("aim: to cut the road")
    assert said(sections["What is open"][0].line) == "means: open: Nobody says."


def test_tolls(brief: Brief) -> None:
    assert [(row.what, row.low, row.best, row.high) for row in brief.tolls] == [
        ("fighters killed", "13", "20", "20"), ("children wounded", "5", "5", "5"),
    ]  # fmt: skip


def test_what_is_empty_is_left_out() -> None:
    one = compose(meeting(), made=MADE)
    assert [name for name, _ in one.facts] == ["What", "Parties"]
    assert [section.heading for section in one.sections] == ["What one side or one origin says"]
    assert (one.tolls, one.subtitle) == ((), "1 report, 1 independent origin")
    for text in (markdown.render(one), page.render(one)):
        assert "The toll" not in text
    assert word.render(one, made=MADE)


def test_many_sides_share_a_column() -> None:
    one = dossier()
    more = tuple(Party(f"p{number}", f"Party {number}", False) for number in range(4))
    brief = compose(
        replace(one, accounts=replace(one.accounts, parties=(*one.accounts.parties, *more))), made=MADE
    )
    assert brief.columns == ("Norvia", "River Front", "Party 0", "other parties", "third parties")
    assert all(len(row.cells) == 5 for row in brief.rows)


def test_interest_and_judgement_are_marked() -> None:
    one = dossier()
    first = one.accounts.assessments[0]
    voices = tuple(replace(voice, interest=Interest.AGAINST) for voice in first.values[0].voices)
    changed = replace(
        first, values=(replace(first.values[0], voices=voices),), judged="j1", standing=Standing.SINGLE
    )
    brief = compose(replace(one, accounts=replace(one.accounts, assessments=(changed,))), made=MADE)
    assert said(brief.rows[0].cells[0][0]).startswith("the bridge was attacked‡")
    assert brief.rows[0].standing == "single (judged by a person)"


def test_an_outlet_that_signs_nothing_is_named_by_its_site() -> None:
    one = dossier()
    second = replace(one.reports[1], document=replace(one.reports[1].document, outlet=None))
    parties = tuple(
        replace(party, name="outlet") if party.id == "courier" else party for party in one.accounts.parties
    )
    one = replace(
        one, accounts=replace(one.accounts, parties=parties), reports=(one.reports[0], second, one.reports[2])
    )
    brief = compose(one, made=MADE)
    assert dict(brief.facts)["Third parties"][0].text == "courier.example, witnesses"
    assert brief.sources[3].about[0] == "courier.example"
    assert "outlet" not in markdown.render(brief).partition("## How to read")[0]


def test_what_is_disputed_is_said_at_once() -> None:
    one = dossier()
    first = replace(one.accounts.assessments[0], standing=Standing.DISPUTED)
    brief = compose(replace(one, accounts=replace(one.accounts, assessments=(first,))), made=MADE)
    assert said(dict(brief.facts)["What"]) == "the bridge was attacked (disputed)"


def test_a_report_that_is_gone_is_named_as_gone() -> None:
    one = dossier()
    brief = compose(replace(one, reports=one.reports[1:]), made=MADE)
    assert "no longer shows" in [source.quote for source in brief.sources][-1]
    assert page.render(brief)


# -- the formats


def harmful() -> Dossier:
    """The sample with markup wherever text of a report comes to be shown."""
    one = dossier()
    assessments = tuple(
        replace(
            assessment,
            subject=f"{BAD} subject",
            reason=BAD,
            leaning=BAD,
            settle=(BAD,),
            values=tuple(replace(value, text=BAD) for value in assessment.values),
        )
        for assessment in one.accounts.assessments
    )
    return replace(
        one,
        incident=replace(one.incident, title=BAD, place=replace(one.incident.place, name=BAD)),  # type: ignore[type-var]
        accounts=replace(
            one.accounts,
            parties=tuple(replace(party, name=f"{BAD}{party.name}") for party in one.accounts.parties),
            assessments=assessments,
        ),
        reports=tuple(
            replace(report, document=replace(report.document, title=BAD, outlet=BAD, url=url))
            for report, url in zip(
                one.reports,
                ('javascript:alert("x")', 'https://a.example/"><img src=x>', "https://b.example/)<x>"),
                strict=True,
            )
        ),
    )


def test_nothing_of_a_report_is_markup_in_html() -> None:
    text = page.render(compose(harmful(), made=MADE))
    tree = html.document_fromstring(text)
    clean = html.document_fromstring(page.render(compose(dossier(), made=MADE)))
    assert {one.tag for one in tree.iter(html.etree.Element)} == {
        one.tag for one in clean.iter(html.etree.Element)
    }
    assert not tree.xpath("//script|//img|//body//comment()")
    assert all(link.startswith(("#s", "https://")) for link in tree.xpath("//@href"))
    assert {name for one in tree.iter(html.etree.Element) for name in one.attrib} <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "id", "value", "href", "rel", "scope",
    }  # fmt: skip
    assert SCRIPT in tree.text_content()


def test_the_page_needs_nothing_else(brief: Brief) -> None:
    text = page.render(brief)
    tree = html.document_fromstring(text)
    assert not tree.xpath("//link|//script|//@src|//@style|//iframe")
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")
    assert "@page" in text
    assert "url(" not in text
    ids = tree.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in tree.xpath("//a[starts-with(@href, '#')]/@href")} <= set(ids)
    assert [one.get("value") for one in tree.xpath("//ol/li")] == [str(number) for number in range(1, 7)]
    assert tree.xpath("count(//tr[@class='disputed'])") == 2


def test_nothing_of_a_report_is_markup_in_markdown() -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    shown = reader.render(markdown.render(compose(harmful(), made=MADE)))
    clean = reader.render(markdown.render(compose(dossier(), made=MADE)))
    tree, wanted = html.document_fromstring(shown), html.document_fromstring(clean)
    assert {one.tag for one in tree.iter(html.etree.Element)} == {
        one.tag for one in wanted.iter(html.etree.Element)
    }
    assert not tree.xpath("//script|//img|//comment()")
    assert all(link.startswith("https://") for link in tree.xpath("//@href"))
    assert BAD in " ".join(tree.xpath("string(//h1)").split())
    for row in tree.xpath("//table[1]//tr"):
        assert len(row) == 5
    assert not re.search(r"(?<!\\)\bhttp:(?=//)", markdown.render(compose(harmful(), made=MADE)))


@pytest.mark.parametrize("head", ["1. one", "- one", "+ one", "= one", "2) one", "# one", "> one"])
def test_a_line_that_begins_like_markup_is_text(head: str) -> None:
    one = dossier()
    (said_of,) = [assessment for assessment in one.accounts.assessments if assessment.leaning]
    value = replace(said_of.values[0], text=head)
    party = replace(one.incident, title="Bridge", time=replace(one.incident.time, start=head))  # type: ignore[type-var]
    one = replace(
        one, incident=party, accounts=replace(one.accounts, assessments=(replace(said_of, values=(value,)),))
    )
    tree = html.document_fromstring(
        MarkdownIt().enable("table").render(markdown.render(compose(one, made=MADE)))
    )
    assert next(one.text_content() for one in tree.xpath("//p")).startswith(head)
    assert not tree.xpath("//li/ol|//li/h1|//blockquote|//p/preceding-sibling::ol")


def test_markdown_links_and_numbers(brief: Brief) -> None:
    text = markdown.render(brief)
    assert "<https://gazette.example/a?b=1&c=%7B2%7D>" in text
    tree = html.document_fromstring(MarkdownIt().enable("table").render(text))
    assert [one.text_content()[:17] for one in tree.xpath("//ol/li")][:2] == [
        "The Northern Army",
        "The River Front, ",
    ]
    assert FORMULA in tree.text_content()


def test_docx(brief: Brief) -> None:
    read = docx.Document(io.BytesIO(word.render(brief, made=MADE)))
    assert read.core_properties.title == brief.title
    assert read.core_properties.created.isoformat()[:19] == "2021-03-06T12:00:00"
    headings = [one.text for one in read.paragraphs if one.style.name.startswith(("Heading", "Title"))]
    assert headings[:3] == [brief.title, "The accounts", "What is disputed, and what would settle it"]
    accounts, toll = read.tables
    assert [cell.text for cell in accounts.rows[0].cells] == ["facet", *brief.columns, "standing"]
    control = [cell.text for cell in accounts.rows[2].cells]
    assert control[2] == "denied: Norvia holds it — The River Front [2]"
    assert [cell.text for cell in toll.rows[1].cells][:4] == ["fighters killed", "13", "20", "20"]
    sources = [one.text for one in read.paragraphs if one.text.startswith("[")]
    assert len(sources) == 6
    assert "“The River Front denied that the bridge was lost.”" in sources[1]


def test_docx_holds_harmful_text_as_text() -> None:
    read = docx.Document(io.BytesIO(word.render(compose(harmful(), made=MADE), made=MADE)))
    assert any(BAD in one.text for one in read.paragraphs)
    assert not [one for one in read.part.rels.values() if one.is_external]
