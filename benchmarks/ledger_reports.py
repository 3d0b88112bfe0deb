"""Made-up reports with statements, for the benchmarks of the ledger: no reader is needed to make them.

Gives Reports by number, the same on every run: one in twenty is an edit of an earlier one at its address, one
in twenty prints an earlier one's text at an address of its own.
"""

from __future__ import annotations

import hashlib
import random
import re
from functools import cache

from benchmarks.synthetic import Writer
from counterclaim.records import (
    Content,
    Cue,
    DatePrecision,
    Document,
    EventMention,
    Factuality,
    Harm,
    Known,
    Published,
    Report,
    Source,
    Span,
    Stance,
    Statement,
    Toll,
    Trigger,
)

STORIES = 2_000  # different stories; numbers beyond change their names and figures

_SENTENCE = re.compile(r"[^.\n]+\.")
_STANCES = (Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS)


def report(number: int) -> Report:
    """The report of a number. What it is made of depends on the number alone."""
    rng = random.Random(number)
    kind = rng.random()
    story = rng.randrange(number) if number and kind < 0.1 else number
    text = _text(story)
    if kind < 0.05:
        text = text.replace("said", "stated", 1) + f"\n\nA count of {rng.randint(2, 90)} was given later."
    url = f"https://news.example/{story if kind < 0.05 else number}"
    page = "".join(f"<p>{paragraph}</p>\n" for paragraph in text.split("\n\n"))
    received = f"<html><head><title>{number}</title></head><body>\n{page}</body></html>\n".encode()
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=hashlib.sha256(f"{digest}\n{url}".encode()).hexdigest()[:16],
        text=text,
        title=f"Report {story}",
        outlet=f"Outlet {number % 40}",
        url=url,
        language="en",
        published=Published(_day(number), DatePrecision.DAY, False, Known.METADATA),
        credits=(),
        marks=(),
        where=url,
        media_type="text/html",
        sha256_bytes=hashlib.sha256(received).hexdigest(),
        sha256_text=digest,
        known={"title": Known.METADATA, "url": Known.GIVEN},
        received=received,
    )
    found = enumerate(_SENTENCE.finditer(text), 1)
    statements = (_statement(f"{document.id}-{at}", text, *match.span()) for at, match in found)
    return Report(document, tuple(statements))


def _text(story: int) -> str:
    """A story's text: one of those of the grammar, with a place and figures of this number's own."""
    text = _stories()[story % STORIES]
    return (
        f"Officials in town {story} and district {story % 977} said it was {story % 31}.\n\n"
        + text.replace(" the ", f" the {_word(story // STORIES)} ", 3)
    )


@cache
def _stories() -> list[str]:
    writer = Writer(11)
    return [writer.story().text for _ in range(STORIES)]


def _word(number: int) -> str:
    digits = "bdfgklmnprstvz"
    return "".join(digits[number // 14**at % 14] + "aeiou"[number // 5**at % 5] for at in range(3))


def _day(number: int) -> str:
    return f"{2015 + number % 9}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"


def _statement(name: str, text: str, start: int, end: int) -> Statement:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    words = [(start + at.start(), start + at.end()) for at in re.finditer(r"\S+", text[start:end])]
    source, cue, verb = words[0], words[min(1, len(words) - 1)], words[-1]
    content = Span(cue[0], end)
    return Statement(
        id=name,
        sources=(Source(text[slice(*source)], *source),),
        via=(),
        cue=Cue(text[slice(*cue)], *cue),
        stance=_STANCES[len(words) % len(_STANCES)],
        content=Content(text[content.start : content.end], content.start, content.end, (content,)),
        quoted=False,
        sentence=0,
        events=(
            EventMention(
                "ASSAULT",
                None,
                ("military",),
                Factuality.HAPPENED,
                2.0,
                Trigger(text[slice(*verb)], *verb),
                toll=(Toll(Harm.KILLED, None, len(words), None, *source),),
            ),
        ),
    )
