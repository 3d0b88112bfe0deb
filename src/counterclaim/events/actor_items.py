"""The words of a mention labelled: takes tokens, gives items (names, countries, heads, modifiers, plain words).

The longest run that the tables know goes first; what stays plain is looked up in the gazetteer where a
place would stand. How items make an actor is for ``actor_phrase``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from counterclaim.events.actor_places import country_of
from counterclaim.events.actor_table import ActorTable, Entry, Geo, Row
from counterclaim.events.actor_words import Token, slug_of

# Sectors that speak for the state they belong to.
STATE: Final = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
# Sectors whose named groups are a side of their own.
OWN_SIDE: Final = frozenset({"REB", "PRM", "CRM", "PTY", "OPP"})
# Sectors in which a class word only repeats what a named armed group is ("Hezbollah fighters").
ARMED: Final = frozenset({"REB", "PRM", "CRM", "UAF", "MIL"})
# Sectors that belong to a state only when the words say so ("state television").
STATE_RUN: Final = frozenset({"JRN", "BUS", "EDU", "MED", "REL", "LAB", "NGO"})

DETERMINERS: Final = frozenset(
    "the a an this that these those its their his her our some any several many".split()
)
BELONG: Final = frozenset("of for from with at inside within in".split())
WHERE: Final = frozenset("of from in at near across outside inside around within along on".split())
PREPOSITIONS: Final = BELONG | WHERE | frozenset(
    "to against by about under after before during over as than between among who whom which that whose "
    "loyal aligned allied affiliated linked backed close led supported including".split()
)  # fmt: skip
# What ties a modifier to the body it qualifies ("Hamas-run"): the modifier governs it, places it, or neither.
GOVERNS: Final = frozenset(
    "run controlled owned governed administered appointed installed imposed led ruled".split()
)
SEATED: Final = frozenset("based born registered headquartered raised trained educated".split())
LOOSE: Final = frozenset(
    "backed linked aligned affiliated allied supported funded sponsored inspired trained armed held occupied "
    "majority dominated speaking friendly brokered mediated besieged supplied made built tied style".split()
)  # fmt: skip
ATTITUDE: Final = frozenset({"pro", "anti", "non", "counter"})
PLACED: Final = frozenset({"installed", "appointed", "imposed"})  # rules a place that lies elsewhere


@dataclass(frozen=True, slots=True)
class Item:
    """A run of words with what it means: exactly one of ``row``, ``geos``, ``head``, ``word``, or a plain word."""

    start: int
    end: int
    key: str
    row: Row | None = None
    current: bool = True  # the row holds at the date of the report
    geos: tuple[Geo, ...] = ()
    head: tuple[str, str] | None = None
    word: str | None = None
    name: bool = False  # with a capital
    last: bool = False  # its last word with a capital
    tie: str = ""  # what the hyphen ties it to the next word with: "run", "backed"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when the report stands: its date ("" unknown) and its countries, the main one first."""

    on: str = ""
    countries: tuple[str, ...] = ()


