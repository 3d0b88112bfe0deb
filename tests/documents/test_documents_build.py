"""From a Draft to a Document: which date, outlet, language and credit win, and how they are known."""

import hashlib
from typing import Any

import pytest

from counterclaim.documents.build import build
from counterclaim.documents.draft import Block, Draft
from counterclaim.errors import DocumentError
from counterclaim.records import DatePrecision, Document, Known

LEAD = "Troops entered the town of Dar Amal on Monday, the army said in a statement."
DENIAL = "The council that runs the town denied that they had, and said that its guards held the bridge."


def document(*paragraphs: str, **fields: Any) -> Document:
    published = fields.pop("by_hand", None)
    keep = fields.pop("keep_bytes", False)
    fields = {"where": "a.txt", "media_type": "text/plain", "payload": b"received", **fields}
    blocks = tuple(map(Block, paragraphs or (LEAD, DENIAL)))
    return build(Draft(blocks=blocks, **fields), published=published, keep_bytes=keep)


def date_of(one: Document) -> tuple[str, Known] | None:
    return (one.published.value, one.published.known) if one.published else None


FBIS = f"DAR AMAL, 3 Oct 91 (Radio Dar Amal) -- [Text] {LEAD}"
WIRE = f"DAR AMAL, Oct 16 (Reuters) - {LEAD}"
URL = "https://daily.example/2017/10/17/dar-amal"


@pytest.mark.parametrize(
    ("paragraph", "fields", "expected"),
    [
        (FBIS, {"by_hand": "2001-02-03", "published": "2002-03-04", "url": URL}, ("2001-02-03", Known.GIVEN)),
        (FBIS, {"published": "2002-03-04", "url": URL}, ("2002-03-04", Known.METADATA)),
        (FBIS, {"published": "2002-03-04", "known": {"published": Known.GIVEN}}, ("2002-03-04", Known.GIVEN)),
        (FBIS, {"published": "03/04/2002", "url": URL}, ("1991-10-03", Known.DATELINE)),
        (FBIS, {"url": URL}, ("1991-10-03", Known.DATELINE)),
        (WIRE, {"url": URL}, ("2017-10-16", Known.DATELINE)),
        (WIRE, {"url": "https://daily.example/2017/10/dar-amal"}, ("2017-10-16", Known.DATELINE)),
        (WIRE, {}, None),
        (WIRE, {"where": "2017-10-16.txt"}, None),
        (LEAD, {"url": URL}, ("2017-10-17", Known.ADDRESS)),
        (LEAD, {"where": URL}, ("2017-10-17", Known.ADDRESS)),
        (LEAD, {"published": "1970-01-01", "url": URL}, ("2017-10-17", Known.ADDRESS)),
        (LEAD, {}, None),
        (f"{LEAD} It will pay until 3 May 2031.", {}, None),
    ],
)
def test_the_date_by_order_of_trust(
    paragraph: str, fields: dict[str, Any], expected: tuple[str, Known] | None
) -> None:
    assert date_of(document(paragraph, DENIAL, **fields)) == expected


def test_a_wire_of_the_last_day_of_the_year_put_out_on_the_first_of_the_next() -> None:
    one = document(f"DAR AMAL, Dec 31 (AFP) - {LEAD}", DENIAL, url="https://daily.example/2018/01/01/a")
    assert date_of(one) == ("2017-12-31", Known.DATELINE)


def test_a_line_with_the_date_above_the_report() -> None:
    assert date_of(document("Army enters Dar Amal", "Monday, 16 October 2017", LEAD, DENIAL)) == (
        "2017-10-16",
        Known.DATELINE,
    )
    assert date_of(document("Army enters Dar Amal", "Last updated: 17 October 2017", LEAD, DENIAL)) is None


def test_the_date_keeps_its_precision_and_zone() -> None:
    published = document(published="Mon, 16 Oct 2017 09:30:05 +0300").published
    assert published is not None
    assert (published.precision, published.zone) == (DatePrecision.SECOND, True)


