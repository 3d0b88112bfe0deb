"""HTML, Markdown and plain text: what comes out of them, and what they survive."""

import pytest

from benchmarks.document_seeds import SENTENCES, TITLE, markdown, page, plain
from counterclaim.documents import Context, Draft, drafts, in_memory
from counterclaim.documents.markup import fragment
from counterclaim.documents.markup import plain as plain_words
from counterclaim.errors import DocumentError
from counterclaim.records import Known, MarkKind
from counterclaim.settings import Limits


def read(
    payload: bytes, name: str = "", *, limits: Limits | None = None, **found: str
) -> list[Draft | DocumentError]:
    return list(drafts(in_memory(name or "item", payload, name=name, **found), Context(limits or Limits())))


def one(payload: bytes, name: str = "", **found: str) -> Draft:
    (draft,) = read(payload, name, **found)
    assert isinstance(draft, Draft), draft
    return draft


def problem(payload: bytes, name: str = "", *, limits: Limits | None = None) -> DocumentError:
    (error,) = read(payload, name, limits=limits)
    assert isinstance(error, DocumentError)
    assert error.remedy
    return error


def test_text() -> None:
    draft = one(plain(), "a.txt")
    assert [block.text for block in draft.blocks] == [TITLE, *SENTENCES]
    assert (draft.title, draft.known["title"]) == (TITLE, Known.TEXT)
    assert draft.payload == plain()


@pytest.mark.parametrize("payload", [b" \n\t\n ", b", ,\n\n--", "﻿".encode(), b"\x00\x00 \n"])
def test_text_without_words(payload: bytes) -> None:
    problem(payload, "a.txt")


def test_limits_hold_for_text() -> None:
    assert "bytes" in problem(plain(), limits=Limits(bytes=100)).problem
    assert "characters" in problem(plain(), limits=Limits(characters=100)).problem


def test_markdown() -> None:
    draft = one(markdown(), "a.md")
    assert draft.title == "Troops in Dar Amal"
    assert (draft.outlet, draft.published) == ("The Example Courier", "2017-10-16")
    assert [block.text for block in draft.blocks] == [TITLE, *SENTENCES, "one link"]
    assert draft.blocks[-1].linked == pytest.approx(0.5)


def test_markdown_heading_is_the_title_where_nothing_else_is() -> None:
    draft = one(f"# {TITLE}\n\nA *small* report.\n\n![A bridge](b.jpg)\n".encode(), "a.md")
    assert (draft.title, draft.known["title"]) == (TITLE, Known.TEXT)
    assert draft.blocks[1].text == "A small report."
    assert draft.blocks[2].kind is MarkKind.CAPTION


def test_page_metadata_keep_their_clock_and_zone() -> None:
    draft = one(page(), "a.html")
    assert draft.published == "2017-10-16T09:30:00+03:00"
    assert (draft.title, draft.outlet, draft.language) == (TITLE, "The Example Courier", "en-GB")
    assert draft.author == "Dana Azad"
    assert draft.url == "https://courier.example/2017/10/16/troops"


def test_page_is_its_report() -> None:
    text = "\n".join(block.text for block in one(page(), "a.html").blocks)
    for sentence in SENTENCES:
        assert sentence in text
    assert "Home" not in text
    assert "Copyright" not in text


def test_the_address_it_came_from_wins() -> None:
    draft = one(page(), url="https://courier.example/other")
    assert draft.url == "https://courier.example/other"


def paragraphs(extra: str) -> str:
    return "".join(f"<p>{s} {s}</p>" for s in SENTENCES) + extra


def test_structure_tells_captions_and_links() -> None:
    more = '<p><a href="/x">Council denies loss of the bridges at Dar Amal in the night</a></p>'
    seen = "A bridge near the old mill, seen on Friday evening from the road."
    caption = f'<div><span class="image-caption">{seen}</span></div>'
    draft = one(page(body=paragraphs(more + caption + f"<p>{SENTENCES[2]} {SENTENCES[3]}</p>")))
    linked = [block for block in draft.blocks if block.linked == 1]
    assert [block.text for block in linked] == ["Council denies loss of the bridges at Dar Amal in the night"]
    for block in draft.blocks:
        if "old mill" in block.text:
            assert block.kind is MarkKind.CAPTION


def test_breaks_part_paragraphs_in_bad_html() -> None:
    body = "<div>" + "<br><br>".join(f"{s} {s} <b>Bold" for s in SENTENCES) + "</div>"
    draft = one(f"<html><body>{body}".encode())
    assert len([block for block in draft.blocks if block.text != TITLE]) == len(SENTENCES)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2017-10-15T21:30:00Z">', "2017-10-15T21:30:00Z"),
        ('<meta name="pubdate" content="Sun, 15 Oct 2017 21:30:00 GMT">', "Sun, 15 Oct 2017 21:30:00 GMT"),
        ('<meta itemprop="datePublished" content="2017-10-15">', "2017-10-15"),
        ('<meta name="last-modified" content="2019-01-01">', None),
    ],
)
def test_dates_of_meta_tags(head: str, expected: str | None) -> None:
    body = paragraphs("")
    draft = one(
        f"<html><head>{head}<title>x</title></head><body><article>{body}</article></body></html>".encode()
    )
    assert draft.published == expected


def test_one_time_in_the_article_is_its_own_and_of_two_neither() -> None:
    time = '<time datetime="2017-10-15T08:00+03:00">Sunday</time>'
    body = f"<html><body><article>{{}}{paragraphs('')}</article></body></html>"
    assert one(body.format(time).encode()).published == "2017-10-15T08:00+03:00"
    other = '<time datetime="2016-01-01">before</time>'
    assert one(body.format(time + other).encode()).published is None


@pytest.mark.parametrize(
    "script", ["{", "[[[[", '{"@type": 3}', '{"@graph": {"@graph": {}}}', "null", "[" * 50_000]
)
def test_malformed_descriptions_do_not_spoil_a_page(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    page_ = f"<html><head>{head}</head><body><article>{paragraphs('')}</article></body></html>"
    assert SENTENCES[0] in one(page_.encode()).blocks[0].text


def test_deep_nesting_is_read_to_the_limit_and_refused_beyond() -> None:
    def nested(depth: int) -> bytes:
        body = "<div>" * depth + paragraphs("") + "</div>" * depth
        return f"<html><body>{body}</body></html>".encode()

    assert SENTENCES[0] in one(nested(300)).blocks[0].text
    assert "deep" in problem(nested(100_000)).problem
    assert "deep" in problem(nested(60), limits=Limits(depth=50)).problem


def test_a_page_without_a_report() -> None:
    problem(b"<html><head><title>x</title></head><body></body></html>")
    problem(b"<html><body><script>let a = 1</script></body></html>")
    problem(b"<html>", "a.html")
    problem(b"<!-- nothing but a comment -->", "a.html")


def test_fragment() -> None:
    found = fragment(
        "<p>One <a href='x'>link</a>.</p>loose<ul><li>first</li><li>second</li></ul><script>alert(1)</script>"
        "<p style='display: none'>hidden</p><table><tr><td>a</td><td>b</td></tr></table>"
        "<figure><figcaption>seen</figcaption></figure><pre>x  y\nz</pre>"
    )
    assert [block.text for block in found] == [
        "One link.",
        "loose",
        "first",
        "second",
        "a | b",
        "seen",
        "x  y\nz",
    ]
    assert found[5].kind is MarkKind.CAPTION


def test_titles_become_inert_words() -> None:
    assert (
        plain_words("<script>alert(1)</script>Troops <b>enter</b>\n town &amp; mill")
        == "Troops enter town & mill"
    )
