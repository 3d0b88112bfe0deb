"""The words of a mention labelled: takes tokens, gives names, countries, heads, modifiers and plain words.

The longest run that the tables know goes first; what stays plain is looked up in the gazetteer where a
place would stand. How items make an actor is for ``actor_phrase``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from counterclaim.events.actor_places import TOWN, country_of
from counterclaim.events.actor_table import ActorTable, Entry, Geo, Row
from counterclaim.events.actor_words import Token

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
_NO_NAMES: Final = (
    DETERMINERS | PREPOSITIONS | frozenset("and or s not no other new old young former".split())
)
# What ties a modifier to the body it qualifies ("Hamas-run"): the modifier governs it, places it, or neither.
GOVERNS: Final = frozenset(
    "run controlled owned governed administered appointed installed imposed led ruled".split()
)
SEATED: Final = frozenset("based born registered headquartered raised trained educated".split())
BORN: Final = frozenset("born raised trained educated".split())
LOOSE: Final = frozenset(
    "backed linked aligned affiliated allied supported funded sponsored inspired trained armed held occupied "
    "majority dominated speaking friendly brokered mediated besieged supplied made built tied style".split()
)  # fmt: skip
ATTITUDE: Final = frozenset({"pro", "anti", "non", "counter"})
PLACED: Final = frozenset({"installed", "appointed", "imposed"})  # rules a place that lies elsewhere

_LONGEST_PLACE: Final = 4  # words
_EARLIER: Final = 1  # years that a report may speak of a group before the date the tables give for it
_CITY: Final = 100_000  # inhabitants of a place that the first word of a mention, capital or not, may mean


class Item(NamedTuple):
    """A run of words with what it means: one of ``row``, ``geos``, ``head`` and ``word``, or a plain word."""

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
            end = place + length
            key = first.key if length == 1 else " ".join([t.key for t in tokens[place:end]])
            entry = entries.get(key)
            if entry is None or (length > 1 and _parts_owner(tokens, place, end)):
                continue
            bare = Item(
                place, end, key, name=first.capital or tokens[end - 1].capital, last=tokens[end - 1].capital,
                tie=_tie(tokens, end),
            )  # fmt: skip
            item = self._meaning(bare, entry, tokens, setting, shouting=shouting)
            if item is not None:
                return item
        capital = first.capital and first.key not in _NO_NAMES
        return Item(
            place, place + 1, first.key, name=capital, last=first.capital, tie=_tie(tokens, place + 1)
        )

    def _meaning(
        self, bare: Item, entry: Entry, tokens: Sequence[Token], setting: Setting, *, shouting: bool
    ) -> Item | None:
        """What a run that the tables know means here, None where it is only spelt like it."""
        place, end = bare.start, bare.end
        run = tokens[place:end]
        inside = _inside_name(tokens, place, end, self.table)
        could_name = (
            entry.ids and (bare.name or entry.small) and not inside and not self._is_later(entry, setting)
        )
        if could_name and self._is_name(tokens, place, end, entry, shouting=shouting):
            row, current = self.row(entry, setting, _near_country(tokens, place, self.table))
            if current or not self._describes(run, row):
                return bare._replace(row=row, current=current)
        given = entry.word == "given"
        forename = given and not shouting and _begins_name(tokens, place, end, self.table)
        if entry.geos and (bare.name or given) and not inside and not forename and not _is_pronoun(run):
            return bare._replace(geos=_at(entry.geos, setting.on))
        if entry.head and not inside:
            return bare._replace(head=entry.head, word=None if given else entry.word, tie="")
        return bare._replace(word=entry.word, tie="") if entry.word and not given else None

    def _is_later(self, entry: Entry, setting: Setting) -> bool:
        """Whether every group of that name arose long after the report."""
        starts = [self.table.rows[id][0].start for id in entry.ids]
        return bool(setting.on) and all(s and int(s[:4]) > int(setting.on[:4]) + _EARLIER for s in starts)

    def _describes(self, run: Sequence[Token], row: Row) -> bool:
        """Whether a name only describes ("Chechen fighters"): of other times it means others."""
        head = self.table.entries.get(run[-1].key)
        armed = head is not None and head.head is not None and head.head[0] in ARMED
        return armed and len(run) > 1 and run[-1].raw.islower() and row.name != " ".join(t.raw for t in run)

    def _is_name(
        self, tokens: Sequence[Token], place: int, end: int, entry: Entry, *, shouting: bool
    ) -> bool:
        """Whether a run that spells a known name is that name here."""
        first = tokens[place]
        if end - place > 1:  # "The Australian" is a paper, "the Australian government" is not
            following = self.table.entries.get(tokens[end].key) if end < len(tokens) else None
            row = self.table.rows[entry.ids[0]][0]
            return first.key != "the" or following is None or (following.head or (row.kind,))[0] == row.kind
        if entry.capitals and not first.raw.isupper():
            return False
        if (entry.head or entry.geos) and (shouting or not first.raw.isupper()):
            return False  # "Side", "Turk": the common word goes first
        rows = self.table.rows[entry.ids[0]]
        if shouting and rows[0].kind == "JRN" and len(tokens) > 1 and not rows[0].name.isupper():
            return 0 < place == len(tokens) - 1 and tokens[place - 1].key in DETERMINERS
        return self._stands_alone(tokens, place, rows[0])

    def _stands_alone(self, tokens: Sequence[Token], place: int, row: Row) -> bool:
        """Whether one word that names somebody or something is not part of somebody else's name."""
        after_name = _is_plain_name(tokens, place - 1, self.table)
        if not row.person:  # "Ilir Meta" is not Meta, but acronyms are no surnames
            return tokens[place].raw.isupper() or not after_name
        return " " not in row.name or not (after_name or _is_plain_name(tokens, place + 1, self.table))

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
                least = TOWN if lead or _breaks(run[-1], tokens) else _CITY
                kept.extend(self._as_place(run, tokens, setting, least))
            place = end
        return kept

    def _as_place(self, run: list[Item], tokens: Sequence[Token], setting: Setting, least: int) -> list[Item]:
        """A run of plain names as one place, when the gazetteer has it; else as it was."""
        first, last = run[0], run[-1]
        text = " ".join([token.raw for token in tokens[first.start : last.end]])
        country = None
        if len(run) <= _LONGEST_PLACE:
            country = country_of(text, setting.countries, least=least)
        if country is None:
            return run
        return [last._replace(start=first.start, key=text.lower(), geos=(Geo(country),))]


