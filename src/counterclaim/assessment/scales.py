"""The scales that people use: takes assessments, shows the same standings as Admiralty, Airwars, UCDP and ACLED do.

"Cannot be judged" is an answer: Admiralty 6, and None elsewhere. An Admiralty letter says how reliable a source is
and comes from the user's table alone, F where nothing is known; it never follows from the number, nor this from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from counterclaim.assessment.origins import plain_name
from counterclaim.records import Accounts, Assessment, Facet, Interest, Reliability, Standing, Value, Voice

CANNOT_BE_JUDGED: Final = 6
UNKNOWN_LETTER: Final = "F"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Deaths as UCDP gives them. ``of`` says of whom; ``high`` is None where the reports set no bound."""

    of: str
    low: int
    best: int
    high: int | None


def admiralty(
    one: Assessment,
    value: Value,
    *,
    ratings: Sequence[Reliability] = (),
    names: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The grade of a value on the Admiralty scale (NATO AJP-2.1): a letter for its sources, a number for it.

    Args:
        one: the assessment that the value is part of.
        value: one of its values.
        ratings: the user's table of sources.
        names: names of sources by id of statement; the letter is that of the best rated one that asserts the value.
    """
    return f"{_letter(value, ratings, names or {})}{credibility(one, value)}"


def credibility(one: Assessment, value: Value) -> int:
    """Credibility of a value, 1 confirmed to 5 improbable, 6 where it cannot be judged.

    1: opponents agree, or someone saw it and another origin asserts it too. 2: it is probable: somebody saw it, or
    independent origins assert it. 3: possible: one party or one origin says so; or third parties stand by it in
    a dispute. 4: doubtful: disputed, and third parties speak for another value. 5: improbable: taken back.
    """
    voices = [v for v in value.voices if v.live and v.holds]
    origins = {v.origin for v in voices}
    if one.standing is Standing.RETRACTED or (not voices and any(v.retracted for v in value.voices)):
        return 5
    if one.standing is Standing.AGREED:
        return 1
    if one.standing is Standing.CONFIRMED:
        return 1 if len(origins) > 1 else 2
    if one.standing is Standing.CORROBORATED:
        return 2
    if one.standing in (Standing.ONE_SIDED, Standing.SINGLE):
        return 3
    if one.standing is Standing.DISPUTED and one.leaning and one.leaning.split()[-1] != "divided":
        against = one.leaning.rsplit(" ", 1)[-1]
        return 4 if any(v.party == against for v in voices) else 3
    return CANNOT_BE_JUDGED


def _letter(value: Value, ratings: Sequence[Reliability], names: Mapping[str, Sequence[str]]) -> str:
    letters = {plain_name(one.source): one.letter for one in ratings}
    found = [
        letters[plain_name(name)]
        for voice in value.voices
        if voice.holds
        for name in names.get(voice.statement, ())
        if plain_name(name) in letters
    ]
    return min(found, default=UNKNOWN_LETTER)


def airwars(one: Assessment) -> str | None:
    """The grade of an assessment as Airwars grades civilian harm, None where it cannot be judged.

    Confirmed: the party that did it accepts it. Fair: two or more independent origins, or one that saw it, and no
    conflicting account. Weak: one origin, or one party alone. Contested: competing accounts. Discounted: taken back.
    """
    if one.standing is Standing.AGREED:
        return "confirmed" if _accepts(one) else "fair"
    return {
        Standing.CONFIRMED: "fair",
        Standing.CORROBORATED: "fair",
        Standing.ONE_SIDED: "weak",
        Standing.SINGLE: "weak",
        Standing.DISPUTED: "contested",
        Standing.RETRACTED: "discounted",
    }.get(one.standing)


def _accepts(one: Assessment) -> bool:
    return any(
        v.live and v.holds and v.interest is Interest.AGAINST for value in one.values for v in value.voices
    )


def ucdp(accounts: Accounts) -> tuple[Estimate, ...]:
    """Low, best and high for deaths, one estimate for each kind of victim that is counted.

    Low and high are the lowest and highest counts that still stand. Best is the one that most independent origins
    assert, those who know it themselves counting first; among equals the lowest, as UCDP is conservative.
    """
    found = []
    for subject, values in _killed(accounts).items():
        counts = [(value, *_range(value)) for value in values]
        best = min(counts, key=lambda item: (*_support(item[0]), item[1]))
        highs = [high for _, _, high in counts if high is not None]
        bounded = len(highs) == len(counts)
        lowest = min(low for _, low, _ in counts)
        found.append(Estimate(subject, lowest, best[1], max(highs) if bounded else None))
    return tuple(found)


def acled_fatalities(accounts: Accounts) -> int | None:
    """Deaths by ACLED's rule: the most conservative count that still stands; None where none is given.

    Where all who died are counted together, that count is taken; kinds of victims are else added up.
    """
    killed = _killed(accounts)
    if not killed:
        return None
    lows = {subject: min(_range(value)[0] for value in values) for subject, values in killed.items()}
    everybody = [low for subject, low in lows.items() if subject.startswith("people ")]
    return max(everybody) if everybody else sum(lows.values())


def _killed(accounts: Accounts) -> dict[str, list[Value]]:
    """Counts of deaths that are still asserted, by victims."""
    found: dict[str, list[Value]] = {}
    for one in accounts.assessments:
        if one.facet is Facet.TOLL and one.subject.endswith(" killed"):
            values = [value for value in one.values if value.key and any(_upheld(value.voices))]
            if values:
                found.setdefault(one.subject, []).extend(values)
    return found


def _upheld(voices: Iterable[Voice]) -> list[Voice]:
    return [voice for voice in voices if voice.live and voice.holds]


def _support(value: Value) -> tuple[int, int]:
    voices = _upheld(value.voices)
    return -len({v.origin for v in voices if v.knows}), -len({v.origin for v in voices})


def _range(value: Value) -> tuple[int, int | None]:
    """The bounds of a count, from its key ("000000007-13")."""
    low, _, high = value.key.partition("-")
    return int(low), int(high) if high else None
