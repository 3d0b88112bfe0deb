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
    ARMED, BELONG, DETERMINERS, GOVERNS, LOOSE, OWN_SIDE, SEATED, STATE, STATE_RUN, Item, Labeller, Setting,
    is_bare_name, is_preposition,
)  # fmt: skip
from counterclaim.events.actor_lands import land, land_of, matching
from counterclaim.events.actor_table import ActorTable, Row
from counterclaim.events.actor_words import Token, key_of, plain, slug_of, tokens_of

_NICKNAME: Final = re.compile(r"(?<=\w )[\"“”'‘][^\"“”]{1,25}[\"“”'’](?= \w)")
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_SEGMENTS: Final = re.compile(r"\s*[,;:]\s+|\s+[–—-]\s+|\s*[–—]\s*")
_MEN: Final = frozenset({"CVL", "UAF", "UNK"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a mention say.

    ``id`` is "" when the words name no one in particular; ``open`` says that the country is left to the
    document ("officials"); ``noun`` is the head noun's key; ``known`` that the tables name the actor.
    """

    kind: str
    country: str | None
    affiliation: str | None
    how: str
    id: str = ""
    name: str = ""
    noun: str = ""
    open: bool = False
    known: bool = False
    person: bool = False


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
        segments = [text] if not _parted(text) else [s for s in _SEGMENTS.split(text) if s]
        reading: Reading | None = None
        for number, segment in enumerate(segments):
            tokens = tokens_of(segment)
            if not tokens or (number and _is_clause(tokens)):
                continue
            reading = _join(reading, self._segment(tokens, setting, mention))
        if inner and (reading is None or not reading.known):
            reading = self._with_brackets(reading, inner, setting)
        return reading or Reading("UNK", None, None, "no words to go by")

    def _with_brackets(self, reading: Reading | None, inner: str, setting: Setting) -> Reading | None:
        """What a name in brackets adds ("the main opposition party (CHP)")."""
        entry = self.table.entries.get(key_of(inner))
        if entry is None or not entry.ids or not inner[:1].isupper():
            return reading
        row, current = self.labeller.row(entry, setting, None)
        if reading is None or reading.kind in (row.kind, "UNK", "SOC", "PTY", "REB", "GOV"):
            if reading is not None and reading.country not in (None, row.country):
                return reading
            return _named(row, current, f"{inner} in brackets")
        return reading

    # -- grammar

    def _segment(self, tokens: Sequence[Token], setting: Setting, mention: str) -> Reading:
        items = self.labeller.label(tokens, setting)
        cut = next((i for i, item in enumerate(items) if i and is_preposition(item, tokens)), len(items))
        front, tail = items[:cut], items[cut:]
        rows = [i for i, item in enumerate(front) if item.row is not None]
        if rows and self._clashes(front, rows[-1], setting):
            front = [replace(it, row=None, head=_class_of(self.table, it)) if n == rows[-1] else it
                     for n, it in enumerate(front)]  # fmt: skip
            rows = rows[:-1]
        if not rows and not any(item.head for item in front):
            near = self._by_skeleton(front, tokens, setting)
            if near is not None:
                return near
        if rows:
            return self._with_name(front, rows[-1], setting, mention)
        return self._composed(front, tail, tokens, setting, mention)

    def _clashes(self, front: Sequence[Item], place: int, setting: Setting) -> bool:
        """A state's body with another country before it is that country's: "Nigerian House of Representatives"."""
        row = front[place].row
        assert row is not None
        if row.person or row.kind not in STATE or row.affiliation != row.country or row.country == row.id:
            return False
        lands = [geo.country for item in front[:place] if not item.tie for geo in item.geos[:1]]
        return bool(lands) and row.country not in lands and lands[-1] is not None

    def _by_skeleton(
        self, front: Sequence[Item], tokens: Sequence[Token], setting: Setting
    ) -> Reading | None:
        """A known name in another spelling, where no word is known."""
        run = [item for item in front if item.key not in DETERMINERS]
        if not run or any(not item.name or item.geos or item.word for item in run):
            return None
        id = self.table.near(" ".join(item.key for item in run))
        if id is None:
            return None
        row, current = self.table.row_at(id, setting.on)
        return _named(row, current, f"another spelling of {row.name}")

    def _with_name(self, front: Sequence[Item], place: int, setting: Setting, mention: str) -> Reading:
        """A name of the tables, alone or with a head noun after it."""
        item = front[place]
        row = item.row
        assert row is not None
        after = [i for i in front[place + 1 :] if i.head is not None]
        before = front[:place]
        if item.tie and item.tie in LOOSE | SEATED and not after:
            return Reading("UNK", None, None, f"only tied to {row.name}")
        if not after:
            reading = _named(row, item.current, f"named in the table: {row.name}")
            if row.person and any(i.word == "former" for i in before) and row.kind in STATE:
                return replace(reading, kind="ELI", affiliation=None, how=f"former: {row.name}")
            if row.country is None and row.kind == "UNK":
                return replace(reading, country=land(before, setting)[0])
            return reading
        head = after[-1]
        names = [i for i in front if i.start >= head.end and i.name]
        return self._of_body(item, head, before, _Person(names, mention), setting, front[place + 1 :])

    def _of_body(
        self,
        item: Item,
        head: Item,
        before: Sequence[Item],
        person: _Person,
        setting: Setting,
        after: Sequence[Item],
    ) -> Reading:
        """A head noun that belongs to a named body: "a Hamas official", "Houthi police", "UN peacekeepers"."""
        row = item.row
        assert row is not None and head.head is not None
        loose = item.tie in LOOSE
        if loose or (item.tie in SEATED):
            return self._tied(row, item.tie, head, before, after, setting, person)
        kind, role = head.head
        if role == "staff":
            kind = row.kind
        elif role == "weak":
            carriers = [i for i in after if i.head and i.head[1] == "own" and i.start < head.start]
            kind = carriers[-1].head[0] if carriers and carriers[-1].head else row.kind
        same = _same_sort(row, kind, head)
        if same:
            kind = row.kind
        how = f"{head.key} of {row.name}"
        if any(i.word == "former" for i in (*before, *after)) and kind in STATE:
            return Reading(
                "ELI", row.country, None, f"former {how}", person.id(row.id), person.name, head.key
            )
        side = row.affiliation if row.affiliation is None or row.affiliation == row.country else row.id
        if row.person or (kind in STATE and row.affiliation == row.country):
            side = row.affiliation
        if kind not in STATE | OWN_SIDE | {row.kind, "JRN", "IGO"} and not (
            item.tie in GOVERNS and kind in STATE_RUN
        ):
            side = None
        if kind == "JRN" and row.kind not in ARMED | STATE and not item.tie and row.kind != "IGO":
            side = row.affiliation
        collective = same and head.head[1] != "own" and not person.words and head.key not in _SINGLE
        if collective or (
            same and head.head[1] == "own" and kind in ARMED and not person.words and _plural(head.key)
        ):
            return Reading(row.kind, row.country, row.affiliation, f"class word after {row.name}",
                           row.id, row.name, head.key, known=True)  # fmt: skip
        id = person.id(f"{row.id}:{slug_of(head.key)}")
        return Reading(kind, row.country, side, how, id, person.name, head.key, person=bool(person.words))

    def _tied(
        self, row: Row, tie: str, head: Item, before: Sequence[Item], after: Sequence[Item], setting: Setting,
        person: _Person,
    ) -> Reading:  # fmt: skip
        """A head noun after a loose tie: "al-Qaeda-linked militants" are not al-Qaeda."""
        composed = self._composed(
            [i for i in (*before, *after) if i.row is None], (), (), setting, person.mention
        )
        if composed.kind == "JRN":
            return replace(composed, country=composed.country or row.country, affiliation=row.affiliation and row.id
                           if row.affiliation != row.country else row.affiliation, open=False)  # fmt: skip
        return replace(
            composed, how=f"{composed.how}, only tied to {row.name}", open=composed.open and not row.country
        )

    def _composed(
        self,
        front: Sequence[Item],
        tail: Sequence[Item],
        tokens: Sequence[Token],
        setting: Setting,
        mention: str,
    ) -> Reading:
        """A phrase without a known name."""
        heads = [n for n, item in enumerate(front) if item.head]
        if not heads:
            return self._headless(front, tail, tokens, setting, mention)
        place = heads[-1]
        head = front[place]
        assert head.head is not None
        names = [i for i in front[place + 1 :] if i.name]
        person = _Person(names, mention)
        kind, role = head.head
        how = f"head noun {head.key}"
        belongs: Reading | None = None
        if role == "weak":
            carried = _carried(front[:place])
            if carried:
                kind, how = carried, f"{head.key} of sort {carried}"
            else:
                belongs = self._belonging(tail, tokens, setting)
        elif kind in STATE:
            belongs = self._belonging(tail, tokens, setting)
            if belongs is not None and not belongs.known:
                belongs = None
        if belongs is not None:
            kind = belongs.kind if role == "weak" and belongs.kind != "UNK" else kind
            how = f"{head.key} of: {belongs.how}"
        return self._placed(front, place, tail, setting, person, _Sort(kind, role, how, belongs))

    def _placed(
        self,
        front: Sequence[Item],
        place: int,
        tail: Sequence[Item],
        setting: Setting,
        person: _Person,
        sort: _Sort,
    ) -> Reading:
        """Country and side of a composed phrase."""
        head = front[place]
        words = {item.word for item in front[:place] if item.word}
        if head.key.startswith("state "):
            words.add("state")
        kind, belongs = sort.kind, sort.belongs
        beside = [item for item in front[place + 1 : place + 2] if item.geos]
        country, side, rebels, barred = land_of(front[:place], tail, head, setting, kind, beside)
        if belongs is not None and (country is None or belongs.known):
            country = belongs.country or country
            side = belongs.affiliation
        if rebels and kind == "REB" and sort.role != "own" and not _is_proper(front, place, person):
            row, current = self.table.row_at(rebels, setting.on)
            return replace(_named(row, current, f"{head.key} of that people: {row.name}"), noun=head.key)
        if "unknown" in words and kind in _MEN and sort.role != "weak":
            return Reading("UAF", country, None, "unidentified", noun=head.key)
        if any(item.word == "plain" for item in tail) and kind in _MEN:
            return Reading("UNK", country, None, "unnamed source", noun=head.key)
        if "former" in words and kind in STATE:
            return Reading("ELI", country, None, f"former {head.key}", person.id(""), person.name, head.key)
        proper = kind in OWN_SIDE and _is_proper(front, place, person)
        if kind in STATE:
            affiliation = side or country
        elif kind in STATE_RUN and ("state" in words or _governed(front[:place])):
            affiliation = side or country
        elif belongs is not None and kind not in ("CVL",):
            affiliation = belongs.affiliation
        elif "loyal" in words:
            affiliation = country
        else:
            affiliation = slug_of(_core(person.mention)) if proper else None
        open_ = country is None and not barred and (kind in STATE or (kind in STATE_RUN and "state" in words))
        id = affiliation if proper and affiliation else person.id("")
        return Reading(kind, country, affiliation, sort.how, id or "", person.name, head.key, open_,
                       person=bool(person.words) and not proper)  # fmt: skip

    def _headless(
        self,
        front: Sequence[Item],
        tail: Sequence[Item],
        tokens: Sequence[Token],
        setting: Setting,
        mention: str,
    ) -> Reading:
        """A country, a people, a town, or a name that nobody has told of."""
        geos = [item for item in front if item.geos and not item.tie]
        names = [item for item in front if item.name and not item.geos]
        carriers = [item.word for item in front if item.word and item.word.isupper()]
        if geos and not names:
            return self._alone(geos[-1], front, setting)
        if carriers and not geos and not names:
            return Reading(
                carriers[-1], None, None, "a sector's adjective alone", noun=front[-1].key, open=True
            )
        country, _ = land(front, setting) if geos else (None, None)
        if names:
            person = _Person(names, mention)
            return Reading(
                "UNK", country, None, "a name that no table has", person.id(""), _core(mention), person=True
            )
        belongs = self._belonging(tail, tokens, setting)
        if belongs is not None and belongs.known:
            return replace(belongs, how=f"in the words after: {belongs.how}")
        return Reading("UNK", country, None, "no head noun known")

    def _alone(self, item: Item, front: Sequence[Item], setting: Setting) -> Reading:
        """A country or a people with nothing after it."""
        country, authority = land(front, setting)
        geo = matching(item.geos, (country,) if country else setting.countries)
        if geo.noun and country:
            row = self.table.rows[country][0]
            return Reading("GOV", country, country, f"the state: {row.name}", country, row.name, known=True)
        adjective = item.key.endswith(("s", "i", "n", "h", "e")) and not item.key[-1:].isupper()
        if authority and not (item.key.endswith("s") or _is_adjective(item.key)):
            row, current = self.table.row_at(authority, setting.on)
            return replace(_named(row, current, f"the authority there: {row.name}"), known=True)
        kind = "CVL" if adjective else "UNK"
        return Reading(kind, country, None, "a people or place alone")

    def _belonging(self, tail: Sequence[Item], tokens: Sequence[Token], setting: Setting) -> Reading | None:
        """The body in the phrase after the head: "of the Iraqi army's 9th armored division"."""
        if not tail or not tokens:
            return None
        lead = tokens[tail[0].start].key
        if lead not in BELONG and lead not in ("loyal", "aligned", "affiliated", "allied"):
            return None
        rest = [token for token in tokens[tail[0].end :]]
        if lead in ("loyal", "aligned", "affiliated", "allied") and rest and rest[0].key in ("to", "with"):
            rest = rest[1:]
        if not rest:
            return None
        reading = self._segment(rest, setting, " ".join(t.raw for t in rest))
        if reading.kind == "UNK" or (reading.known and reading.id == reading.country) or not (
            reading.known or reading.noun
        ):  # fmt: skip
            return None
        if lead in ("in", "at", "inside", "within", "with") and reading.kind in ("CVL", "REF"):
            return None
        return reading


@dataclass(frozen=True, slots=True)
class _Person:
    """The plain capitalised words after a title, and the mention they stand in."""

    items: Sequence[Item]
    mention: str

    @property
    def words(self) -> str:
        return " ".join(item.key for item in self.items)

    @property
    def name(self) -> str:
        return self.words.title() if self.items else ""

    def id(self, other: str) -> str:
        """The person's id, else the other one."""
        return slug_of(self.words) if self.items else other


@dataclass(frozen=True, slots=True)
class _Sort:
    """The sector of a composed phrase and how it was found."""

    kind: str
    role: str
    how: str
    belongs: Reading | None


_SINGLE: Final = frozenset(
    "official spokesman spokeswoman spokesperson leader member source aide adviser commander chief head boss "
    "representative fighter militant rebel gunman militiaman lawmaker director chairman secretary officer".split()
)


def _named(row: Row, current: bool, how: str) -> Reading:
    """The reading of a row; somebody who spoke for a state and no longer does is a former official."""
    if row.person and not current and row.end and row.kind in STATE and row.affiliation == row.country:
        return Reading(
            "ELI",
            row.country,
            None,
            f"{how}, in office to {row.end}",
            row.id,
            row.name,
            known=True,
            person=True,
        )
    return Reading(
        row.kind, row.country, row.affiliation, how, row.id, row.name, known=True, person=row.person
    )


def _join(first: Reading | None, second: Reading) -> Reading:
    """Two segments of one mention ("Kurdish state TV, Rudaw"): the fuller one, with what the other adds."""
    if first is None:
        return second
    if first.known and not (
        second.known and second.kind == first.kind and not second.person and first.country is None
    ):
        return first
    if second.known and (first.kind in (second.kind, "UNK") or second.person):
        return second
    if first.kind == "UNK":
        return replace(second, id=first.id or second.id, name=first.name or second.name, person=first.person)
    if first.country is None and second.country is not None and first.kind in STATE:
        return replace(first, country=second.country, affiliation=second.affiliation, open=False)
    return first


def _parted(text: str) -> bool:
    return any(sign in text for sign in ",;–—") or " - " in text or ": " in text


def _is_clause(tokens: Sequence[Token]) -> bool:
    """A segment that tells what somebody does, not who: "speaking to Reuters", "who fled"."""
    key = tokens[0].key
    return tokens[0].raw.islower() and (
        key.endswith(("ing", "ed")) or key in ("who", "which", "whose", "where", "and")
    )


def _carried(before: Sequence[Item]) -> str | None:
    """The sector that the nearest modifier lends to a weak head."""
    for item in reversed(before):
        if item.head and item.head[1] != "weak":
            return item.head[0]
        if item.word and item.word.isupper():
            return item.word
        if item.word == "state" and item.key == "government":
            return "GOV"
    return None


def _governed(before: Sequence[Item]) -> bool:
    return any(item.tie in GOVERNS for item in before)


def _same_sort(row: Row, kind: str, head: Item) -> bool:
    """Whether a class word says no more than what the named body is."""
    assert head.head is not None
    if kind == row.kind:
        return True
    if head.head[1] in ("body", "form") and kind in ARMED | {"PTY", "OPP", "SOC", "UNK"}:
        return not (kind == "PTY" and row.person)
    if kind == "MIL":
        return row.kind in ARMED | {"IGO"}
    if kind in ("UAF", "REB", "PRM", "CRM"):
        return row.kind in ARMED | {"PTY", "IGO", "GOV"}
    return kind == "NGO" and row.kind == "IGO"


def _plural(key: str) -> bool:
    return key.endswith(("s", "men", "people", "police"))


def _is_adjective(key: str) -> bool:
    return key.endswith(("an", "ian", "ese", "ish", "ri", "ni", "li", "ayan"))


def _is_proper(front: Sequence[Item], place: int, person: _Person) -> bool:
    """Whether a class word is part of a group's proper name: "the Zanjar Liberation Front"."""
    head = front[place]
    if head.head is None or not head.last or head.head[1] not in ("body", "form"):
        return False
    before = [i for i in front[:place] if i.key not in DETERMINERS]
    stranger = any(is_bare_name(i) for i in before)
    if plain(person.mention).isupper():
        return head.head[1] == "form" or stranger
    return (
        head.head[1] == "form"
        or stranger
        or (bool(before) and all(i.name for i in before) and head.start > 0)
    )


def _core(mention: str) -> str:
    """A mention without its article."""
    words = mention.split()
    return " ".join(words[1:] if words and words[0].lower() in DETERMINERS else words)


def _class_of(table: ActorTable, item: Item) -> tuple[str, str] | None:
    """The class word in a name that turned out to be another country's."""
    entry = table.entries.get(item.key)
    if entry is not None and entry.head is not None:
        return entry.head
    words = item.key.split(" ")
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            part = table.entries.get(" ".join(words[start:end]))
            if part is not None and part.head is not None:
                return part.head
    return (item.row.kind, "own") if item.row is not None else None