@pytest.mark.parametrize("wrong", ["03/04/2017", "soon", "", "16 Oct 3017"])
def test_a_date_by_hand_that_cannot_be_read_is_an_error(wrong: str) -> None:
    with pytest.raises(DocumentError, match="no date") as error:
        document(by_hand=wrong)
    assert error.value.where == "a.txt"


@pytest.mark.parametrize(
    ("paragraph", "fields", "outlet", "known"),
    [
        (FBIS, {"outlet": "The Lamp", "url": URL}, "The Lamp", Known.METADATA),
        (FBIS, {"outlet": "The Lamp", "known": {"outlet": Known.GIVEN}}, "The Lamp", Known.GIVEN),
        (FBIS, {"url": "https://www.aljazeera.com/a"}, "Al Jazeera", Known.ADDRESS),
        (FBIS, {}, "Radio Dar Amal", Known.DATELINE),
        (WIRE, {}, None, None),
        (LEAD, {}, None, None),
    ],
)
def test_the_outlet(paragraph: str, fields: dict[str, Any], outlet: str | None, known: Known | None) -> None:
    one = document(paragraph, DENIAL, **fields)
    assert (one.outlet, one.known.get("outlet")) == (outlet, known)


def test_the_language_that_metadata_give_wins() -> None:
    assert document(language="en-GB").known["language"] is Known.METADATA
    assert document(language="fr").language == "fr"
    assert (document().language, document().known["language"]) == ("en", Known.TEXT)
    assert document("Kirkuk").known == {}


def test_credits_with_their_spans_each_agency_once() -> None:
    one = document(
        WIRE, DENIAL, "Additional reporting by AFP", credits=("AP",), author="Lina Haddad, Reuters"
    )
    assert [(credit.agency, credit.partial, credit.known) for credit in one.credits] == [
        ("Associated Press", False, Known.METADATA),
        ("Reuters", False, Known.METADATA),
        ("Agence France-Presse", True, Known.CREDIT),
    ]
    (span,) = [credit.span for credit in document(WIRE, DENIAL).credits]
    assert span is not None
    assert document(WIRE, DENIAL).of(span) == "Reuters"


def test_one_agency_under_two_lengths_of_its_name() -> None:
    one = document("By Levant News Agency", f"DAR AMAL (Levant) - {LEAD}", DENIAL, "(Levant)")
    assert [credit.agency for credit in one.credits] == ["Levant News Agency"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (LEAD, "A colonel told Reuters that his men had not moved.", DENIAL),
        (LEAD, "Lina Haddad / Reuters", DENIAL, DENIAL, DENIAL, DENIAL),
        (LEAD, "AFP", DENIAL, DENIAL, DENIAL, DENIAL),
        ("Soldiers stand on the bridge at Dar Amal. (Photo by Lina Haddad/AFP)", LEAD, DENIAL),
    ],
)
def test_sources_quoted_and_pictures_are_no_credits(paragraphs: tuple[str, ...]) -> None:
    assert document(*paragraphs).credits == ()


def test_the_identity_is_of_the_text_and_its_place() -> None:
    one, other = document(url=URL), document(url=URL.replace("17", "18"))
    assert one.id == document(url=URL, payload=b"other bytes").id
    assert one.id != other.id
    assert one.id != document(DENIAL, url=URL).id
    assert document().id != document(where="b.txt").id
    assert len(one.id) == 16
    assert one.sha256_text == hashlib.sha256(one.text.encode()).hexdigest() == other.sha256_text
    assert one.id == hashlib.sha256(f"{one.sha256_text}\n{URL}".encode()).hexdigest()[:16]


def test_bytes_original_and_title() -> None:
    one = document(title=" Dar  Amal \n falls ", original="Première  ligne\r\n\r\nDeuxième", keep_bytes=True)
    assert one.received == b"received"
    assert one.sha256_bytes == hashlib.sha256(b"received").hexdigest()
    assert (one.title, one.known["title"]) == ("Dar Amal falls", Known.METADATA)
    assert one.original == "Première ligne\n\nDeuxième"
    assert document().received is None


def test_an_empty_draft_is_an_empty_document() -> None:
    one = document("")
    assert (one.text, one.title, one.language, one.marks, one.credits) == ("", None, None, (), ())
