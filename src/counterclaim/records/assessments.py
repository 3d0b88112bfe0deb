"""Accounts and assessments: what each party says of an incident, and what that leaves standing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Facet(StrEnum):
    """One thing about an incident on which accounts can agree or differ."""

    OCCURRENCE = "occurrence"
    RESPONSIBILITY = "responsibility"
    TARGET = "target"
    PLACE = "place"
    TIME = "time"
    MEANS = "means"
    TOLL = "toll"
    LOSSES = "losses"  # things destroyed, damaged or taken
    CONTROL = "control"
    AIM = "aim"
    MANNER = "manner"


class Standing(StrEnum):
    """How a facet stands, by the rules of ``counterclaim.assessment.rules``."""

    AGREED = "agreed"  # opposing parties assert it, or the party that it harms admits it
    CONFIRMED = "confirmed"  # a third party asserts it from its own knowledge, no one denies it
    CORROBORATED = "corroborated"  # two or more independent origins assert it, none opposes it
    ONE_SIDED = "one-sided"  # several origins, all of one party
    SINGLE = "single"  # one origin
    DISPUTED = "disputed"  # one asserts, another denies it or gives what cannot hold with it
    RETRACTED = "retracted"  # its source took it back
    OPEN = "open"  # asked, and nobody says


class Interest(StrEnum):
    """How what a source says lies to its party's interest."""

    OWN = "own"  # a denial of its own blame, praise of its own success
    AGAINST = "against"  # an admission against its interest
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Party:
    """The side that sources speak for in an incident.

    ``id`` is an affiliation of ``Actor`` ("IRQ", "KRG", a group), or of a third party its actor's id.
    ``third``: an outlet, an agency, a rights group, the UN, witnesses: no side of this incident.
    """

    id: str
    name: str
    third: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """One statement's say on one facet: the cell of the accounts table is made of these.

    ``party`` is a Party's id. ``statement`` and ``mention`` lead to the text (``mention`` None where the
    statement bears on the facet without telling an event of its own, as "denied these claims" does).
    ``holds``: True asserts the value, False denies it, None is silent on it or doubts it. ``origin`` names
    the independent origin: text origin, speaker and body, and the chain by which it came. ``stance`` is the
    statement's. ``knows``: the words say that the source saw, counted, checked or otherwise knows it itself.
    ``source`` is the name of whoever speaks, as the report has it ("outlet" for the outlet's own voice).
    ``retracted``: its source took it back since. ``superseded``: the same source said otherwise since, or
    a count rose; like a voice that was taken back it bears on no standing.
    """

    party: str
    statement: str
    mention: str | None
    holds: bool | None
    origin: str
    stance: str
    interest: Interest
    retracted: bool = False
    superseded: bool = False
    knows: bool = False
    source: str = ""

    @property
    def live(self) -> bool:
        """Whether it still bears on how the facet stands."""
        return not (self.retracted or self.superseded)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet, in few words, with who says it. ``key`` is what makes two tellings one value."""

    key: str
    text: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What stands of one facet of one incident, and why.

    ``subject`` says of what, where an incident has several of a facet ("K1 airbase" for control, "civilians
    killed" for a toll); empty otherwise. ``rule`` is the name of the rule that decided, ``reason`` it in a
    sentence, ``statements`` those it rests on. ``leaning`` says which way third parties lean in a dispute
    ("third party against KRG"), None where they do not. ``settle`` names what would settle it.
    ``judged`` is the id of the judgement by which a person decided it, None where the rules did.
    """

    facet: Facet
    subject: str
    standing: Standing
    values: tuple[Value, ...]
    rule: str
    reason: str
    statements: tuple[str, ...]
    leaning: str | None = None
    settle: tuple[str, ...] = ()
    judged: str | None = None


@dataclass(frozen=True, slots=True)
class Accounts:
    """The side-by-side table of one incident: its parties, third ones last, and each facet assessed.

    ``origins`` counts independent origins over all facets.
    """

    incident: str
    parties: tuple[Party, ...]
    assessments: tuple[Assessment, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Shift:
    """A facet that stands otherwise than before, and the statements that moved it.

    ``before`` is None for what was not told of before, ``after`` None for what is not told of any more.
    ``statements`` are ids of those that speak to it in one of the two only; ``document`` is the id of the report
    with which it came, None where two states are compared.
    """

    facet: Facet
    subject: str
    before: Standing | None
    after: Standing | None
    statements: tuple[str, ...]
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Reliability:
    """What a user knows of a source: its Admiralty letter A to F, interests (party ids), family of outlets."""

    source: str
    letter: str = "F"
    interests: tuple[str, ...] = ()
    family: str | None = None
