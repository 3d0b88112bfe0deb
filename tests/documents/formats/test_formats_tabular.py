"""JSON, JSON lines, CSV and TSV; GDELT and Media Cloud without a mapping."""

import json

import pytest

from benchmarks.document_seeds import SENTENCES, TITLE, csv_table, json_array, json_lines, rows
from counterclaim.documents import Context, Draft, drafts, in_memory
from counterclaim.errors import DocumentError
from counterclaim.records import Known
from counterclaim.settings import Limits


def read(
    payload: bytes, name: str = "item", *, columns: dict[str, str] | None = None, limits: Limits | None = None
) -> list[Draft | DocumentError]:
    return list(drafts(in_memory(name, payload, name=name), Context(limits or Limits(), columns or {})))


def good(payload: bytes, name: str = "item", *, columns: dict[str, str] | None = None) -> list[Draft]:
    found = read(payload, name, columns=columns)
    assert all(isinstance(draft, Draft) for draft in found), found
    return [draft for draft in found if isinstance(draft, Draft)]


@pytest.mark.parametrize(
    ("payload", "name"), [(json_array(), "a.json"), (json_lines(), "a.jsonl"), (csv_table(), "a.csv")]
)
def test_our_own_columns(payload: bytes, name: str) -> None:
    first, second = good(payload, name)
    assert first.blocks[0].text == " ".join(SENTENCES)
    assert (first.title, first.outlet, first.published) == (TITLE, "The Example Courier", "2017-10-16")
    assert first.known["published"] is Known.GIVEN
    assert [block.text for block in second.blocks] == list(SENTENCES[:2])
    assert (first.where, second.where) == (f"{name}#1", f"{name}#2")


def test_rows_keep_their_own_bytes() -> None:
    first, second = good(csv_table(), "a.csv")
    assert first.payload + second.payload == csv_table().split(b"\r\n", 1)[1]
    assert good(json_lines())[1].payload == json_lines().splitlines(keepends=True)[1]


def test_original_beside_its_translation() -> None:
    (draft,) = good(json.dumps([{"text": SENTENCES[0], "original": "نفى المجلس ذلك"}]).encode(), "a.json")
    assert draft.original == "نفى المجلس ذلك"


def test_column_mapping_in_any_case() -> None:
    table = f"Body,Headline,Wire\n{SENTENCES[0].replace(',', '')},{TITLE},Example Wire\n".encode()
    (draft,) = good(table, "a.csv", columns={"text": "body", "title": "headline", "credit": "WIRE"})
    assert (draft.title, draft.credits) == (TITLE, ("Example Wire",))


def test_a_table_without_text_says_which_columns_it_has() -> None:
    (error,) = read(b"body,headline\nx,y\n", "a.csv")
    assert isinstance(error, DocumentError)
    assert "body, headline" in error.problem
    assert "--column text=" in error.remedy


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings(delimiter: str, charset: str) -> None:
    table = f"text{delimiter}title\r\nCafé hit in Dar Amal{delimiter}Café\r\nTwo towns{delimiter}x\r\n"
    first, _ = good(table.encode(charset), "a.csv" if delimiter != "\t" else "a.tsv")
    assert (first.blocks[0].text, first.title) == ("Café hit in Dar Amal", "Café")