class Labeller:
    """Labels mentions with one table."""

    def __init__(self, table: ActorTable) -> None:
        self.table = table

    def label(self, tokens: Sequence[Token], setting: Setting) -> list[Item]:
        """The items of a phrase, in order."""
        return self._located(_untie(self._items(tokens, setting), tokens), tokens, setting)

    def _items(self, tokens: Sequence[Token], setting: Setting) -> list[Item]:
        """The words of a segment as items: the longest known run first."""
        shouting = all(not t.raw.islower() for t in tokens) and any(
            len(t.raw) > 3 and t.raw.isupper() for t in tokens
        )
        items: list[Item] = []
        place = 0
        while place < len(tokens):
            item = self._longest(tokens, place, setting, shouting)
            items.append(item)
            place = item.end
        return items

    def _longest(self, tokens: Sequence[Token], place: int, setting: Setting, shouting: bool) -> Item:
        first = tokens[place]
        entries = self.table.entries
        most = min(self.table.longest.get(first.key, 1), len(tokens) - place)
        for length in range(most, 0, -1):
            key = first.key if length == 1 else " ".join([t.key for t in tokens[place : place + length]])
            entry = entries.get(key)
            if entry is not None:
                item = self._item(tokens, place, length, key, entry, setting, shouting)
                if item is not None:
                    return item
        return Item(place, place + 1, first.key, name=first.capital and first.key not in DETERMINERS,
                    last=first.capital, tie=_tie(tokens, place + 1))  # fmt: skip

    def _item(
        self,
        tokens: Sequence[Token],
        place: int,
        length: int,
        key: str,
        entry: Entry,
        setting: Setting,
        shouting: bool,
    ) -> Item | None:
        end = place + length
        run = tokens[place:end]
        last = run[-1].capital
        capital = run[0].capital or last
        if entry.ids and (capital or entry.small) and self._is_name(tokens, place, end, entry, shouting):
            row, current = self.row(entry, setting, _near_country(tokens, place, self.table))
            return Item(place, end, key, row=row, current=current, tie=_tie(tokens, end))
        if entry.geos and (capital or entry.word == "given") and not _is_pronoun(run):
            if not (entry.word == "given" and _begins_name(tokens, place, end, self.table, shouting)):
                geos = _at(entry.geos, setting.on)
                return Item(place, end, key, geos=geos, tie=_tie(tokens, end), name=capital)
        if entry.head:
            return Item(place, end, key, head=entry.head, word=_effect(entry.word), name=capital, last=last)
        if entry.word and entry.word != "given":
            return Item(place, end, key, word=entry.word, name=capital, last=last)
        return None

    def _is_name(self, tokens: Sequence[Token], place: int, end: int, entry: Entry, shouting: bool) -> bool:
        """Whether a run that spells a known name is that name here."""
        first = tokens[place]
        if end - place > 1:
            return True
        if entry.capitals and not first.raw.isupper():
            return False
        if (entry.head or entry.word or entry.geos) and not (first.raw.isupper() and not shouting):
            # "Side", "Republican": the common word, unless no other reading is left.
            if entry.head or entry.geos:
                return False
        rows = self.table.rows[entry.ids[0]]
        if not rows[0].person or entry.ids[0] == slug_of(first.raw):
            return True
        # A bare surname beside another capitalised word is part of somebody else's name.
        return not (_is_plain_name(tokens, place - 1, self.table) or _is_plain_name(tokens, end, self.table))

    def row(self, entry: Entry, setting: Setting, near: str | None) -> tuple[Row, bool]:
        """The actor meant by a name that several have: by country, then by date, then the likeliest."""
        chosen, best = entry.ids[0], -1
        if len(entry.ids) > 1:
            for id in entry.ids:
                row, current = self.table.row_at(id, setting.on)
                score = current + 4 * (near is not None and row.country == near)
                score += 2 * (row.country in setting.countries[:2])
                if score > best:
                    chosen, best = id, score
        return self.table.row_at(chosen, setting.on)

    def _located(self, items: list[Item], tokens: Sequence[Token], setting: Setting) -> list[Item]:
        """Plain names that stand where a place would, looked up in the gazetteer."""
        if not any(is_bare_name(item) for item in items):
            return items
        kept: list[Item] = []
        place = 0
        lead = ""
        while place < len(items):
            item = items[place]
            if is_preposition(item, tokens):
                lead = item.key
            if not is_bare_name(item):
                kept.append(item)
                place += 1
                continue
            end = place
            while (
                end < len(items)
                and is_bare_name(items[end])
                and not (end > place and _breaks(items[end - 1], tokens))
            ):
                end += 1
            run = items[place:end]
            if not _place_position(items, place, end, lead, tokens):
                kept.extend(run)
            else:
                kept.extend(self._as_place(run, tokens, setting))
            place = end
        return kept

    def _as_place(self, run: list[Item], tokens: Sequence[Token], setting: Setting) -> list[Item]:
        """A run of plain names as one place, when the gazetteer has it; else as it was."""
        for start in range(len(run)):
            part = run[start:]
            if len(part) > 4:
                continue
            text = " ".join(tokens[n].raw for item in part for n in range(item.start, item.end))
            country = country_of(text, setting.countries)
            if country is not None:
                joined = Item(part[0].start, part[-1].end, text.lower(), geos=(Geo(country),), name=True,
                              last=True, tie=part[-1].tie)  # fmt: skip
                return [*run[:start], joined]
        return run


def _is_pronoun(run: Sequence[Token]) -> bool:
    return len(run) == 1 and run[0].key == "us" and not run[0].raw.isupper()


def _effect(word: str | None) -> str | None:
    return word if word != "given" else None


