"""PDFs, web archives, ZIP archives and packed files."""

import bz2
import gzip
import io
import lzma
import random
import zipfile

import pytest
from pypdf import PdfWriter

from benchmarks.document_seeds import SENTENCES, page, pdf, plain, record, warc, warc_gz, zipped
from counterclaim.documents import Context, Draft, drafts, in_memory
from counterclaim.errors import DocumentError
from counterclaim.records import MarkKind
from counterclaim.settings import Limits


def read(payload: bytes, name: str = "item", *, limits: Limits | None = None) -> list[Draft | DocumentError]:
    return list(drafts(in_memory(name, payload, name=name), Context(limits or Limits())))


def problem(payload: bytes, name: str = "item", *, limits: Limits | None = None) -> DocumentError:
    (error,) = read(payload, name, limits=limits)
    assert isinstance(error, DocumentError)
    return error


# PDF


def test_pdf() -> None:
    (draft,) = read(pdf())
    assert isinstance(draft, Draft)
    assert [block.text for block in draft.blocks] == [
        "The ministry said on Monday that its troops had entered the town of Dar Amal without a shot "
        "and that nobody was hurt.",
        "A spokesman for the council denied it, saying that its guards held both bridges.",
    ]
    assert (draft.title, draft.published) == ("Troops in Dar Amal", "2017-10-16T09:30:00+03:00")


def test_locked_pdf() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "password" in problem(out.getvalue()).problem


def test_scanned_pdf() -> None:
    error = problem(pdf(pages=2, text=False))
    assert "text layer" in error.problem
    assert "OCR" in error.remedy


@pytest.mark.parametrize("cut", [10, 60, 300, 900])
def test_cut_pdf_is_read_or_set_aside(cut: int) -> None:
    (found,) = read(pdf()[:-cut])
    assert isinstance(found, Draft | DocumentError)


def test_pdf_with_too_many_pages() -> None:
    assert "pages" in problem(pdf(pages=4), limits=Limits(pdf_pages=3)).problem


def test_running_heads_are_marked() -> None:
    (draft,) = read(pdf(pages=4))
    assert isinstance(draft, Draft)
    # Four pages that say the same look like nothing but heads and feet.
    assert {block.kind for block in draft.blocks} <= {MarkKind.NOTICE, None}


# WARC


def titles(found: list[Draft | DocumentError]) -> list[str]:
    return [(draft.url or "") if isinstance(draft, Draft) else "set aside" for draft in found]


def urls(*numbers: int) -> list[str]:
    return [f"https://courier.example/{number}" if number else "set aside" for number in numbers]


@pytest.mark.parametrize("payload", [warc(), warc_gz(), gzip.compress(warc())])
def test_warc(payload: bytes) -> None:
    found = read(payload, "crawl.warc")
    assert titles(found) == urls(1, 2, 3)
    assert [draft.where for draft in found] == [f"crawl.warc#record {number}" for number in (1, 2, 3)]


def test_warc_passes_over_what_is_no_page() -> None:
    picture = record(1, body=b"\x89PNG").replace(b"text/html; charset=utf-8", b"image/png               ")
    missing = record(2).replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 404 NO")
    request = record(3, kind=b"request")
    assert titles(read(picture + missing + request + record(4))) == urls(4)


RECORDS = [record(number) for number in range(1, 6)]
PACKED = [gzip.compress(one) for one in RECORDS]


@pytest.mark.parametrize("cut", [3, 30, 700, 1_500])
def test_plain_record_cut_short(cut: int) -> None:
    found = read(RECORDS[0] + RECORDS[1][:-cut] + RECORDS[2] + RECORDS[3], "a.warc")
    assert titles(found)[0] == urls(1)[0]
    assert titles(found)[-2:] == urls(3, 4)
    if cut > 4:  # more than the newlines that end a record
        assert "set aside" in titles(found)


@pytest.mark.parametrize("cut", [1, 9, 40, 400])
def test_packed_record_cut_short(cut: int) -> None:
    found = read(PACKED[0] + PACKED[1][:-cut] + PACKED[2] + PACKED[3], "a.warc.gz")
    assert titles(found)[0] == urls(1)[0]
    assert titles(found)[-2:] == urls(3, 4)
    assert any(isinstance(one, DocumentError) or one.url == urls(2)[0] for one in found[1:-2])


def test_packed_record_with_bytes_overwritten() -> None:
    damaged = PACKED[2][:200] + bytes(40) + PACKED[2][240:]
    found = read(PACKED[0] + PACKED[1] + damaged + PACKED[3] + PACKED[4])
    assert titles(found) == urls(1, 2, 0, 4, 5)


def test_two_damaged_records_and_the_end_cut_off() -> None:
    short = gzip.compress(RECORDS[1][:-200])
    found = read(PACKED[0] + short + PACKED[2] + b"junk" * 9 + PACKED[3] + PACKED[4][:-300])
    assert titles(found)[0] == urls(1)[0]
    assert {*urls(3, 4)} <= set(titles(found))
    assert titles(found).count("set aside") >= 2


