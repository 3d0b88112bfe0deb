"""The grammar of a mention: takes its words and the tables, gives what they say of the actor.

A mention is a noun phrase: modifiers (a nationality, a place, a body), a head noun or title, perhaps a
person's name, and phrases after it ("of the Iraqi army"). Names known to the tables are found first;
what is left is composed. What the rest of the document adds is for ``actors``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from counterclaim.events.actor_items import (
    ARMED,
    BELONG,
    DETERMINERS,
    GOVERNS,
    LOOSE,
    OWN_SIDE,
    STATE,
    STATE_RUN,
    Item,
    Labeller,
    Setting,
    is_preposition,
)
from counterclaim.events.actor_lands import first_of_pair, land, land_of, matching, places_after
from counterclaim.events.actor_named import read_named
from counterclaim.events.actor_places import country_of
from counterclaim.events.actor_reading import Frame, Reading, is_proper, named
from counterclaim.events.actor_table import ActorTable
from counterclaim.events.actor_words import Token, key_of, slug_of, tokens_of

_NICKNAME: Final = re.compile(r"(?<=\w )[\"“”'‘][^\"“”]{1,25}[\"“”'’](?= \w)")
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_SEGMENTS: Final = re.compile(r"\s*[,;:]\s+|\s+[–—-]\s+|\s*[–—]\s*")
# Of these an unknown or unnamed one is nobody in particular.
_MEN: Final = frozenset({"CVL", "UAF", "UNK"})
_ALIGNED: Final = frozenset("loyal aligned affiliated allied".split())
_AMOUNTS: Final = frozenset(
    "dozens hundreds thousands tens scores millions number handful couple some many most several majority "
    "one two three few all lots crowds both any none each half part group groups".split()
)
_COUNTS: Final = (
    _AMOUNTS
    | DETERMINERS
    | frozenset("at least of about around more than up to nearly over large small".split())
)
_ONLY_WHERE: Final = frozenset("at inside within in".split())
_CITY: Final = 200_000  # inhabitants of a place that a bare name is likelier to mean than somebody
_DEPTH: Final = 8  # "the spokesman of the head of the office of …": deeper phrases are not followed


class Phrases:
    """Reads mentions with one table."""

    def __init__(self, table: ActorTable) -> None:
        self.table = table
        self.labeller = Labeller(table)

    def read(self, mention: str, setting: Setting) -> Reading:
        """What a mention says; never fails, whatever the string."""
        text = _NICKNAME.sub("", mention) if '"' in mention or "“" in mention else mention
        inner = ""
        if "(" in text or "[" in text:
            found = _BRACKETS.search(text)
            inner = found.group(1) if found else ""
            text = _BRACKETS.sub(" ", text)
        segments = [s for s in _SEGMENTS.split(text) if s] if _is_parted(text) else [text]
        reading: Reading | None = None
        for number, segment in enumerate(segments):
            tokens = _uncounted(tokens_of(segment))
            if tokens and not (number and _is_clause(tokens)):
                reading = _join(reading, self._segment(tokens, setting))
        if inner and (reading is None or not reading.known):
            reading = self._with_brackets(reading, inner, setting)
        return reading or Reading("UNK", None, None, "no words to go by")

    def _with_brackets(self, reading: Reading | None, inner: str, setting: Setting) -> Reading | None:
        """What a name in brackets adds ("the main opposition party (CHP)")."""
        entry = self.table.entries.get(key_of(inner))
        if entry is None or not entry.ids or not inner[:1].isupper():
            return reading
        row, current = self.labeller.row(entry, setting, None)
        if reading is not None and (
            reading.kind not in (row.kind, "UNK", "SOC", "PTY", "REB", "GOV")
            or reading.country not in (None, row.country)
        ):
            return reading
        return named(row, f"{inner} in brackets", current=current)

    def _segment(self, tokens: Sequence[Token], setting: Setting, depth: int = 0) -> Reading:
        items = self.labeller.label(tokens, setting)
        cut = next((i for i, item in enumerate(items) if i and is_preposition(item, tokens)), len(items))
        if cut > 2:
            cut = _first_of_several(items, cut)
        shouting = not any(token.raw.islower() for token in tokens)
        frame = Frame(items[:cut], items[cut:], tokens, setting, shouting)
        rows = [i for i, item in enumerate(frame.front) if item.row is not None]
        if rows and self._clashes(frame.front, rows[-1]):
            item = frame.front[rows[-1]]
            unnamed = item._replace(row=None, head=self._class_of(item))
            frame = replace(frame, front=[unnamed if i is item else i for i in frame.front])
            rows = rows[:-1]
        if rows:
            return read_named(frame, rows[-1], lambda f: self._composed(f, depth))
        if not any(item.head for item in frame.front):
            near = self._by_skeleton(frame)
            if near is not None:
                return near
        return self._composed(frame, depth)

    def _clashes(self, front: Sequence[Item], place: int) -> bool:
        """A body with another country before it is that country's: "Nigerian House of Representatives"."""
        row = front[place].row
        assert row is not None
        lands = [geo.country for item in front[:place] if not item.tie for geo in item.geos[:1]]
        if not lands or lands[-1] is None or row.person or row.country in lands or row.country == row.id:
            return False
        if row.country is None:  # "the Lebanese Red Cross"
            entry = self.table.entries.get(front[place].key)
            return entry is not None and entry.head is not None
        return row.kind in STATE and row.affiliation == row.country

    def _class_of(self, item: Item) -> tuple[str, str] | None:
        """The class word in a name that turned out to be another country's."""
        words = item.key.split(" ")
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                entry = self.table.entries.get(" ".join(words[start:end]))
                if entry is not None and entry.head is not None:
                    return entry.head
        return (item.row.kind, "own") if item.row is not None else None

    def _by_skeleton(self, frame: Frame) -> Reading | None:
        """A known name in another spelling, where no word is known."""
        run = [item for item in frame.front if item.key not in DETERMINERS]
        if not run or any(not item.name or item.geos or item.word for item in run):
            return None
        key = " ".join(item.key for item in run)
        id = self.table.near(key)
        if id is None or country_of(key, frame.setting.countries) is not None:  # "Kherson", "Khorasan"
            return None
        row, current = self.table.row_at(id, frame.setting.on)
        return named(row, f"another spelling of {row.name}", current=current)

    # -- phrases without a known name

    def _composed(self, frame: Frame, depth: int) -> Reading:
        heads = [n for n, item in enumerate(frame.front) if item.head]
        if not heads:
            return self._headless(frame, depth)
        place = heads[-1]
        head = frame.front[place]
        assert head.head is not None
        kind, role = head.head
        belongs = None
        if role in ("weak", "staff") or kind in STATE | ARMED:
            belongs = self._belonging(frame, depth, foreign=_has_land(frame.front[:place]))
        if role == "staff" and belongs is not None and kind not in STATE | ARMED:
            if belongs.known and belongs.kind not in STATE | ARMED | OWN_SIDE:  # "a reporter for the BBC"
                sort = _Sort(belongs.kind, role, f"{head.key} of: {belongs.how}", belongs)
                return self._placed(frame, place, sort)
            belongs = None
        carried = _carried(frame.front[:place]) if role == "weak" else None
        if carried and (belongs is None or kind != "UNK"):
            sort = _Sort(carried, role, f"{head.key} of sort {carried}", None)
            return self._placed(frame, place, sort)
        lead = frame.tokens[frame.tail[0].start].key if frame.tail and frame.tokens else ""
        if belongs is None or (role != "weak" and not _is_owner(belongs, kind, lead)):
            kind = _coloured(kind, frame.front[:place])
            return self._placed(frame, place, _Sort(kind, role, f"head noun {head.key}", None))
        if lead in _ALIGNED:  # "fighters loyal to the president" hold no office
            kind = "PRM" if kind == "REB" and belongs.kind in STATE else kind
        elif role == "weak":
            kind = belongs.kind
        return self._placed(frame, place, _Sort(kind, role, f"{head.key} of: {belongs.how}", belongs))

    def _placed(self, frame: Frame, place: int, sort: _Sort) -> Reading:
        """Country and side of a composed phrase."""
        front, head, kind, belongs = frame.front, frame.front[place], sort.kind, sort.belongs
        where = land_of(frame, place, kind)
        country, side = where.country, where.side
        if belongs is not None and (country is None or belongs.known):
            country, side = belongs.country or country, belongs.affiliation
        proper = kind in OWN_SIDE and is_proper(frame, place)
        if where.rebels and kind == "REB" and sort.role != "own" and not proper:
            row, current = self.table.row_at(where.rebels, frame.setting.on)
            how = f"{head.key} of that people: {row.name}"
            return replace(named(row, how, current=current), noun=head.key)
        words = {item.word for item in front[:place] if item.word}
        person = frame.person(head.end)
        special = _special(frame, place, sort, words)
        if special is not None:
            return replace(special, country=country, id=person.id(""), name=person.name, noun=head.key)
        run = (
            head.key.startswith("state ") or "state" in words or any(i.tie in GOVERNS for i in front[:place])
        )
        official = kind in STATE or (kind in STATE_RUN and run)
        affiliation: str | None = None
        if official:
            affiliation = side or country
        elif belongs is not None and kind != "CVL":
            affiliation = belongs.affiliation
        elif "loyal" in words or (kind == "PRM" and head.head is not None and head.head[0] == "MIL"):
            affiliation = country
        elif proper:
            affiliation = slug_of(frame.text())
        open_ = country is None and not where.barred and (official or "loyal" in words)
        id = affiliation if proper and affiliation else person.id("")
        return Reading(
            kind, country, affiliation, sort.how, id or "", "" if proper else person.name, head.key, open_,
            person=bool(person.key) and not proper,
        )  # fmt: skip

    def _headless(self, frame: Frame, depth: int) -> Reading:
        """A country, a people, a town, or a name that nobody has told of."""
        front = frame.front
        geos = first_of_pair([item for item in front if item.geos and not item.tie])
        names = [item for item in front if item.name and not item.geos]
        carriers = [item.word for item in front if item.word and item.word.isupper()]
        if geos and not names:
            after = [
                item for item in front if not item.name and not item.geos and item.start > geos[-1].start
            ]
            if after and not after[0].key.endswith("ing"):  # "Armenians fleeing the enclave" are Armenians
                return Reading("UNK", land(front, frame.setting)[0], None, "something of a country or people")
            return self._alone(geos[-1], frame)
        if carriers and not geos and not names:
            how = "a sector's adjective alone"
            return Reading(carriers[-1], None, None, how, noun=front[-1].key, open=True)
        country = land(front, frame.setting)[0] if geos else None
        if names:
            person = frame.person(0)
            after = places_after(frame.tail, origin_only=True)
            if country is None and after:
                country = land(after[:1], frame.setting)[0]
            if country is None and len(front) == 1 and not frame.shouting:
                country = country_of(person.name, frame.setting.countries, least=_CITY)
            how = "a name that no table has"
            return Reading("UNK", country, None, how, person.id(""), person.name, person=True)
        belongs = self._belonging(frame, depth)
        if belongs is not None and belongs.known:
            return replace(belongs, how=f"in the words after: {belongs.how}")
        return Reading("UNK", country, None, "no head noun known")

    def _alone(self, item: Item, frame: Frame) -> Reading:
        """A country or a people with nothing after it."""
        country, authority = land(frame.front, frame.setting)
        geo = matching(item.geos, (country,) if country else frame.setting.countries)
        if geo.noun and country in self.table.rows:  # a territory without a government of its own has none
            row = self.table.rows[country][0]
            return named(row, f"the state: {row.name}")
        people = item.key.endswith(
            ("s", "an", "ese", "ish", "ch") if authority else ("s", "i", "n", "ese", "ish", "ch")
        )
        if authority and not people:
            row, current = self.table.row_at(authority, frame.setting.on)
            return named(row, f"the authority there: {row.name}", current=current)
        return Reading("CVL" if people else "UNK", country, None, "a people or place alone")

    def _belonging(self, frame: Frame, depth: int, *, foreign: bool = False) -> Reading | None:
        """The body in the phrase after the head: "of the Iraqi army's 9th armored division".

        ``foreign``: the words before the head say whose it is, so that "in Idlib" says only where.
        """
        tail, tokens = frame.tail, frame.tokens
        if not tail or not tokens or depth >= _DEPTH:
            return None
        lead = tokens[tail[0].start].key
        if (lead not in BELONG and lead not in _ALIGNED) or (foreign and lead in _ONLY_WHERE):
            return None
        rest = list(tokens[tail[0].end :])
        if lead in _ALIGNED and rest and rest[0].key in ("to", "with"):
            rest = rest[1:]
        if not rest:
            return None
        reading = self._segment(rest, frame.setting, depth + 1)
        if reading.kind == "UNK" or not (reading.known or reading.noun):
            return None
        if reading.known and reading.id == reading.country:  # a country is a place here, not a body
            return None
        return None if lead not in ("of", "for", "from") and reading.kind in ("CVL", "REF") else reading


