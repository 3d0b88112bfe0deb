"""What a brief says: takes a dossier, gives headings, lines and tables with numbers of the sources they rest on.

How they look is for ``markdown``, ``page`` and ``word``. Every text in here is on one line and plain: it may hold
anything that a report held, and is for the formats to escape. A source is a statement: its speaker, the outlet and
day it came out, and the sentence that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from counterclaim.records import Assessment, Facet, Interest, Party, Place, Standing
from counterclaim.views.brief.parts import Brief, Cited, Item, Line, Row, Section, TollRow, Words
from counterclaim.views.exports import tolls
from counterclaim.views.exports.dossier import (
    NO_SIDE,
    Act,
    Claim,
    Dossier,
    Say,
    outlet_of,
    source_of,
    spoken_for,
    topic,
)
from counterclaim.views.exports.facts import ACTS, address_of, time_line, title_of
from counterclaim.views.exports.quotes import quote
from counterclaim.views.exports.tables import country
from counterclaim.views.exports.text import one_line

WIDEST: Final = 3  # sides with a column of their own; the others share one
OWN, AGAINST = "†", "‡"
_WITHIN: Final = {
    1: "the very place",
    2: "within 25 km",
    3: "somewhere in the district",
    4: "somewhere in the province",
    5: "along a line or in a vague area",
    6: "somewhere in the country",
    7: "at sea",
}
_SAYS: Final = {
    Act.ASSERTS: "",
    Act.ACCUSES: "",
    Act.CONFIRMS: "confirmed: ",
    Act.ADMITS: "admitted: ",
    Act.DENIES: "denied: ",
    Act.DOUBTS: "not certain: ",
    Act.SILENT: "asked, silent: ",
    Act.RETRACTED: "taken back: ",
    Act.SUPERSEDED: "before: ",
}


LEGEND: Final = (
    f"{OWN} in the interest of the party that says it; {AGAINST} against its interest.",
    "Agreed: opposing parties assert it, or the party that it harms admits it. Confirmed: a third party asserts it"
    " from its own knowledge and no one denies it. Corroborated: two or more independent origins assert it, none"
    " opposes it. One-sided: several origins, all of one party. Single: one origin. Disputed: one asserts it and"
    " another denies it or gives what cannot hold with it. Retracted: its source took it back. Open: asked, and"
    " nobody says.",
    "Origins are counted, never articles: papers that print one wire story, or quote one colonel, are one origin.",
)


def compose(dossier: Dossier, *, made: datetime) -> Brief:
    """The brief on an incident. ``made`` is the moment that it stands for, in UTC."""
    return _Composer(dossier).brief(made)


class _Composer:
    """Numbers the sources of a dossier and lays out what rests on them."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._numbers = {id: number for number, id in enumerate(dossier.statement_ids, 1)}
        self._claims: dict[int, list[Claim]] = {}
        for claim in dossier.claims:
            self._claims.setdefault(id(claim.assessment), []).append(claim)
        self._leanings = {party.id: party.name for party in dossier.sides}
        sides = sorted(dossier.sides, key=lambda party: -self._weight(party))
        self._columns = [(party.name, [party.id]) for party in sides[:WIDEST]]
        if rest := sides[WIDEST:]:
            self._columns.append(("other parties", [party.id for party in rest]))
        spoken = {say.party.id for claim in dossier.claims for say in claim.says}
        if NO_SIDE in spoken:
            self._columns.append(("side unknown", [NO_SIDE]))
        known = {NO_SIDE, *(party.id for party in dossier.sides)}
        self._columns.append(("third parties", sorted(spoken - known)))

    def brief(self, made: datetime) -> Brief:
        dossier = self._dossier
        documents, origins = len(dossier.incident.documents), dossier.accounts.origins
        told = [self._place(), time_line(dossier.incident.time)]
        counted = f"{_number(documents, 'report')}, {_number(origins, 'independent origin')}"
        return Brief(
            title_of(dossier),
            " · ".join(filter(None, [*reversed(told), counted])),
            f"Put together by counterclaim from reports, as of {made:%Y-%m-%d %H:%M} UTC, by published rules."
            " No person has checked it.",
            self._facts(),
            tuple(name for name, _ in self._columns),
            tuple(self._row(one) for one in dossier.accounts.assessments),
            tuple(section for section in self._sections() if section.items),
            self._tolls(),
            tuple(self._cited(id, number) for id, number in self._numbers.items()),
        )

    def _weight(self, party: Party) -> int:
        return sum(say.party.id == party.id for claim in self._dossier.claims for say in claim.says)

    # -- facts

    def _facts(self) -> tuple[tuple[str, Line], ...]:
        dossier = self._dossier
        sides, third = dossier.sides, dossier.third_parties
        facts = [
            ("What", self._what()),
            ("Where", self._told(self._place(), Facet.PLACE)),
            ("When", self._told(time_line(dossier.incident.time), Facet.TIME)),
            ("Parties", (Words(", ".join(one_line(party.name) for party in sides)),)),
            ("Third parties", (Words(", ".join(one_line(party.name) for party in third)),)),
        ]
        return tuple((name, line) for name, line in facts if any(words.text for words in line))

    def _what(self) -> Line:
        main = [one for one in self._dossier.of(Facet.OCCURRENCE) if not one.subject]
        for assessment in main:
            if assessment.values:
                disputed = " (disputed)" if assessment.standing is Standing.DISPUTED else ""
                return (Words(one_line(assessment.values[0].text) + disputed, self._cites(assessment)),)
        return (Words(title_of(self._dossier)),)

    def _told(self, text: str, facet: Facet) -> Line:
        """A fact of the incident, with the sources of its facet, else those whose events tell it."""
        found = self._dossier.of(facet)
        cites = tuple(sorted({cite for one in found for cite in self._cites(one)})) or self._telling(facet)
        if text and any(one.standing is Standing.DISPUTED for one in found):
            text += " (disputed)"
        return (Words(text, cites if text else ()),)

    def _telling(self, facet: Facet) -> tuple[int, ...]:
        """Sources with an event at the incident's place or time, as the facet asks."""
        incident = self._dossier.incident
        found = set()
        for member in incident.members:
            event, statement = self._dossier.event(member.mention), member.mention.rpartition("#")[0]
            if event is None or statement not in self._numbers:
                continue
            here = event.place and incident.place and event.place.name == incident.place.name
            now = event.time and incident.time and event.time.start == incident.time.start
            if here if facet is Facet.PLACE else now:
                found.add(self._numbers[statement])
        return tuple(sorted(found))

    def _place(self) -> str:
        place = self._dossier.incident.place
        return _place_line(place) if place else ""

    # -- the accounts

    def _row(self, assessment: Assessment) -> Row:
        cells = tuple(self._cell(assessment, ids) for _, ids in self._columns)
        standing = assessment.standing.value
        if assessment.leaning:
            standing += f", {self._leaning(assessment)}"
        if assessment.judged:
            standing += " (judged by a person)"
        return Row(topic(assessment), cells, standing, assessment.standing is Standing.DISPUTED)

    def _cell(self, assessment: Assessment, parties: list[str]) -> tuple[Line, ...]:
        """What some parties say of a facet: a line for each value and what they do with it."""
        lines: list[Line] = []
        for claim in self._claims.get(id(assessment), ()):
            by_act: dict[tuple[str, str], list[Say]] = {}
            for say in claim.says:
                if say.party.id in parties:
                    by_act.setdefault((_SAYS[say.act], _mark(say)), []).append(say)
            for (lead, mark), says in by_act.items():
                value = one_line(claim.value.text)
                text = f"{lead}{value}" if value else lead.rstrip(": ") or "said"
                who = ", ".join(dict.fromkeys(say.source for say in says))
                lines.append((Words(text + mark), Words(who, self._numbered(says))))
        return tuple(lines)

    # -- sections

    def _sections(self) -> list[Section]:
        found = self._dossier.accounts.assessments

        def of(*standings: Standing) -> tuple[Assessment, ...]:
            return tuple(one for one in found if one.standing in standings)

        stands = of(Standing.AGREED, Standing.CONFIRMED, Standing.CORROBORATED)
        return [
            Section(
                "What is disputed, and what would settle it",
                tuple(self._dispute(one) for one in of(Standing.DISPUTED)),
            ),
            Section("What is agreed, confirmed or corroborated", tuple(map(self._settled, stands))),
            Section(
                "What one side or one origin says",
                tuple(map(self._settled, of(Standing.ONE_SIDED, Standing.SINGLE))),
            ),
            Section("What was taken back", tuple(map(self._settled, of(Standing.RETRACTED)))),
            Section("What is open", tuple(map(self._settled, of(Standing.OPEN)))),
        ]

    def _dispute(self, assessment: Assessment) -> Item:
        positions = [self._position(claim) for claim in self._claims.get(id(assessment), ())]
        leaning = f" Leaning: {self._leaning(assessment)}." if assessment.leaning else ""
        if assessment.settle:
            wanted = "; ".join(one_line(one) for one in assessment.settle)
            positions.append((Words("Would settle it: ", strong=True), Words(f"{wanted}.")))
        line = (Words(f"{topic(assessment)}. ", strong=True), Words(f"{_reason(assessment)}{leaning}"))
        return Item(line, tuple(positions))

    def _position(self, claim: Claim) -> Line:
        """A value, with who asserts, confirms and denies it."""
        value = one_line(claim.value.text)
        line = [Words(f"“{value}”: ")] if value else []
        joint = ""
        for words, acts in ACTS:
            if says := claim.by(*acts):
                who = ", ".join(dict.fromkeys(spoken_for(say) for say in says))
                line.append(Words(f"{joint}{words} {who}", self._numbered(says)))
                joint = "; "
        return tuple(line)

    def _leaning(self, assessment: Assessment) -> str:
        """Which way third parties lean, parties by their names."""
        words = one_line(assessment.leaning or "").split()
        return one_line(" ".join(self._leanings.get(word, word) for word in words))

    def _settled(self, assessment: Assessment) -> Item:
        values = "; ".join(filter(None, (one_line(value.text) for value in assessment.values)))
        lead = Words(f"{topic(assessment)}: ", strong=True)
        why = f"{assessment.standing.value}: {_reason(assessment)}"
        if not values:
            return Item((lead, Words(why, self._cites(assessment))))
        return Item((lead, Words(values, self._cites(assessment)), Words(f" – {why}")))

    # -- the toll

    def _tolls(self) -> tuple[TollRow, ...]:
        counted = tolls.counts(self._dossier)
        rows = [
            self._toll(f"{count.who} {count.harm.value}".strip(), count.figures, count.says)
            for count in counted
        ]
        for harm, figures in tolls.totals(counted).items():
            of_harm = [count for count in counted if count.harm is harm]
            if len(of_harm) > 1:
                says = [say for count in of_harm for say in count.says]
                rows.append(self._toll(f"{harm.value}, all together", figures, says))
        return tuple(rows)

    def _toll(self, what: str, figures: tolls.Figures, says: Iterable[Say]) -> TollRow:
        held = list(says)
        who = ", ".join(dict.fromkeys(spoken_for(say) for say in held))
        low, best, high = (f"{one:,}" for one in (figures.low, figures.best, figures.high))
        return TollRow(what, low, best, high, (Words(who, self._numbered(held)),))

    # -- sources

    def _cites(self, assessment: Assessment) -> tuple[int, ...]:
        """The numbers of those an assessment rests on; of all that speak of it where it names none."""
        spoken = [voice.statement for value in assessment.values for voice in value.voices]
        return tuple(sorted({self._numbers[id] for id in assessment.statements or spoken}))

    def _numbered(self, says: Iterable[Say]) -> tuple[int, ...]:
        return tuple(sorted({self._numbers[say.voice.statement] for say in says}))

    def _cited(self, id: str, number: int) -> Cited:
        statement, report = self._dossier.statements.get(id, (None, None))
        if statement is None or report is None:
            return Cited(
                number, "", "", "", "", "a report that the ledger no longer shows", "", False, id, ""
            )
        document = report.document
        return Cited(
            number,
            source_of(statement, document),
            outlet_of(document),
            document.published.value[:10] if document.published else "",
            one_line(document.title or ""),
            quote(statement, document),
            address_of(document),
            address_of(document).startswith(("http://", "https://")),
            id,
            document.id,
        )


def _mark(say: Say) -> str:
    return {Interest.OWN: OWN, Interest.AGAINST: AGAINST}.get(say.voice.interest, "")


def _reason(assessment: Assessment) -> str:
    """The reason of a rule as a sentence."""
    reason = one_line(assessment.reason) or one_line(assessment.rule.replace("_", " "))
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}." if reason else ""


def _place_line(place: Place) -> str:
    land = country(place.country)
    within = _WITHIN.get(place.precision) if place.precision else None
    parts = [one_line(place.name), land.name if land and land.name != place.name else None, within]
    return ", ".join(filter(None, parts))


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
