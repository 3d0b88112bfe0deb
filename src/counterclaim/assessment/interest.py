"""Interest: whether what a source says serves its party or harms it.

A party's denial of its own blame, its blame of its opponent, and its praise of its own success serve it; admitting
blame, or the loss of a place or of its own fighters, harms it. Anything else is neither.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterclaim.assessment.claims import Claim, Worth
from counterclaim.assessment.parties import UNKNOWN
from counterclaim.records import Facet, Interest, Stance

Opposed = Callable[[str, str], bool]


def interest_of(claim: Claim, subject: Worth, *, sides: Sequence[str], opposed: Opposed) -> Interest:
    """How a claim lies to the interest of the sides that its speaker has to do with.

    Args:
        claim: what is said.
        subject: of what it is said.
        sides: the party that it speaks for, and those in which the user says it has an interest.
        opposed: whether two parties act against each other.
    """
    side_known = not claim.speaker.third and claim.speaker.party != UNKNOWN
    if claim.saying.statement.stance is Stance.ADMITS and claim.holds and side_known:
        return Interest.AGAINST
    for side in sides:
        good = _good(claim, subject, side, opposed)
        if good is not None and claim.holds is not None:
            return Interest.OWN if good is claim.holds else Interest.AGAINST
    return Interest.NONE


def _good(claim: Claim, subject: Worth, side: str, opposed: Opposed) -> bool | None:
    """Whether it is good for a side if the value holds, None where it is neither."""
    value = claim.point.value
    facet = claim.point.facet
    if facet is Facet.TOLL:
        harmed = subject.id.rsplit(" ", 1)[-1]
        none = value is not None and value.high == 0
        if harmed == side:
            return none
        return not none if opposed(harmed, side) else None
    if value is None or facet not in (Facet.RESPONSIBILITY, Facet.CONTROL):
        return None
    success = facet is Facet.CONTROL
    if value.id == side:
        return success
    return not success if value.id and opposed(value.id, side) else None