def test_markup_in_a_cell() -> None:
    (draft,) = good(json.dumps([{"text": f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>"}]).encode(), "a.json")
    assert [block.text for block in draft.blocks] == list(SENTENCES[:2])


def test_one_bad_row_does_not_stop_the_rest() -> None:
    lines = json_lines().splitlines(keepends=True)
    found = read(lines[0] + b"{broken\n\n" + b'"text"\n' + b'{"text": ""}\n' + lines[1], "a.jsonl")
    assert [isinstance(one, Draft) for one in found] == [True, False, False, False, True]
    found = read(b'text,title\n"one sentence",x\n,empty\nanother sentence,y\n', "a.csv")
    assert [isinstance(one, Draft) for one in found] == [True, False, True]


def test_giant_fields() -> None:
    limits = Limits(bytes=10_000, characters=5_000)
    table = b"text,title\nfirst report,x\n" + b"w" * 8_000 + b",y\n" + b"z" * 30_000 + b",y\nlast report,z\n"
    found = read(table, "a.csv", limits=limits)
    assert [isinstance(one, Draft) for one in found] == [True, False, False, True]
    line = json.dumps({"text": "w" * 30_000}).encode() + b"\n"
    found = read(json_lines() + line + json_lines(), "a.jsonl", limits=limits)
    assert [isinstance(one, Draft) for one in found] == [True, True, False, True, True]


def test_an_unclosed_quote_is_not_read_for_ever() -> None:
    table = b'text,title\n"never closed,x\n' + b"a row of words,y\n" * 5_000
    found = read(table, "a.csv", limits=Limits(bytes=20_000))
    assert any(isinstance(one, DocumentError) for one in found)
    assert any(isinstance(one, Draft) for one in found)


def test_nuls_in_a_table() -> None:
    (draft,) = good(b"text,title\nThe town\x00 was taken,x\n", "a.csv")
    assert draft.blocks[0].text == "The town was taken"


@pytest.mark.parametrize("payload", [b"[" * 100_000, b'{"a":' * 100_000, b'{"text": {"x": ' * 5_000])
def test_deep_json(payload: bytes) -> None:
    (error,) = read(payload, "a.json")
    assert isinstance(error, DocumentError)


@pytest.mark.parametrize(
    "payload", [b"[]", b"{}", b"[1, 2]", b'["a"]', b"null", b"{", b'[{"text": NaN}]', b'{"articles": []}']
)
def test_json_without_documents(payload: bytes) -> None:
    assert all(isinstance(one, DocumentError) for one in read(payload, "a.json"))


def test_wrapped_objects() -> None:
    assert len(good(json.dumps({"status": "ok", "articles": rows()}).encode(), "a.json")) == 2
    hits = [{"_id": 1, "_source": row} for row in rows()]
    assert len(good(json.dumps({"hits": hits}).encode(), "a.json")) == 2
    (draft,) = good(json.dumps(rows()[0]).encode(), "a.json")
    assert draft.where == "a.json"


GDELT = {
    "url": "https://courier.example/1", "url_mobile": "", "title": TITLE, "seendate": "20171016T063000Z",
    "socialimage": "", "domain": "courier.example", "language": "English", "sourcecountry": "Iraq",
}  # fmt: skip


def test_gdelt_article_list() -> None:
    (draft,) = good(json.dumps({"articles": [GDELT]}).encode(), "a.json")
    assert (draft.title, draft.outlet, draft.published) == (TITLE, "courier.example", "20171016T063000Z")
    assert draft.known["published"] is Known.METADATA
    assert draft.blocks[0].text == TITLE
    table = "\ufeffURL,MobileURL,Date,Title\nhttps://courier.example/1,,2017-10-16 06:30:00," + TITLE + "\n"
    (draft,) = good(table.encode(), "a.csv")
    assert (draft.url, draft.published) == ("https://courier.example/1", "2017-10-16 06:30:00")


def test_gdelt_knowledge_graph() -> None:
    cells = [""] * 27
    cells[:5] = ["20171016063000-12", "20171016063000", "1", "courier.example", "https://courier.example/1"]
    cells[26] = (
        "<PAGE_PRECISEPUBTIMESTAMP>20171016060000</PAGE_PRECISEPUBTIMESTAMP>"
        f"<PAGE_TITLE>{TITLE} &amp; more</PAGE_TITLE>"
    )
    (draft,) = good(("\t".join(cells) + "\n").encode(), "20171016063000.gkg.csv")
    assert (draft.title, draft.outlet) == (TITLE + " & more", "courier.example")
    assert draft.published == "2017-10-16T06:00:00Z"


@pytest.mark.parametrize("number", ["123456789", "7"])  # the first events of GDELT have small numbers
def test_gdelt_events_are_no_reports(number: str) -> None:
    cells = [number, "20171016", "201710", "2017", "2017.78"] + ["x"] * 56
    (error,) = read(("\t".join(cells) + "\n").encode(), "20171016.export.CSV")
    assert isinstance(error, DocumentError)
    assert "addresses" in error.remedy


def test_media_cloud() -> None:
    table = (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        f"1,2017-10-18,en,The Example Courier,courier.example,2017-10-16,{TITLE},https://courier.example/1\n"
    )
    (draft,) = good(table.encode(), "a.csv")
    assert (draft.title, draft.outlet, draft.published) == (TITLE, "The Example Courier", "2017-10-16")