def _tie(tokens: Sequence[Token], end: int) -> str:
    """What a hyphen ties the run to: "backed" in "Iran-backed"; also "Iran backed"."""
    if end < len(tokens) and tokens[end - 1].joined:
        return tokens[end].key
    return ""


def _untie(items: list[Item], tokens: Sequence[Token]) -> list[Item]:
    """Marks "pro-Russian" as loose, and takes the tying words themselves out."""
    kept: list[Item] = []
    for number, item in enumerate(items):
        before = tokens[item.start - 1] if item.start else None
        if before is not None and before.joined and before.key in ATTITUDE and (item.geos or item.row):
            item = replace(item, tie="backed")
        if number and items[number - 1].tie and item.key == items[number - 1].tie:
            if item.key in GOVERNS | SEATED | LOOSE:
                continue
            kept[-1] = replace(kept[-1], tie="")
        kept.append(item)
    return kept


def is_preposition(item: Item, tokens: Sequence[Token]) -> bool:
    return (
        item.key in PREPOSITIONS
        and item.row is None
        and not item.geos
        and item.head is None
        and not (item.start and tokens[item.start - 1].joined)
    ) or item.word == "plain"


def is_bare_name(item: Item) -> bool:
    return item.name and item.row is None and not item.geos and item.head is None and item.word is None


def _breaks(item: Item, tokens: Sequence[Token]) -> bool:
    """A name ends here: a possessive or a tie follows."""
    return tokens[item.end - 1].owner or bool(item.tie and item.tie in GOVERNS | SEATED | LOOSE)


def _place_position(items: Sequence[Item], place: int, end: int, lead: str, tokens: Sequence[Token]) -> bool:
    """Whether a run of plain names stands where a place would: after "in", before a head noun, as an owner."""
    last = items[end - 1]
    following = items[end] if end < len(items) else None
    if last.tie and last.tie in GOVERNS | SEATED | LOOSE:
        return True
    if following is not None and (following.head or following.word) and not (
        lead and following.head and following.head[0] in STATE_RUN
    ):  # fmt: skip
        return following.key not in PREPOSITIONS and (place == 0 or items[place - 1].head is None)
    if lead in WHERE:
        return True
    before = items[place - 1] if place else None
    return (
        before is not None
        and before.head is not None
        and before.head[0] in STATE_RUN
        and before.head[1] == "own"
    )


def _is_plain_name(tokens: Sequence[Token], place: int, table: ActorTable) -> bool:
    """Whether a word is a capitalised one that no table knows: a stranger's first or last name."""
    if not 0 <= place < len(tokens):
        return False
    token = tokens[place]
    if not token.capital or token.key in DETERMINERS or token.owner or token.key in PREPOSITIONS:
        return False
    if place and tokens[place - 1].owner:
        return False
    entry = table.entries.get(token.key)
    return (entry is None or not (entry.head or entry.geos or entry.word)) and not token.raw.isdigit()


def _begins_name(tokens: Sequence[Token], place: int, end: int, table: ActorTable, shouting: bool) -> bool:
    """Whether a country's name is a given name here: "Jordan Smith"."""
    if shouting or tokens[end - 1].owner or tokens[end - 1].joined:
        return False
    if any(t.key in PREPOSITIONS for t in tokens[max(0, place - 1) : place]):
        return False
    following = table.entries.get(tokens[end].key) if end < len(tokens) else None
    if end < len(tokens) and table.entries.get(f"{tokens[end - 1].key} {tokens[end].key}"):
        return False
    return _is_plain_name(tokens, end, table) and (following is None or not following.ids)


def _near_country(tokens: Sequence[Token], place: int, table: ActorTable) -> str | None:
    """The country named just before a run."""
    for token in reversed(tokens[max(0, place - 3) : place]):
        entry = table.entries.get(token.key)
        if entry is not None and entry.geos and entry.geos[0].country:
            return entry.geos[0].country
    return None


def _at(geos: tuple[Geo, ...], on: str) -> tuple[Geo, ...]:
    """The readings that hold at a date; with no date, those that hold today."""
    if len(geos) == 1 and not geos[0].start and not geos[0].end:
        return geos
    day = on or "9999"
    fit = tuple(g for g in geos if (not g.start or g.start <= day) and (not g.end or day < g.end))
    return fit or (_stripped(geos[-1]),)


def _stripped(geo: Geo) -> Geo:
    """The place without its authority: outside the dates of every reading it is simply the state's."""
    return geo._replace(authority=None, rebels=None, start="", end="", when="")
