"""The rules of assessment: each a named function with its reason, tried in the order of ``RULES``.

A rule takes a case, the values of one facet that stand or fall together with who says them, and gives a finding or
passes. Independence is counted in origins, never in articles. Silence and doubt are recorded with the values and
decide nothing: who is silent consents to nothing. What a source took back, or said otherwise since, no longer counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from counterclaim.assessment.parties import UNKNOWN
from counterclaim.records import Facet, Interest, Party, Stance, Standing, Value, Voice


@dataclass(frozen=True, slots=True)
class Case:
    """Values of one facet that stand or fall together.

    ``rivals`` holds pairs of keys of values that cannot both hold; ``parties`` all of the incident by id;
    ``opposed`` pairs of ids of parties that act against each other.
    """

    facet: Facet
    values: tuple[Value, ...]
    rivals: frozenset[tuple[str, str]]
    parties: dict[str, Party]
    opposed: frozenset[frozenset[str]]

    def third(self, voice: Voice) -> bool:
        """Whether a voice is of a third party."""
        party = self.parties.get(voice.party)
        return party is not None and party.third

    def live(self, *holds: bool) -> list[Voice]:
        """Voices that still count and say yes, or no."""
        return [v for value in self.values for v in value.voices if v.live and v.holds in holds]

    @property
    def side(self) -> bool:
        """What is upheld: the values (True), or, where nobody asserts one any more, that they do not hold."""
        return bool(self.live(True)) or not self.live(False)

    @property
    def upheld(self) -> list[Voice]:
        """The voices for what is upheld."""
        return self.live(self.side)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the standing, why, and the statements that it rests on."""

    standing: Standing
    rule: str
    reason: str
    statements: tuple[str, ...]
    leaning: str | None = None


Rule = Callable[[Case], Finding | None]


def taken_back(case: Case) -> Finding | None:
    """Its source took it back, and nobody else says it: a claim lives no longer than its source stands by it."""
    said = [v for value in case.values for v in value.voices if v.holds]
    if case.live(True) or not any(v.retracted for v in said):
        return None
    return _found(Standing.RETRACTED, taken_back, "its source took it back, and nobody else asserts it", said)


def contradicted(case: Case) -> Finding | None:
    """One asserts it and another denies it, or gives a value that cannot hold with it.

    Which way third parties lean is said beside it. It never settles the matter: they may err too.
    """
    against = [
        v for value in case.values if _upheld(value) for v in value.voices if v.live and v.holds is False
    ]
    clash = [value for value in case.values if any(value.key in pair for pair in case.rivals)]
    if not against and not clash:
        return None
    voices = case.live(True, False)
    if clash:
        what = " and ".join(f"“{value.text}”" for value in clash[:3]) + " cannot both hold"
    else:
        who = _list(_names(case, against))
        what = f"{_list(_names(case, case.live(True)))} asserts it, {who} denies it"
    return _found(Standing.DISPUTED, contradicted, what, voices, leaning=leaning(case))


def agreed_by_opponents(case: Case) -> Finding | None:
    """Parties that act against each other assert the same: neither would do the other that favour."""
    by_party = _by_party(v for v in case.upheld if not case.third(v))
    for pair in sorted(tuple(sorted(pair)) for pair in case.opposed):
        if len(pair) == 2 and all(one in by_party for one in pair):
            who = _list(_names(case, by_party[pair[0]] + by_party[pair[1]]))
            reason = f"{who}, who oppose each other, both assert it"
            return _found(Standing.AGREED, agreed_by_opponents, reason, case.upheld)
    return None


def admitted(case: Case) -> Finding | None:
    """The party that it harms admits it: nobody lightly says what harms himself."""
    voices = [v for v in case.upheld if v.interest is Interest.AGAINST and v.stance in _ADMITTING]
    if not voices:
        return None
    return _found(
        Standing.AGREED, admitted, f"{_list(_names(case, voices))} admits it against its interest", voices
    )


def confirmed_by_third(case: Case) -> Finding | None:
    """A third party asserts it from its own knowledge, and no one denies it."""
    voices = [v for v in case.upheld if case.third(v) and v.knows and v.interest is Interest.NONE]
    if not voices:
        return None
    return _found(
        Standing.CONFIRMED,
        confirmed_by_third,
        f"{_list(_names(case, voices))} knows it at first hand",
        voices,
    )


