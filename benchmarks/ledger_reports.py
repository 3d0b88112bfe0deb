"""Made-up reports with statements, for the benchmarks of the ledger: no reader is needed to make them.

Gives Reports by number, the same on every run: one in twenty is an edit of an earlier one at its address, one
in twenty prints an earlier one's text at an address of its own, three in ten tell in other words of what one of
the fifty before them told of. Each happening has its place and day: in a longer row of reports there are more of
them, not more reports of each. A report tells of its happening in the first sentences, of others in two more.
"""

from __future__ import annotations

import random
import re
from functools import cache

from benchmarks import made_up
from benchmarks.synthetic import Writer
from counterclaim.records import (
    Actor,
    Content,
    Cue,
    EventMention,
    Factuality,
    Harm,
    Participant,
    Place,
    Report,
    Source,
    Span,
    Stance,
    Statement,
    TimeValue,
    Toll,
    Trigger,
)

MAIN = 4  # sentences that tell of the report's happening
ASIDE = 2  # sentences after them that tell of another one each
STORIES = 2_000  # different stories; numbers beyond change their names and figures

_SENTENCE = re.compile(r"[^.\n]+\.")
_STANCES = (Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS)


def report(number: int) -> Report:
    """The report of a number. What it is made of depends on the number alone."""
    rng = random.Random(number)
    kind = rng.random()
    story = rng.randrange(number) if number and kind < 0.1 else number
    happening = _happening(story)
    text = _text(story, happening)
    if kind < 0.05:
        text = text.replace("said", "stated", 1) + f"\n\nA count of {rng.randint(2, 90)} was given later."
    url = f"https://news.example/{story if kind < 0.05 else number}"
    page = "".join(f"<p>{paragraph}</p>\n" for paragraph in text.split("\n\n"))
    received = f"<html><head><title>{number}</title></head><body>\n{page}</body></html>\n".encode()
    document = made_up.document(
        text,
        url=url,
        where=url,
        outlet=f"Outlet {number % 40}",
        media_type="text/html",
        title=f"Report {story}",
        published=_day(number),
        received=received,
    )
    found = enumerate(_SENTENCE.finditer(text), 1)
    statements = tuple(
        _statement(f"{document.id}-{at}", text, *match.span(), told=_told(story, happening, at))
        for at, match in found
    )
    return Report(
        document, statements, (Actor("MIL:north", "Northern Army", "MIL", "NOR", "NOR", "made up"),)
    )


def _happening(story: int) -> int:
    """The number of the story that was the first to tell of what a story tells of."""
    rng = random.Random(-story - 1)
    return max(0, story - rng.randint(1, 50)) if rng.random() < 0.3 else story


def _told(story: int, happening: int, sentence: int) -> int | None:
    """Of which happening a sentence tells; None for one that tells of nothing."""
    if sentence <= MAIN:
        return happening
    return -(3 * story + sentence) if sentence <= MAIN + ASIDE else None


def _text(story: int, happening: int) -> str:
    """A story's text: one of those of the grammar, with a place and figures of this number's own."""
    text = _stories()[story % STORIES]
    return (
        f"Officials in {town(happening)} and district {story % 977} said it was {story % 31}.\n\n"
        + text.replace(" the ", f" the {_word(story // STORIES)} ", 3)
    )


def town(happening: int) -> str:
    """The name of the town in which something happened."""
    return (_word(abs(happening)) + _word(abs(happening) // 7 + 5)).capitalize()


def _place(happening: int, start: int, end: int, *, name: str) -> Place:
    """Each happening in a town of its own: towns stand in a grid, a fifth of a degree and more from each other."""
    spot = random.Random(f"place {happening}").randrange(600 * 1700)
    lat, lon = spot % 600 / 5 - 60, spot // 600 / 5 - 170
    return Place(name, lat, lon, "NOR", 2, None, "town", f"made-up:{happening}", None, "made up", start, end)


@cache
def _stories() -> list[str]:
    writer = Writer(11)
    return [writer.story().text for _ in range(STORIES)]


def _word(number: int) -> str:
    digits = "bdfgklmnprstvz"
    return "".join(digits[number // 14**at % 14] + "aeiou"[number // 5**at % 5] for at in range(3))


def _day(number: int) -> str:
    return f"{2015 + number % 9}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"


def _statement(name: str, text: str, start: int, end: int, *, told: int | None) -> Statement:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    words = [(start + at.start(), start + at.end()) for at in re.finditer(r"\S+", text[start:end])]
    source, cue = words[0], words[min(1, len(words) - 1)]
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
        events=() if told is None else (_event(text, told, words=words),),
    )


def _event(text: str, told: int, *, words: list[tuple[int, int]]) -> EventMention:
    source, verb = words[0], words[-1]
    day = f"{2015 + abs(told) // 365 % 9}-{abs(told) // 28 % 12 + 1:02d}-{abs(told) % 28 + 1:02d}"
    return EventMention(
        "ASSAULT",
        None,
        ("military",),
        Factuality.HAPPENED,
        2.0,
        Trigger(text[slice(*verb)], *verb),
        actors=(Participant(text[slice(*source)], "MIL:north", *source),),
        place=_place(told, *source, name=text[slice(*source)]),
        time=TimeValue(day, None, 1, day),
        toll=(Toll(Harm.KILLED, None, len(words), None, *source),),
    )
