"""Opens the tables of actors: takes the files in ``data/actors`` and the user's own CSV, gives one look-up.

Each file is plain CSV with ``#`` comments and its columns explained at its head. How a mention is
read with these words is for ``actor_phrase``; what an actor is to a document is for ``actors``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from counterclaim.errors import SettingsError
from counterclaim.events.actor_words import SHORT_ACRONYM, key_of, skeleton_of, skeletons_of, slug_of

TABLES: Final = Path(__file__).parent / "data" / "actors"
ACTOR_FILES: Final = (
    "groups_middle_east.csv", "groups_europe_eurasia.csv", "groups_africa.csv", "groups_asia.csv",
    "groups_americas.csv", "bodies_international.csv", "media.csv", "persons.csv",
)  # fmt: skip
COLUMNS: Final = ("id", "name", "aliases", "kind", "country", "affiliation", "from", "to")

# PLOVER's sectors, with its two kinds of international body that are no sector there.
KINDS: Final = frozenset(
    "GOV MIL COP JUD LEG SPY PRM REB UAF CRM OPP PTY ELI JRN MED EDU LAB AGR BUS REL CVL REF SOC UNK "
    "IGO NGO".split()
)
FUZZY_LETTERS: Final = 6  # shorter names have too few consonants to tell apart


class Row(NamedTuple):
    """What holds of an actor from ``start`` (inclusive) to ``end`` (exclusive), ISO dates, "" for open."""

    id: str
    name: str
    kind: str
    country: str | None
    affiliation: str | None
    start: str
    end: str
    person: bool


class Geo(NamedTuple):
    """A country, a people or a place as a modifier.

    ``when`` is the country of the report for which this reading holds ("" for any); ``noun`` is True for
    a country's own name or seat, which alone stands for its government.
    """

    country: str | None
    noun: bool = False
    when: str = ""
    authority: str | None = None
    rebels: str | None = None
    start: str = ""
    end: str = ""


@dataclass(slots=True)
class Entry:
    """All that one key can mean; the reader of the phrase chooses."""

    ids: tuple[str, ...] = ()  # actors, the likeliest first
    capitals: bool = False  # the name is an acronym too short to be read in small letters
    small: bool = False  # the name is also written without capitals ("anti-balaka")
    geos: tuple[Geo, ...] = ()
    head: tuple[str, str] | None = None  # kind, role
    word: str | None = None  # effect

    def may_be_misspelt(self) -> bool:
        """Whether other spellings of the name may stand for it: not where it is a word or an acronym."""
        return bool(self.ids) and not (self.capitals or self.head or self.geos)


@dataclass
class ActorTable:
    """Look-up of names, countries, peoples, places, head nouns and modifiers."""

    entries: dict[str, Entry] = field(default_factory=dict)
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)  # first word → most words of a key that begins so
    country_names: dict[str, str] = field(default_factory=dict)
    _skeletons: dict[str, dict[str, str]] = field(default_factory=dict)  # by initial

    def row_at(self, id: str, on: str) -> tuple[Row, bool]:
        """The row of an actor at a date ("" for today), and whether the date lies within it.

        Outside every row the nearest one is given: the first before the first, else the last that began.
        """
        rows = self.rows[id]
        if not on:
            return rows[-1], True
        begun = [row for row in rows if row.start <= on]
        if not begun:
            return rows[0], False
        row = begun[-1]
        return row, not row.end or on < row.end

    def near(self, key: str) -> str | None:
        """The actor whose name has the same consonants, when there is just one such."""
        if len(key) < FUZZY_LETTERS:
            return None
        skeleton = skeleton_of(key)
        initial = skeleton[:1]
        if initial not in self._skeletons:  # those of few initials are asked for in most reports
            self._skeletons[initial] = _by_skeleton(self._names_by_initial.get(initial, {}))
        return self._skeletons[initial].get(skeleton) or None

    @cached_property
    def _names_by_initial(self) -> dict[str, dict[str, str]]:
        """The names that may be misspelt, each with its actor, by the first letter of their skeletons."""
        initials = {letter: skeleton_of(letter) for letter in {key[:1] for key in self.entries}}
        found: dict[str, dict[str, str]] = {initial: {} for initial in initials.values()}
        for key, entry in self.entries.items():
            if len(key) >= FUZZY_LETTERS and entry.may_be_misspelt():
                found[initials[key[0]]][key] = entry.ids[0]
        return found

    def entry(self, key: str) -> Entry:
        """The entry of a key, made when it is new."""
        found = self.entries.get(key)
        if found is None:
            found = self.entries[key] = Entry()
            words = key.count(" ") + 1
            if words > 1:
                first = key[: key.index(" ")]
                if self.longest.get(first, 1) < words:
                    self.longest[first] = words
        return found


def _by_skeleton(names: Mapping[str, str]) -> dict[str, str]:
    """Skeleton → actor of some names, "" where it is that of two."""
    found: dict[str, str] = {}
    for skeleton, id in zip(
        skeletons_of(list(names)), names.values(), strict=False
    ):  # none: one empty skeleton
        if len(skeleton.replace(" ", "")) >= 4 and found.setdefault(skeleton, id) != id:
            found[skeleton] = ""
    return found


def open_table(user: Path | None = None) -> ActorTable:
    """The tables of the package with the user's own CSV before them.

    Raises:
        SettingsError: the user's file cannot be read or a line of it is wrong.
    """
    if user is None:
        return _bundled()
    return _load(user)


@lru_cache(maxsize=1)
def _bundled() -> ActorTable:
    return _load(None)


def _load(user: Path | None) -> ActorTable:
    table = ActorTable()
    _add_countries(table)
    _add_peoples(table)
    _add_words(table)
    if user is not None:
        _add_actors(table, _user_lines(user), person=False)
    for name in ACTOR_FILES:
        _add_actors(table, _lines(TABLES / name), person=name == "persons.csv")
    for id, rows in table.rows.items():
        if len(rows) > 1:
            table.rows[id] = tuple(sorted(rows, key=lambda row: row.start))
    return table


def _lines(path: Path) -> Iterator[list[str]]:
    """The rows of one table without its comments and header."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows, None)
        yield from rows