def _is_pronoun(run: Sequence[Token]) -> bool:
    return len(run) == 1 and run[0].key == "us" and not run[0].raw.isupper()


def _tie(tokens: Sequence[Token], end: int) -> str:
    """What a hyphen ties the run to: "backed" in "Iran-backed"; also "Iran backed"."""
    if end < len(tokens) and tokens[end - 1].joined:
        return tokens[end].key
    return ""


def _parts_owner(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a run takes its owner away from what follows: "Sudan's army" in "Sudan's army-backed ministry"."""
    return _tie(tokens, end) in LOOSE | GOVERNS and any(token.owner for token in tokens[place : end - 1])


def _untie(items: list[Item], tokens: Sequence[Token]) -> list[Item]:
    """Marks "pro-Russian" as loose and "pro-Assad" as a side, and takes the tying words themselves out."""
    kept: list[Item] = []
    for number, item in enumerate(items):
        marked = item
        before = tokens[item.start - 1] if item.start else None
        if before is not None and before.joined and before.key in ATTITUDE and (item.geos or item.row):
            holder = before.key == "pro" and item.row is not None and item.row.person
            marked = item._replace(tie="led" if holder else "backed")
        if number and items[number - 1].tie and item.key == items[number - 1].tie:
            if item.key in GOVERNS | SEATED | LOOSE:
                continue
            kept[-1] = kept[-1]._replace(tie="")
        kept.append(marked)
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
    """Whether a run of plain names stands where a place would: after "in", before a head noun."""
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


def _inside_name(tokens: Sequence[Token], place: int, end: int, table: ActorTable) -> bool:
    """Whether a word is somebody's first name after a title in small letters: "spokesman Dean Smith"."""
    if end - place > 1 or not place or not tokens[place].raw.istitle() or not tokens[place - 1].raw.islower():
        return False
    title = table.entries.get(tokens[place - 1].key)
    return title is not None and title.head is not None and _is_plain_name(tokens, end, table)


def _begins_name(tokens: Sequence[Token], place: int, end: int, table: ActorTable) -> bool:
    """Whether a country's name is a given name here: "Jordan Smith"."""
    if tokens[end - 1].owner or tokens[end - 1].joined or end >= len(tokens):
        return False
    if place and tokens[place - 1].key in PREPOSITIONS:
        return False
    following = table.entries.get(tokens[end].key)
    if f"{tokens[end - 1].key} {tokens[end].key}" in table.entries:
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