@dataclass(frozen=True, slots=True)
class _Sort:
    """The sector of a composed phrase, how it was found, and the body it belongs to."""

    kind: str
    role: str
    how: str
    belongs: Reading | None


def _special(frame: Frame, place: int, sort: _Sort, words: set[str]) -> Reading | None:
    """The unidentified, the unnamed and the former."""
    head = frame.front[place]
    if "unknown" in words and sort.kind in _MEN and sort.role != "weak":
        return Reading("UAF", None, None, "unidentified")
    if sort.kind in _MEN and any(item.word == "plain" for item in frame.tail):
        return Reading("UNK", None, None, "unnamed source")
    if "former" in words and sort.kind in STATE:
        return Reading("ELI", None, None, f"former {head.key}")
    return None


def _join(first: Reading | None, second: Reading) -> Reading:
    """Two segments of one mention ("Kurdish state TV, Rudaw"): the fuller one, with what the other adds."""
    if first is None or first.known:
        return first or second
    if second.known and second.id == second.country and first.kind != "UNK":
        return first if first.country or first.kind not in STATE else replace(
            first, country=second.country, affiliation=second.affiliation, open=False
        )  # fmt: skip
    if second.known and (first.kind in (second.kind, "UNK") or second.person):
        return second
    if first.kind == "UNK":
        return replace(second, id=first.id or second.id, name=first.name or second.name, person=first.person)
    if first.country is None and second.country is not None and first.kind in STATE:
        return replace(first, country=second.country, affiliation=second.affiliation, open=False)
    return first


