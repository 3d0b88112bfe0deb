"""Made-up web pages: the stories of ``synthetic.py`` in mark-up such as news sites and blogs have.

Gives bytes of HTML, varied in template, depth, noise, encoding, metadata and length; and WARC files of them.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterator
from string import Template
from typing import BinaryIO

from benchmarks.synthetic import Story, Writer, load

_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8", "windows-1252", "iso-8859-1", "utf-16")
_TEMPLATES = ("article", "article", "soup", "soup", "tables", "blog", "portal")
_LINKS = re.compile(r"LINKS\((\d+),(\d+)\)")


class Pages:
    """Makes pages; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.writer = Writer(seed)
        self.rng = self.writer.rng
        self._forms = {name: Template(text) for name, text in load("pages").items()}

    def page(self) -> bytes:
        """One page, 2 to 400 kB."""
        story = self.writer.story(sentences=(4, self.rng.choice((8, 15, 25, 40, 120))))
        text = self._fill(self.rng.choice(_TEMPLATES), story)
        encoding = self.rng.choice(_ENCODINGS)
        declared = encoding if self.rng.random() < 0.9 else "iso-8859-1"
        return text.replace("CHARSET", declared).encode(encoding, "xmlcharrefreplace")

    def _fill(self, form: str, story: Story) -> str:
        day = f"2017-{self.rng.randint(1, 12):02d}-{self.rng.randint(1, 28):02d}"
        site, depth = story.cast.outlets[0], self.rng.choice((0, 1, 3, 6, 15, 40))
        data = {"@type": "NewsArticle", "headline": story.headline, "datePublished": day}
        values = {
            "headline": html.escape(story.headline),
            "site": site,
            "author": story.cast.people[0],
            "day": day,
            "data": json.dumps(data),
            "noise": self._noise(),
            "open": "".join(f'<div class="c{level}" data-n="{level}">' for level in range(depth)),
            "close": "</div>" * depth,
            "report": self._report(story, end="</p>"),
            "unclosed": self._report(story, end="\n"),
            "broken": "<br><br>".join(map(html.escape, story.paragraphs)),
            "sentence": html.escape(self.writer.sentence(story.cast)),
            "link": self._link(story),
        }
        head = self._forms[self.rng.choice(("plain_head", "rich_head"))].substitute(values)
        text = self._forms[form].substitute(values, head=head)
        return _LINKS.sub(lambda match: self._links(story, int(match[1]), int(match[2])), text)

    def _link(self, story: Story) -> str:
        words = " ".join(self.writer.sentence(story.cast).split()[: self.rng.randint(3, 9)])
        return (
            f'<a href="/{self.rng.randint(2010, 2025)}/{self.rng.randint(1, 10**6)}">{html.escape(words)}</a>'
        )

    def _links(self, story: Story, low: int, high: int) -> str:
        count = self.rng.randint(low, high)
        return "<ul>" + "".join(f"<li>{self._link(story)}</li>" for _ in range(count)) + "</ul>"

    def _noise(self) -> str:
        """Scripts and styles, as much of a page's bytes as on real ones."""
        size = self.rng.choice((0, 5, 20, 60, 200))
        style = "".join(f".c{n}{{margin:{n}px;padding:0 {n}px;color:#{n:06x}}}" for n in range(size * 8))
        script = "".join(f"window.q.push({{id:{n},v:'{n * 7919:x}'}});" for n in range(size * 12))
        return f"<style>{style}</style><script>var a = 1 < 2;{script}</script>"

    def _report(self, story: Story, *, end: str) -> str:
        """The report's paragraphs, with links and emphasis, a caption, boxes in mid-text."""
        made = []
        for number, paragraph in enumerate(story.paragraphs):
            words = html.escape(paragraph).split(" ")
            if self.rng.random() < 0.3:
                at = self.rng.randrange(len(words))
                form = self.rng.choice(('<a href="/{}">{}</a>', '<b id="b{}">{}</b>'))
                words[at] = form.format(at, words[at])
            made.append(f"<p>{' '.join(words)}{end}")
            if self.rng.random() < 0.1:
                made.append(self._forms["related"].substitute())
            if self.rng.random() < 0.08:
                headline = html.escape(self.writer.headline(story.cast))
                made.append(self._forms["figure"].substitute(number=number, headline=headline))
        return "".join(made)


def write_warc(stream: BinaryIO, size: int, *, seed: int) -> int:
    """Write records until ``size`` bytes are reached; gives how many."""
    written = count = 0
    for record in _records(seed):
        stream.write(record)
        written += len(record)
        count += 1
        if written >= size:
            return count
    return count


def _records(seed: int) -> Iterator[bytes]:
    pages, rng = Pages(seed), random.Random(seed)
    number = 0
    while True:
        number += 1
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + pages.page()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:{rng.getrandbits(128):032x}>\r\n"
            f"WARC-Target-URI: https://site{number % 97}.example/{number}\r\n"
            "WARC-Date: 2017-10-16T12:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body + b"\r\n\r\n"
