"""Reports for the tests of incidents, made of records: no reader is needed. Outlets and persons are invented."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.records import (
    Content,
    Control,
    DatePrecision,
    Document,
    EventMention,
    Factuality,
    Harm,
    Known,
    Participant,
    Place,
    Published,
    Report,
    Span,
    Stance,
    Statement,
    TimeValue,
    Toll,
    Trigger,
)

KIRKUK = ("Kirkuk", 35.47, 44.39, "IRQ")
K1 = ("K1 airbase", 35.51, 44.28, "IRQ")
MOSUL = ("Mosul", 36.34, 43.13, "IRQ")
BASRA = ("Basra", 30.5, 47.8, "IRQ")


@dataclass(slots=True)
class Told:
    """One event: the sentence that tells it, its trigger in it, and what the reader made of it."""

    sentence: str
    trigger: str
    type: str | None = "ASSAULT"
    actors: Sequence[str] = ()
    recipients: Sequence[str] = ()
    place: tuple[str, float, float, str] | None = None
    day: str | None = None
    killed: int | None = None
    holder: str | None = None
    factuality: Factuality = Factuality.HAPPENED
    denies: int | None = None  # the number of the event whose statement it denies
    mode: str | None = None
    means: Sequence[str] = field(default_factory=tuple)


def report(*told: Told, published: str | None = "2017-10-16", title: str | None = None) -> Report:
    """A report of one statement an event, a paragraph each."""
    text = "\n\n".join(one.sentence for one in told)
    name = hashlib.sha256(f"{text} {published}".encode()).hexdigest()[:16]
    statements, position = [], 0
    for at, one in enumerate(told):
        start, end = position, position + len(one.sentence)
        denied = () if one.denies is None else (f"{name}-{one.denies + 1}",)
        statements.append(
            Statement(
                id=f"{name}-{at + 1}",
                sources=(),
                via=(),
                cue=None,
                stance=Stance.ASSERTS if one.denies is None else Stance.DENIES,
                content=Content(one.sentence, start, end, (Span(start, end),)),
                quoted=False,
                sentence=at,
                denies=denied,
                events=(_event(one, start),),
            )
        )
        position = end + 2
    document = Document(
        id=name,
        text=text,
        title=title,
        outlet="Harbour Courier",
        url=None,
        language="en",
        published=Published(published, DatePrecision.DAY, False, Known.GIVEN) if published else None,
        credits=(),
        marks=(),
        where="made up",
        media_type="text/plain",
        sha256_bytes="",
        sha256_text="",
    )
    return Report(document, tuple(statements))


def _event(one: Told, start: int) -> EventMention:
    at = start + one.sentence.index(one.trigger)
    return EventMention(
        type=one.type,
        mode=one.mode,
        contexts=(),
        factuality=one.factuality,
        score=2.0,
        trigger=Trigger(one.trigger, at, at + len(one.trigger)),
        actors=tuple(Participant(name, name.upper(), start, start) for name in one.actors),
        recipients=tuple(Participant(name, name.upper(), start, start) for name in one.recipients),
        place=place(*one.place) if one.place else None,
        time=TimeValue(one.day, None, 1, one.day) if one.day else None,
        toll=(Toll(Harm.KILLED, None, one.killed, one.killed, start, start),)
        if one.killed is not None
        else (),
        means=tuple(one.means),
        control=Control(one.holder, None, None) if one.holder else None,
    )


def place(name: str, lat: float, lon: float, country: str, *, precision: int = 1) -> Place:
    """A place as the reader gives it."""
    return Place(
        name=name,
        lat=lat,
        lon=lon,
        country=country,
        precision=precision,
        admin1=None,
        kind="city",
        gazetteer_id=name,
        zone="Asia/Baghdad",
        how="the only place of this name",
        start=0,
        end=0,
    )


def operation() -> Report:
    """One operation: launch, attack, control claimed by both sides, losses, a denial, talk about it."""
    return report(
        Told("Federal troops launched an operation near Kirkuk.", "operation", actors=["federals"], place=KIRKUK),
        Told(
            "At 02:30 on Monday they attacked the highland brigades south of Kirkuk.",
            "attacked",
            actors=["federals"],
            recipients=["highlanders"],
            place=KIRKUK,
            day="2017-10-16",
        ),
        Told("The federals have seized the K1 airbase.", "seized", actors=["federals"], place=K1, holder="federals"),
        Told(
            "The highland brigades remain in control of the K1 airbase.",
            "control",
            None,
            actors=["highlanders"],
            place=K1,
            holder="highlanders",
        ),
        Told("The brigades destroyed five vehicles of the federals.", "destroyed", actors=["highlanders"],
             recipients=["federals"]),
        Told("The ministry denied that the operation met resistance.", "operation", actors=["federals"], denies=1),
        Told(
            "The premier called on the highland brigades to serve under federal command.",
            "called on",
            "REQUEST",
            actors=["premier"],
            recipients=["highlanders"],
        ),
    )  # fmt: skip


def bombing(
    town: tuple[str, float, float, str],
    *,
    day: str = "2017-10-16",
    killed: int = 12,
    by: str = "bombers",
    extra: str = "",
) -> Report:
    """A bombing at a market, its toll, and an arrest after it; ``extra`` makes another text of it."""
    name = town[0]
    return report(
        Told(
            f"A car bomb exploded at the vegetable market of {name} on Monday morning{extra}.",
            "exploded",
            actors=[by],
            place=town,
            day=day,
            mode="explosives",
            means=["car bomb"],
        ),
        Told(f"The blast killed {killed} people at the market of {name}.", "killed", place=town, killed=killed,
             mode="explosives"),
        Told(f"Police in {name} arrested three men over the market bombing.", "arrested", "COERCE", mode="arrest",
             actors=["police"], recipients=["men"], place=town),
        published=day,
    )  # fmt: skip
