"""Hearing: takes all sayings of an incident, gives the claims that they make, denials and silences among them.

A denial is heard in whatever document it stands: what it denies is found by its own events, by the statement of its
document to which it replies, or, where it says only "any role" or "these accusations", by what its party is accused
of. A silence raises the question and answers nothing. What a source takes back is marked, not dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from counterclaim.assessment.claims import Claim, Point, Worth
from counterclaim.assessment.compare import same_subject, same_value
from counterclaim.assessment.facets import MAIN, accused, focus, points_of
from counterclaim.assessment.grouping import later
from counterclaim.assessment.sayings import Saying, Sayings, Speaker, Told
from counterclaim.assessment.words import content_words, holds_one, names_in, tokens
from counterclaim.records import Bond, Facet, Factuality, Stance

UNSAID = frozenset({Stance.URGES, Stance.INTENDS, Stance.THREATENS})
UNREAL = frozenset({Factuality.PLANNED, Factuality.HYPOTHETICAL})
OPEN = frozenset({Stance.SILENT, Stance.DOUBTS})


class Hearing:
    """The claims of one incident."""

    def __init__(self, sayings: Sayings) -> None:
        self.sayings = sayings
        self.type = sayings.incident.type
        self._asserted = list(self._assertions())
        self._by_party: defaultdict[tuple[str, Facet], list[Claim]] = defaultdict(list)
        for claim in self._asserted:
            self._by_party[claim.speaker.party, claim.point.facet].append(claim)
        self._bearing: defaultdict[str, set[int]] = defaultdict(set)
        for saying in [*sayings.telling(), *(saying for saying, _ in self._replying())]:
            self._bearing[saying.report.document.id].add(saying.statement.sentence)
        self.claims = self._marked([*self._asserted, *self._others()])

    def _assertions(self) -> Iterator[Claim]:
        """What is said to be so."""
        for saying in self.sayings.telling():
            for told in saying.told:
                yield from self._asserts(saying, saying, told)
        for saying, target in self._replying():
            if saying.statement.stance not in OPEN | UNSAID | {Stance.DENIES}:
                for told in target.told:
                    yield from self._asserts(saying, target, told)
        for saying in self.sayings.telling():
            yield from self._aims(saying)

    def _asserts(self, saying: Saying, target: Saying, told: Told) -> Iterator[Claim]:
        stance = saying.statement.stance
        if stance in OPEN | UNSAID | {Stance.DENIES} or told.event.factuality in UNREAL:
            return
        negated = told.event.factuality is Factuality.NEGATED
        for point in points_of(target, told, type=self.type):
            if negated and not _counts_none(point):
                continue
            control = told.event.control
            holds = not (point.facet is Facet.CONTROL and control is not None and not control.holds)
            for speaker in saying.speakers:
                yield Claim(point, saying, speaker, told.id if saying is target else None, holds)

    def _aims(self, saying: Saying) -> Iterator[Claim]:
        """What is said that somebody means to reach: whoever says so of him asserts it."""
        if saying.statement.stance is not Stance.INTENDS:
            return
        text = saying.statement.content.text
        point = Point(Facet.AIM, MAIN, Worth(text, words=content_words(text), names=names_in(text)))
        for speaker in saying.relayed or saying.speakers:
            yield Claim(point, saying, speaker, saying.told[0].id, True)

    def _others(self) -> Iterator[Claim]:
        """What is denied, doubted or passed over."""
        yield from self._counted_none()
        for saying in self.sayings.telling():
            for told in saying.told:
                yield from self._answers(saying, saying, told)
        answered = set()
        for saying, target in self._replying():
            answered.add(saying.statement.id)
            for told in target.told:
                yield from self._answers(saying, target, told)
        for saying in self.sayings.all:
            if not saying.told and not saying.echo and saying.statement.id not in answered:
                yield from self._at_large(saying)

    def _counted_none(self) -> Iterator[Claim]:
        """Who says that nobody was harmed denies every count of such harm that others give."""
        counts = [claim for claim in self._asserted if claim.point.facet is Facet.TOLL]
        for claim in counts:
            harm, _, kind = claim.point.subject.id.partition(" ")
            if not _counts_none(claim.point) or kind != "people":
                continue
            harmed = {
                other.point.subject: None
                for other in counts
                if other.point.subject.id != claim.point.subject.id
                and other.point.subject.id.split()[0] == harm
                and other.speaker.party != claim.speaker.party
            }
            for subject in harmed:
                point = Point(Facet.TOLL, subject, None)
                yield Claim(point, claim.saying, claim.speaker, claim.mention, False)

    def _replying(self) -> Iterator[tuple[Saying, Saying]]:
        """Sayings that tell no event of the incident, with those that do and to which they reply."""
        for saying in self.sayings.all:
            statement = saying.statement
            if saying.told or saying.echo:
                continue
            for id in dict.fromkeys(
                (*statement.denies, *statement.confirms)
            ):  # to repeat is to tell nothing new
                target = self.sayings.by_id.get(id)
                if target is not None and target.told:
                    yield saying, target

    def _answers(self, saying: Saying, target: Saying, told: Told) -> Iterator[Claim]:
        stance = saying.statement.stance
        negated = told.event.factuality is Factuality.NEGATED and saying is target
        if stance in UNSAID or not (stance in OPEN or stance is Stance.DENIES or negated):
            return
        if told.event.factuality in UNREAL and stance not in OPEN:
            return
        holds = None if stance in OPEN else False
        mention = told.id if saying is target else None
        part = saying is not target and holds_one("part", saying.statement.content.text)
        for speaker in saying.speakers:
            if part and holds is False and not speaker.third:
                yield Claim(self._part_of(speaker), saying, speaker, mention, False)
                continue
            points = focus(target, told, party=speaker.party, type=self.type)
            if holds is None:
                points = self._of_own_part(speaker) or points
            points = [point for point in points if not _counts_none(point)]
            if holds is False and points and points[0].facet is Facet.OCCURRENCE:
                points = [*self._of_own_part(speaker), *points]  # the accused deny that they did it
            if stance is not Stance.DENIES and holds is False:
                points = [point for point in points if self._denied_by_negation(point, told)]
            points = [
                point
                for point in points
                if (point.value and point.value.id == speaker.party) or self._is_one_of_several(point)
            ]
            point = next((one for one in points if not self._takes_for_granted(speaker.party, one)), None)
            if point is not None:
                yield Claim(point, saying, speaker, mention, holds)

    def _is_one_of_several(self, point: Point) -> bool:
        """Whether a point is no culprit, or one beside others: to deny that the only one did it denies that it was.

        The speaker's own part is always his to deny.
        """
        if point.facet is not Facet.RESPONSIBILITY:
            return True
        named = [claim for claim in self._asserted if claim.point.facet is Facet.RESPONSIBILITY]
        return any(not _same(claim.point, point) for claim in named)

    def _denied_by_negation(self, point: Point, told: Told) -> bool:
        """Whether what is only said not to have happened is what others say did: "nothing was hit" is not.

        A bare negation denies a whole event only in the words in which that is told.
        """
        if point.facet is not Facet.OCCURRENCE:
            return True
        trigger = content_words(told.event.trigger.text)
        return any(
            claim.point.facet is Facet.OCCURRENCE
            and _same(claim.point, point)
            and claim.point.value is not None
            and trigger & content_words(claim.point.value.text)
            for claim in self._asserted
        )

    def _takes_for_granted(self, party: str, point: Point) -> bool:
        """Whether a party itself asserts a point elsewhere: then it is not what it denies.

        Its own part it may deny today and admit tomorrow.
        """
        if point.facet is Facet.RESPONSIBILITY and point.value is not None and point.value.id == party:
            return False
        said = self._by_party.get((party, point.facet), ())
        return any(claim.holds and _same(claim.point, point) for claim in said)

    def _of_own_part(self, speaker: Speaker) -> list[Point]:
        """The points by which a speaker's party is said to have done it."""
        return [
            claim.point
            for claim in self._asserted
            if claim.point.facet is Facet.RESPONSIBILITY
            and claim.point.value is not None
            and claim.point.value.id == speaker.party
            and claim.speaker.party != speaker.party
        ][:1]

    def _part_of(self, speaker: Speaker) -> Point:
        """That a speaker's party did it."""
        own = self._of_own_part(speaker)
        return own[0] if own else Point(Facet.RESPONSIBILITY, MAIN, Worth(speaker.name, speaker.party))

    def _at_large(self, saying: Saying) -> Iterator[Claim]:
        """Replies that name neither an event nor a statement: "denied any role", "declined to comment"."""
        statement = saying.statement
        bearing = self._bearing.get(saying.report.document.id, ())
        if statement.stance is Stance.ACCUSES and statement.sentence in bearing:
            yield from self._accuses(saying)
        if statement.events and statement.stance is not Stance.SILENT:
            return  # it speaks of an event, but not of this incident's
        text = statement.content.text
        for speaker in saying.speakers:
            if statement.stance is Stance.DENIES:
                accused = self._of_own_part(speaker)
                if accused and (holds_one("part", text) or holds_one("charge", text)):
                    yield Claim(accused[0], saying, speaker, None, False)
            elif statement.stance in OPEN and holds_one("count", text):
                for point in self._tolls_near(saying):
                    yield Claim(point, saying, speaker, None, None)
            elif statement.stance is Stance.SILENT and speaker.party in self.sayings.parties.sides:
                asked = self._of_own_part(speaker) or [Point(Facet.OCCURRENCE, MAIN, None)]
                yield Claim(asked[0], saying, speaker, None, None)

    def _accuses(self, saying: Saying) -> Iterator[Claim]:
        """Blame beside a saying of the incident: "denied any role in the attack and blamed the rebels"."""
        events = saying.statement.events
        if len(events) != 1:
            return
        for point in accused(saying, Told("", events[0], Bond.SAME)):
            for speaker in saying.speakers:
                yield Claim(point, saying, speaker, None, True)

    def _tolls_near(self, saying: Saying) -> list[Point]:
        """The counts that the same document gives: a doubt of "the figures" is of those."""
        found: dict[str, Point] = {}
        for claim in self._asserted:
            if claim.point.facet is Facet.TOLL and claim.saying.report is saying.report:
                found.setdefault(claim.point.subject.id, replace(claim.point, value=None))
        return list(found.values())

    def _marked(self, claims: list[Claim]) -> list[Claim]:
        """The claims, those that a source took back marked."""
        taken = list(self._taken_back())
        if not taken:
            return claims
        return [
            replace(claim, retracted=True) if any(_is_taken(claim, *one) for one in taken) else claim
            for claim in claims
        ]

    def _taken_back(self) -> Iterator[tuple[Saying, Claim]]:
        """Sayings by which an outlet takes back what it reported, each with the claims just before it."""
        for claim in self._asserted:
            if _is_withdrawn(claim.saying) and self._is_the_point(claim):
                yield claim.saying, claim
        for saying in self.sayings.all:
            if not is_retraction(saying):
                continue
            near = {saying.statement.sentence, saying.statement.sentence - 1}
            for claim in self._asserted:
                said = claim.saying
                if (
                    said.report is saying.report
                    and said.statement.id != saying.statement.id
                    and said.statement.sentence in near
                    and self._is_the_point(claim)
                ):
                    yield saying, claim

    def _is_the_point(self, claim: Claim) -> bool:
        """Whether a claim is what a retraction of its statement takes back: as with a denial, its most particular."""
        for told in claim.saying.told:
            if told.id == claim.mention:
                points = focus(claim.saying, told, party=claim.speaker.party, type=self.type)
                return bool(points) and claim.point.facet is points[0].facet
        return False