def _is_owner(belongs: Reading, kind: str, lead: str) -> bool:
    """Whether the body after a head that tells its own sector is the one it belongs to."""
    side = belongs.known and belongs.kind in STATE | ARMED | OWN_SIDE | {"IGO"}
    return side and (kind in STATE or lead in _ALIGNED)


def _first_of_several(items: Sequence[Item], cut: int) -> int:
    """Where the first of several actors ends: "the government and the military" is first the one."""
    told = False
    for number, item in enumerate(items[:cut]):
        if item.key == "and" and told:
            return number
        told = told or item.head is not None or item.row is not None
    return cut


def _uncounted(tokens: list[Token]) -> list[Token]:
    """A phrase without the count it begins with: "dozens of students" are students."""
    place = begin = 0
    while place < len(tokens) - 1 and (tokens[place].key in _COUNTS or tokens[place].key.isdigit()):
        if tokens[place].key == "of" and place and (tokens[place - 1].key in _AMOUNTS or begin == 0):
            begin = place + 1
        place += 1
    return tokens[begin:]


def _coloured(kind: str, before: Sequence[Item]) -> str:
    """The sector of a head by the words before it: "militia forces", "a displaced mother", "cartel gunmen"."""
    words = {item.word for item in before}
    if kind == "CVL" and "REF" in words:
        return "REF"
    if kind == "UAF":
        lent = [sort for sort in ("CRM", "REB", "PRM") if sort in words]
        return lent[0] if lent else kind
    backed = any(item.geos and item.tie in LOOSE for item in before)
    if kind == "MIL" and ("PRM" in words or (backed and not _has_land(before))):
        return "PRM"  # forces that another state backs are not the state's
    return kind


def _has_land(before: Sequence[Item]) -> bool:
    return any(item.geos and item.geos[0].country and not item.tie for item in before)


def _carried(before: Sequence[Item]) -> str | None:
    """The sector that the nearest modifier lends to a weak head."""
    for item in reversed(before):
        if item.head and item.head[1] != "weak" and item.key != "deputy":  # "deputy ambassador"
            return item.head[0]
        if item.word and item.word.isupper():
            return item.word
        if item.key == "government":
            return "GOV"
    return None


def _is_parted(text: str) -> bool:
    return any(sign in text for sign in ",;–—") or " - " in text or ": " in text


def _is_clause(tokens: Sequence[Token]) -> bool:
    """A segment that tells what somebody does, not who: "speaking to Reuters", "who fled"."""
    key = tokens[0].key
    return tokens[0].raw.islower() and (
        key.endswith(("ing", "ed")) or key in ("who", "which", "whose", "where", "and")
    )