def test_bodies_in_every_encoding() -> None:
    body = page()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    payload = (
        record(1, body=gzip.compress(body), headers=b"Content-Encoding: gzip\r\n")
        + record(2, body=chunked, headers=b"Transfer-Encoding: chunked\r\n")
        + record(3, body=body, headers=b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")
    )
    assert titles(read(payload)) == urls(1, 2, 3)


def test_odd_addresses_and_headers_cost_one_record_at_most() -> None:
    odd = record(1).replace(b"https://courier.example/1", b"https://[ourier.example/1")
    many = record(2, headers=b"X-Header: 1\r\n" * 200)
    found = read(odd + many + record(3))
    assert titles(found) == ["https://[ourier.example/1", *urls(0, 3)]


def test_large_records_are_set_aside_unread() -> None:
    found = read(record(1) + record(2, body=page() + b" " * 50_000) + record(3), limits=Limits(bytes=20_000))
    assert titles(found) == urls(1, 0, 3)


# ZIP and packed files


def test_zip() -> None:
    found = read(zipped(), "a.zip")
    assert [draft.where for draft in found] == ["a.zip!a.txt", "a.zip!b/c.html"]
    assert all(isinstance(draft, Draft) for draft in found)


def test_zip_names_lead_nowhere() -> None:
    names = ["../../etc/passwd", "/etc/passwd", "C:\\windows\\x.txt", "a\n\x1b[2J.txt"]
    found = read(zipped({name: plain() for name in names}), "a.zip")
    assert len(found) == len(names)
    assert all(isinstance(draft, Draft) for draft in found)


def test_a_member_without_a_name_costs_no_other() -> None:
    payload = zipped({"a.txt": plain(), "b.txt": plain()}).replace(b"a.txt", b"\0.txt")
    found = list(drafts(in_memory("n.zip", payload, name="n.zip"), Context(Limits())))
    assert [one.where for one in found if isinstance(one, Draft)][-1] == "n.zip!b.txt"
    assert not [one for one in found if isinstance(one, DocumentError) and "IndexError" in one.problem]


def test_zip_passes_over_hidden_files() -> None:
    found = read(zipped({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": plain()}))
    assert len(found) == 1


def test_zip_bomb() -> None:
    found = read(zipped({"a.txt": plain(), "large.txt": b"word " * 6_000_000, "b.txt": plain()}), "a.zip")
    assert [isinstance(one, Draft) for one in found] == [True, False, True]
    assert "bomb" in str(found[1])


def test_zip_over_its_budget() -> None:
    rng = random.Random(3)
    members = {f"{n}.txt": " ".join(rng.choice(SENTENCES) for _ in range(200)).encode() for n in range(5)}
    found = read(zipped(members), limits=Limits(archive_bytes=40_000))
    assert isinstance(found[0], Draft)
    assert "archive_bytes" in str(found[-1])


def test_zips_within_zips() -> None:
    inner = zipped({"a.txt": plain()})
    for _ in range(2):
        inner = zipped({"x.zip": inner})
    assert isinstance(read(inner)[0], Draft)
    for _ in range(3):
        inner = zipped({"x.zip": inner})
    assert "archive_nesting" in problem(inner).remedy


def test_encrypted_member() -> None:
    whole = bytearray(zipped({"a.txt": plain(), "b.txt": plain()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flags of the first member
        whole[whole.index(mark) + offset] |= 1
    first, second = read(bytes(whole))
    assert isinstance(first, DocumentError)
    assert "encrypted" in first.problem
    assert isinstance(second, Draft)


def test_too_many_members_and_damaged_zip() -> None:
    assert "members" in problem(zipped(), limits=Limits(archive_members=1)).problem
    assert "damaged" in problem(zipped()[:-30], "a.zip").problem


def test_member_with_a_wrong_checksum() -> None:
    whole = zipped({"a.txt": plain()})
    place = whole.index(b"a.txt") + 40
    (error,) = read(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
    assert isinstance(error, DocumentError)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_office_files_are_named(name: str) -> None:
    assert "save it as" in problem(zipped({name: b"x", "word/document.xml": b"<x/>"})).remedy


@pytest.mark.parametrize(
    ("pack", "name"), [(gzip.compress, "a.html.gz"), (bz2.compress, "a.bz2"), (lzma.compress, "a.xz")]
)
def test_packed_files(pack, name: str) -> None:  # type: ignore[no-untyped-def]
    (draft,) = read(pack(page()), name)
    assert isinstance(draft, Draft)
    assert draft.media_type == "text/html"


def test_packed_bomb_and_cut() -> None:
    assert "bomb" in problem(gzip.compress(b"word " * 6_000_000), "a.gz").problem
    assert "cut short" in problem(gzip.compress(plain() * 9)[:-20], "a.gz").problem


def test_stored_zip_members_are_streamed_twice() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", plain() * 500)
    (draft,) = read(out.getvalue())
    assert isinstance(draft, Draft)
    assert draft.payload == plain() * 500