def is_retraction(saying: Saying) -> bool:
    """Whether an outlet says that what it reported was wrong: "we withdraw it", "an earlier report was incorrect"."""
    statement = saying.statement
    if statement.stance in UNSAID | OPEN or not all(one.third for one in saying.speakers):
        return False
    if {"not", "never", "no"} & {word.lower() for word in tokens(statement.content.text)}:
        return False
    if any(one.actor for event in statement.events for one in event.actors if one.name != "outlet"):
        return False  # somebody withdraws from somewhere
    return _says_wrong(statement.content.text)


def _says_wrong(text: str) -> bool:
    """Whether a sentence says that what was reported is wrong, or withdraws it."""
    own = holds_one("report", text) or holds_one("self", text)
    return own and (holds_one("error", text) or holds_one("retract", text))


def _is_withdrawn(saying: Saying) -> bool:
    """Whether an outlet quotes itself and says it erred: "We wrongly reported ...", "... That was incorrect"."""
    statement = saying.statement
    if statement.cue is None or not any(one.name == "outlet" for one in (*statement.sources, *statement.via)):
        return False
    before, after = saying.around()
    if {"not", "never", "no", "nothing"} & {word.lower() for word in tokens(after)}:
        after = ""
    return holds_one("error", before) or _says_wrong(after)


def _is_taken(claim: Claim, saying: Saying, taken: Claim) -> bool:
    """Whether a claim is what a desk took back: told by the same desk of the same source, not after, and the same.

    What others said in its pages it took not back.
    """
    return (
        claim.saying.desk == saying.desk
        and claim.speaker.origin == taken.speaker.origin
        and bool(claim.holds)
        and not later(claim.saying.published, saying.published)
        and _same(claim.point, taken.point)
    )


def _same(a: Point, b: Point) -> bool:
    if a.facet is not b.facet or not same_subject(a.facet, a.subject, b.subject):
        return False
    if a.value is None or b.value is None:
        return a.value is b.value
    if a.facet in (Facet.TOLL, Facet.TIME):
        return a.value.key == b.value.key
    return same_value(a.facet, a.value, b.value)


def _counts_none(point: Point) -> bool:
    """A count of nought: "no civilians were killed" asserts a number rather than denying one."""
    return point.facet is Facet.TOLL and point.value is not None and point.value.high == 0