def _user_lines(path: Path) -> list[list[str]]:
    """The user's rows, each checked."""
    try:
        rows = list(_lines(path))
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(line for line in file if not line.startswith("#")))
    except (OSError, UnicodeDecodeError, csv.Error, StopIteration) as error:
        raise SettingsError(
            f"{path}: not a table of actors ({error}); give a UTF-8 CSV file with a header"
        ) from error
    if tuple(header) != COLUMNS:
        raise SettingsError(f"{path}: the header is {','.join(header)}; make it {','.join(COLUMNS)}")
    for number, row in enumerate(rows, 1):
        if len(row) != len(COLUMNS):
            raise SettingsError(f"{path}: row {number} has {len(row)} columns; give {len(COLUMNS)}")
        if row[3] not in KINDS:
            raise SettingsError(
                f"{path}: row {number}: unknown kind {row[3]!r}; one of {' '.join(sorted(KINDS))}"
            )
        if not row[0] and not row[1] and number == 1:
            raise SettingsError(f"{path}: row {number} has neither id nor name; give one")
    return rows


def _add_actors(table: ActorTable, lines: Iterable[list[str]], *, person: bool) -> None:
    """Rows of actors. A row without a name goes on with the actor before it."""
    last_id = last_name = ""
    for id, given, aliases, kind, country, affiliation, start, end in lines:
        actor_id = id or (slug_of(given) if given else last_id)
        name = given or last_name
        last_id, last_name = actor_id, name
        side = actor_id if affiliation == "=" else affiliation or None
        row = Row(actor_id, name, kind, country or None, side, start, end, person)
        table.rows[actor_id] = (*table.rows.get(actor_id, ()), row)
        for alias in (name, *aliases.split("|")) if aliases else (name,):
            _add_name(table, alias, actor_id)


def _add_name(table: ActorTable, alias: str, actor_id: str) -> None:
    entry = table.entry(key_of(alias))
    if alias.islower():
        entry.small = True
    if actor_id not in entry.ids:
        short = len(alias) <= SHORT_ACRONYM and alias.isupper()
        entry.capitals = short if not entry.ids else entry.capitals and short
        # Of several actors under one acronym, the one that has it for its id is the likeliest.
        likeliest = bool(entry.ids) and alias == actor_id
        entry.ids = (actor_id, *entry.ids) if likeliest else (*entry.ids, actor_id)


def _add_countries(table: ActorTable) -> None:
    for code, names, adjectives, seats in _lines(TABLES / "countries.csv"):
        noun, adjective = Geo(code, noun=True), Geo(code)
        first = names.split("|")[0]
        table.country_names[code] = first
        table.rows[code] = (Row(code, first, "GOV", code, code, "", "", False),)
        for word in filter(None, adjectives.split("|")):
            _add_geo(table, key_of(word), adjective)
            if not word.endswith(("s", "h", "n", "e")) or word.endswith(("an", "on", "ene")):
                _add_geo(table, key_of(word + "s"), adjective)
        for word in filter(None, (*names.split("|"), *seats.split("|"))):
            _add_geo(table, key_of(word), noun)


def _add_geo(table: ActorTable, key: str, geo: Geo) -> None:
    entry = table.entry(key)
    if geo not in entry.geos:
        entry.geos = (geo, *entry.geos) if geo.noun else (*entry.geos, geo)


def _add_peoples(table: ActorTable) -> None:
    fresh: set[str] = set()
    for words, when, country, authority, rebels, start, end in _lines(TABLES / "peoples.csv"):
        geo = Geo(country or None, False, when, authority or None, rebels or None, start, end)
        for word in words.split("|"):
            key = key_of(word)
            entry = table.entry(key)
            if key not in fresh:  # what is said here goes before what the list of countries says
                fresh.add(key)
                entry.geos = ()
            entry.geos = (*entry.geos, geo)


def _add_words(table: ActorTable) -> None:
    for words, kind, role in _lines(TABLES / "heads.csv"):
        for word in words.split("|"):
            key = key_of(word)
            table.entry(key).head = (kind, role)
            plural = _plural(key)
            if plural:
                entry = table.entry(plural)
                entry.head = entry.head or (kind, role)
    for words, effect in _lines(TABLES / "words.csv"):
        for word in words.split("|"):
            table.entry(key_of(word)).word = effect


def _plural(key: str) -> str:
    """The plural of a head noun's key, "" where it is one already."""
    if key.endswith(("s", "men", "people", "women", "children", "of", "police", "media", "staff")):
        return ""
    if key.endswith("man"):
        return key[:-3] + "men"
    if key.endswith("y") and key[-2:-1] not in ("a", "e", "o"):
        return key[:-1] + "ies"
    if key.endswith(("ch", "sh", "x")):
        return key + "es"
    return key + "s"
