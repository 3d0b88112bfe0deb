"""Feeds and mails."""

import time

import pytest

from benchmarks.document_seeds import SENTENCES, TITLE, atom, mail, rss
from counterclaim.documents import Context, Draft, drafts, in_memory
from counterclaim.errors import DocumentError
from counterclaim.records import MarkKind
from counterclaim.settings import Limits


def read(payload: bytes, name: str = "item") -> list[Draft | DocumentError]:
    return list(drafts(in_memory(name, payload, name=name), Context(Limits())))


def feed_of(item: str) -> str:
    return f"<rss version='2.0'><channel><item>{item}</item></channel></rss>"


def problem(payload: bytes, name: str = "item") -> DocumentError:
    (error,) = read(payload, name)
    assert isinstance(error, DocumentError)
    return error


def test_rss() -> None:
    first, second = read(rss(), "a.rss")
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert [block.text for block in first.blocks] == list(SENTENCES[:2])
    assert first.published == "Mon, 16 Oct 2017 09:30:00 +0300"
    assert (first.outlet, first.language, first.credits) == ("The Example Courier", "en", ("Example Wire",))
    assert first.url == "https://courier.example/1"
    assert first.payload.startswith(b"<item>")
    assert second.title == "Second report"
    assert second.published is None


def test_atom() -> None:
    (draft,) = read(atom(), "a.atom")
    assert isinstance(draft, Draft)
    assert (draft.title, draft.published) == (TITLE, "2017-10-16T09:30:00+03:00")
    assert draft.blocks[0].text == SENTENCES[0]


@pytest.mark.parametrize(
    "title",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;Bridges held",
        "<![CDATA[<img src=x onerror=alert(1)>Bridges held]]>",
        "<![CDATA[<svg onload=alert(1)><b>Bridges held</b>]]>",
    ],
)
def test_script_in_titles_is_inert(title: str) -> None:
    (draft,) = read(feed_of(f"<title>{title}</title><description>x y</description>").encode())
    assert isinstance(draft, Draft)
    assert draft.title is None or "<" not in draft.title
    assert draft.title is None or "alert" not in draft.title


def test_a_headline_alone_is_a_report() -> None:
    (draft,) = read(
        b"<rss version='2.0'><channel><item><title>Bridges held, council says</title></item></channel></rss>"
    )
    assert isinstance(draft, Draft)
    assert draft.blocks[0].text == "Bridges held, council says"


def test_wrong_encoding_of_a_feed() -> None:
    feed = "<?xml version='1.0' encoding='utf-8'?>" + feed_of("<title>Caf\xe9 hit</title>")
    (draft,) = read(feed.encode("cp1252"))
    assert isinstance(draft, Draft)
    assert draft.title == "Café hit"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
    + "]><rss version='2.0'><channel><item><title>&m;</title></item></channel></rss>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss version='2.0'><channel><item><title>&x;</title></item></channel></rss>"
)


@pytest.mark.parametrize("feed", [BOMB, EXTERNAL])
def test_entities_that_unfold_are_refused(feed: str) -> None:
    assert "entities" in problem(feed.encode()).problem


def test_deep_and_empty_feeds_are_refused() -> None:
    deep = "<rss version='2.0'><channel>" + "<a>" * 100_000 + "</a>" * 100_000 + "</channel></rss>"
    assert "deep" in problem(deep.encode()).problem
    assert "entries" in problem(b"<rss version='2.0'><channel><title>x</title></channel></rss>").problem


def test_mail() -> None:
    letter, annex = read(mail(), "a.eml")
    assert isinstance(letter, Draft)
    assert isinstance(annex, Draft)
    assert (letter.title, letter.author) == ("Statement on Dar Amal", "Council Press Office")
    assert letter.published == "Mon, 16 Oct 2017 09:30:00 +0300"
    assert letter.blocks[0].text.startswith(SENTENCES[1])
    assert letter.blocks[-1].kind is MarkKind.NOTICE
    assert annex.where == "a.eml!annex.txt"
    assert annex.title == TITLE


def headed(body: str, *headers: str) -> bytes:
    head = [
        "From: press@council.example",
        "Subject: Statement",
        "Date: Mon, 16 Oct 2017 09:30:00 +0300",
        *headers,
    ]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode("latin-1")


def test_a_header_without_end_is_read_no_further_than_any_is_long() -> None:
    begun = time.process_time()
    (letter,) = read(headed(SENTENCES[0], "Content-Description: " + '"a' * 20_000), "a.eml")
    (other,) = read(headed(SENTENCES[0], 'Content-Disposition: inline; filename="' + '"a' * 40_000), "a.eml")
    assert isinstance(letter, Draft)
    assert isinstance(other, Draft)
    assert letter.title == "Statement"
    assert time.process_time() - begun < 5


def test_html_mail_and_stub_alternatives() -> None:
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nSee it in your browser.\r\n"
        "--b\r\nContent-Type: text/html\r\n\r\n"
        f"<style>p {{}}</style><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>\r\n--b--\r\n"
    )
    (draft,) = read(
        headed(body, "MIME-Version: 1.0", 'Content-Type: multipart/alternative; boundary="b"'), "a.eml"
    )
    assert isinstance(draft, Draft)
    assert [block.text for block in draft.blocks] == list(SENTENCES[:2])


def test_forwarded_mail_within_a_mail() -> None:
    inner = headed(SENTENCES[1], "Content-Type: text/plain").decode()
    body = (
        f"--b\r\nContent-Type: text/plain\r\n\r\n{SENTENCES[0]}\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--\r\n"
    )
    outer, forwarded = read(
        headed(body, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"), "a.eml"
    )
    assert isinstance(outer, Draft)
    assert isinstance(forwarded, Draft)
    assert (outer.blocks[0].text, forwarded.blocks[0].text) == (SENTENCES[0], SENTENCES[1])


def test_mbox() -> None:
    one = (
        b"From press@council.example Mon Oct 16 09:30:00 2017\n"
        + headed(SENTENCES[0]).replace(b"\r\n", b"\n")
        + b"\n\n"
    )
    found = read(one + one, "mails")
    assert [draft.where for draft in found] == ["mails#1", "mails#2"]


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset=no-such-charset",
        "Content-Type: ;;;=",
        "From: @@@<<>>",
        "Date: yesterday-ish",
        "Date: Mon, 16 Oct 2017 99999999999999999999:30:00 +0300",
        "Content-Transfer-Encoding: base64",
        "Subject: =?utf-8?b?!!!!?= =?x?q?=?=",
        "Content-Disposition: attachment; filename*=u'",
    ],
)
def test_broken_headers_do_not_stop_a_mail(header: str) -> None:
    for found in read((header + "\r\n").encode() + headed(SENTENCES[0]), "a.eml"):
        assert isinstance(found, Draft) or "without text" in found.problem


def test_mail_without_text() -> None:
    problem(headed("", "Content-Type: text/plain"), "a.eml")
