"""Made-up reports for the tests of ledgers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from benchmarks import made_up
from counterclaim.records import (
    Actor,
    Content,
    Control,
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

BRIDGE = (
    "Bridge at Varnek taken\n\n"
    "The Northern Army said its soldiers had seized the bridge at Varnek, killing 13 fighters. "
    "The River Front denied that the bridge was lost. "
    "Witnesses reported shelling until noon."
)


POINTS = {"Corvo": (69.5, 25.5)}  # other towns lie where Varnek does


def report(
    text: str = BRIDGE,
    *,
    url: str | None = "https://gazette.example/varnek",
    where: str = "reports/varnek.txt",
    title: str | None = None,
    published: str | None = "2021-03-04",
    received: bytes | None = None,
) -> Report:
    """A report with every sentence that says, denies or reports something read from it."""
    document = made_up.document(
        text,
        url=url,
        where=where,
        outlet="Gazette",
        media_type="text/plain",
        title=title,
        published=published,
        received=received,
    )
    statements: list[Statement] = []
    for sentence, (start, end) in enumerate(_sentences(text)):
        found = _read(text, start, end)
        if found is not None:
            number = len(statements) + 1
            statements.append(replace(found, id=f"{document.id}-{number}", sentence=sentence))
    actors = (Actor("NAR", "Army of the North", "MIL", "NOR", "NOR", "table"),)
    return Report(document, tuple(statements), actors)


def numbered(count: int, *, start: int = 0) -> list[Report]:
    """Reports at different addresses, each with a text of its own."""
    texts = (
        f"Officials in town {number} said that {number} soldiers had crossed river {number % 7}. "
        f"A spokesman for group {number} denied that anyone crossed."
        for number in range(start, start + count)
    )
    return [
        report(
            text,
            url=f"https://gazette.example/{number}",
            published=f"2021-03-{number % 28 + 1:02d}",
            received=f"<p>{text}</p>".encode() * 3,
        )
        for number, text in enumerate(texts, start)
    ]


def _sentences(text: str) -> Sequence[tuple[int, int]]:
    ends = [at + 1 for at, char in enumerate(text) if char == "."]
    starts = [0, *ends[:-1]]
    return list(zip(starts, ends, strict=True))


def _read(text: str, start: int, end: int) -> Statement | None:
    cues = {"said": Stance.ASSERTS, "denied": Stance.DENIES, "reported": Stance.ASSERTS}
    for word, stance in cues.items():
        at = text.find(f" {word} ", start, end) + 1
        if at == 0:
            continue
        begin = max(start, text.rfind("\n", start, at) + 1)
        while text[begin] == " ":
            begin += 1
        name = text[begin : at - 1]
        content = Span(at + len(word) + 1, end - 1)
        return Statement(
            id="",
            sources=(Source(name, begin, at - 1, "NAR" if "Army" in name else None, name == "Witnesses"),),
            via=(),
            cue=Cue(word, at, at + len(word)),
            stance=stance,
            content=Content(text[content.start : content.end], content.start, content.end, (content,)),
            quoted=False,
            sentence=0,
            events=_events(text, content),
        )
    return None


def _events(text: str, content: Span) -> tuple[EventMention, ...]:
    at = text.find("seized", content.start, content.end)
    if at < 0:
        return ()
    bridge = text.index("the bridge", at)
    named = re.compile(r"[A-Z][a-z]+").search(text, bridge)
    assert named is not None
    toll = text.find("killing ", at, content.end)
    count = text[toll + 8 :].split(maxsplit=1)[0]
    return (
        EventMention(
            "ASSAULT",
            "seize",
            ("military",),
            Factuality.HAPPENED,
            2.5,
            Trigger("seized", at, at + 6),
            actors=(Participant("its soldiers", "NAR", content.start, content.start + 12),),
            recipients=(Participant("the bridge", None, bridge, bridge + 10),),
            place=Place(
                named[0], *POINTS.get(named[0], (61.5, 9.25)), "NOR", 2, "Innlandet", "bridge", None,
                "Europe/Oslo", "size", *named.span(),
            ),
            time=TimeValue("2021-03-03", None, 1, "on Wednesday"),
            toll=(Toll(Harm.KILLED, "fighters", int(count), int(count), toll, content.end),) if toll > 0 else (),
            control=Control("its soldiers", "NAR", "the bridge"),
        ),
    )  # fmt: skip