def several_origins(case: Case) -> Finding | None:
    """Two or more independent origins assert it, not all of one party, and none opposes it."""
    voices = case.upheld
    origins = {v.origin for v in voices}
    parties = {v.party for v in voices if v.party != UNKNOWN}
    if len(origins) < 2 or len(parties) < 2:
        return None
    return _found(
        Standing.CORROBORATED,
        several_origins,
        f"{len(origins)} independent origins assert it, none opposes it",
        voices,
    )


def one_party(case: Case) -> Finding | None:
    """Several origins assert it, all of one party: they may have agreed on what to say."""
    voices = case.upheld
    if len({v.origin for v in voices}) < 2:
        return None
    reason = (
        f"several origins assert it, none known to be of another party than {_list(_names(case, voices))}"
    )
    return _found(Standing.ONE_SIDED, one_party, reason, voices)


def one_origin(case: Case) -> Finding | None:
    """One origin asserts it, however often it was printed."""
    voices = case.upheld
    if not voices:
        return None
    return _found(
        Standing.SINGLE, one_origin, f"one origin, of {_list(_names(case, voices))}, asserts it", voices
    )


def nobody_says(case: Case) -> Finding | None:
    """It was asked, and nobody says: silence is recorded, never read as consent."""
    voices = [v for value in case.values for v in value.voices]
    return _found(Standing.OPEN, nobody_says, "asked or doubted, and nobody asserts it", voices)


RULES: Final[tuple[Rule, ...]] = (
    taken_back,
    contradicted,
    agreed_by_opponents,
    admitted,
    confirmed_by_third,
    several_origins,
    one_party,
    one_origin,
    nobody_says,
)
_ADMITTING: Final = frozenset({Stance.ADMITS.value, Stance.CONFIRMS.value})


def judge(case: Case) -> Finding:
    """The finding of the first rule that applies; the last one always does."""
    found = next(found for rule in RULES if (found := rule(case)) is not None)
    if case.side or found.standing in (Standing.OPEN, Standing.RETRACTED):
        return found
    return Finding(
        found.standing, found.rule, f"of the denial: {found.reason}", found.statements, found.leaning
    )


def leaning(case: Case) -> str | None:
    """Which way third parties lean in a dispute: against whom they speak, None where none of them speaks.

    A third party that asserts a value speaks against those who deny it and against those who assert what cannot
    hold with it; one that denies a value, against those who assert it.
    """
    against: dict[str, set[str]] = {}
    for value in case.values:
        others = [v for v in _rivals(case, value) if v.holds]
        for voice in value.voices:
            if not voice.live or voice.holds is None or not case.third(voice):
                continue
            opposite = [v for v in value.voices if v.live and v.holds is (not voice.holds)]
            for other in opposite + (others if voice.holds else []):
                if not case.third(other) and other.party != UNKNOWN:
                    against.setdefault(other.party, set()).add(voice.origin)
    if not against:
        return None
    most = max(len(origins) for origins in against.values())
    targets = sorted(party for party, origins in against.items() if len(origins) == most)
    if len(targets) > 1:
        return "third parties divided"
    return f"third {'party' if most == 1 else 'parties'} against {targets[0]}"


def _rivals(case: Case, value: Value) -> list[Voice]:
    """Live voices of the values that cannot hold with a value."""
    keys = {key for pair in case.rivals if value.key in pair for key in pair} - {value.key}
    return [v for other in case.values if other.key in keys for v in other.voices if v.live]


def _upheld(value: Value) -> bool:
    return any(v.live and v.holds for v in value.voices)


def _by_party(voices: Iterable[Voice]) -> dict[str, list[Voice]]:
    found: dict[str, list[Voice]] = {}
    for voice in voices:
        found.setdefault(voice.party, []).append(voice)
    return found


def _names(case: Case, voices: Iterable[Voice]) -> list[str]:
    ids = sorted({voice.party for voice in voices})
    return [case.parties[id].name if id in case.parties else id for id in ids]


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"


def _found(
    standing: Standing, rule: Rule, reason: str, voices: Iterable[Voice], *, leaning: str | None = None
) -> Finding:
    statements = tuple(dict.fromkeys(voice.statement for voice in voices))
    return Finding(standing, rule.__name__, reason, statements, leaning)
