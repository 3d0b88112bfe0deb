"""Gathers what each place name of a text may mean: takes spans, gives groups of mentions with candidates.

Mentions of one name are one group (one sense per document), unless what stands beside them tells them
apart ("Paris, Texas"). Choosing among the candidates is for ``place_ranker``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterclaim.events.gazetteer import KIND, Floats, Found, Gazetteer, Ints, pack
from counterclaim.events.place_words import Head, Reading, head_beside, read_name
from counterclaim.events.spelling import other_article, strict_key

Toponym = tuple[int, int, str]

MOST_CANDIDATES: Final = 40  # of one name, the largest first
# Between a place and the larger one that holds it: "Paris, Texas", "Kirkuk (Iraq)", "Hawija in Kirkuk".
_INSIDE: Final = re.compile(
    r"^(?:,? \(?|,? in |,? of )(?:the )?(?:(?:north|south|east|west|centr)\w*[- ](?:of )?(?:the )?)?"
    r"(?:\w+ of )?$"
)
# The larger one first: "Iraq's Kirkuk", "Ukraine's eastern Donetsk region", "Syria's city of Aleppo".
_OWNS: Final = re.compile(r"^['’]s? (?:[a-z-]+ ){0,3}(?:of )?(?:the )?$")
_LISTED: Final = re.compile(r"^,? (?:and|or) (?:the )?$")
_BESIDE: Final = re.compile(r"\s*,\s+((?:[A-Z][\w’'.-]*)(?: [A-Z][\w’'.-]*){0,2})")
_WORD: Final = re.compile(r"[A-Z][\w’-]+(?:[ ][A-Z][\w’-]+)?")


@dataclass(slots=True)
class Group:
    """The mentions of one name. ``container`` is the group that stands beside it as the larger place."""

    name: str
    reading: Reading
    head: Head | None = None
    mentions: list[int] = field(default_factory=list)
    container: int = -1
    dateline: bool = False
    hidden: bool = False  # read off the text for context, not asked for
    loosened: bool = False  # candidates come from the name without its type words or modifiers


@dataclass(slots=True)
class Gathered:
    """Groups, their candidates (``found.query`` is the group), and what the text says of countries.

    ``of`` gives the group of each toponym asked for. ``named`` is the share of each country (packed)
    in the adjectives of the text.
    """

    groups: list[Group]
    found: Found
    of: list[int]
    named: dict[int, float]


def gather(toponyms: Sequence[Toponym], *, text: str, dateline: str | None, gazetteer: Gazetteer) -> Gathered:
    """Groups and candidates of the toponyms, and of what helps to tell them apart."""
    mentions = list(toponyms)
    containers = _containers(mentions, text, gazetteer)
    groups: list[Group] = []
    by_key: dict[tuple[str, str], int] = {}
    of: list[int] = []
    for number, (_, _, name) in enumerate(mentions):
        beside = containers.get(number)
        key = (strict_key(name), strict_key(mentions[beside][2]) if beside is not None else "")
        if key not in by_key:
            by_key[key] = len(groups)
            groups.append(Group(name, read_name(name), hidden=number >= len(toponyms)))
        group = groups[by_key[key]]
        group.mentions.append(number)
        of.append(by_key[key])
        if number < len(toponyms):
            start, end, _ = mentions[number]
            group.hidden = False
            group.head = group.head or group.reading.head or head_beside(text, start, end)
    for number, beside in containers.items():
        groups[of[number]].container = of[beside]
    _share_containers(mentions[: len(toponyms)], text, groups, of)
    _join_bare(groups, by_key, of)
    if dateline:
        _mark_dateline(dateline, groups, by_key)
    _own_kin(groups)
    found = _candidates(groups, gazetteer)
    return Gathered(groups, found, of[: len(toponyms)], _named_countries(text, gazetteer))


def _containers(mentions: list[Toponym], text: str, gazetteer: Gazetteer) -> dict[int, int]:
    """Mention → the mention of what holds it. Appends what the text names beside a toponym unasked."""
    beside: dict[int, int] = {}
    asked = len(mentions)
    order = sorted(range(asked), key=lambda i: mentions[i][0])
    starts = {mentions[i][0] for i in order}
    for at, number in enumerate(order):
        _, end, _ = mentions[number]
        if at + 1 < asked:
            following = order[at + 1]
            start = mentions[following][0]
            if 0 < start - end < 40:
                gap = text[end:start]
                if _INSIDE.match(gap):
                    beside[number] = following
                elif _OWNS.match(gap):
                    beside[following] = number
        if number in beside:
            continue
        match = _BESIDE.match(text, end, end + 50)
        if match and match.start(1) not in starts and (name := _unit_beside(match[1], gazetteer)):
            beside[number] = len(mentions)
            mentions.append((match.start(1), match.start(1) + len(name), name))
    return beside


def _share_containers(mentions: list[Toponym], text: str, groups: list[Group], of: list[int]) -> None:
    """ "Palma and Mocimboa in Mozambique": what holds the last of a list holds the others.

    But not "Texas" in "Paris, Texas, and Paris, France": what holds another is no item of the list.
    """
    order = sorted(range(len(mentions)), key=lambda n: mentions[n][0], reverse=True)
    holders = {group.container for group in groups}
    for last, first in pairwise(order):
        gap = text[mentions[first][1] : mentions[last][0]]
        held_by = groups[of[last]].container
        free = groups[of[first]].container < 0 and of[first] not in holders
        if held_by >= 0 and free and _LISTED.match(gap):
            groups[of[first]].container = held_by


def _unit_beside(words: str, gazetteer: Gazetteer) -> str | None:
    """The country or first-level unit with which some capitalised words begin."""
    parts = words.split(" ")
    for length in range(len(parts), 0, -1):
        name = " ".join(parts[:length])
        if name in gazetteer.abbreviations:
            return name
        found = gazetteer.find([name.rstrip(".,")], loose=False)
        if len(found) and bool(np.any((found.kind <= KIND["admin1"]) & (found.naming < 2))):
            return name.rstrip(".,")
    return None


def _join_bare(groups: list[Group], by_key: dict[tuple[str, str], int], of: list[int]) -> None:
    """A bare "Paris" means the "Paris, Texas" of the same report, where there is only one such."""
    for (name, beside), number in list(by_key.items()):
        if beside:
            continue
        told = [n for (other, container), n in by_key.items() if other == name and container]
        if len(told) == 1:
            target = told[0]
            groups[target].mentions += groups[number].mentions
            groups[target].head = groups[target].head or groups[number].head
            groups[target].hidden = groups[target].hidden and groups[number].hidden
            groups[number].mentions = []
            of[:] = [target if g == number else g for g in of]
            for group in groups:
                if group.container == number:
                    group.container = target
            by_key[name, ""] = target


def _mark_dateline(dateline: str, groups: list[Group], by_key: dict[tuple[str, str], int]) -> None:
    place = dateline.partition(",")[0].strip()
    key = strict_key(place)
    known = [n for (name, _), n in by_key.items() if name == key]
    if known:
        groups[known[0]].dateline = True
        return
    groups.append(Group(place, read_name(place), dateline=True, hidden=True))
    rest = dateline.partition(",")[2].strip(" .,()")
    if rest:
        groups[-1].container = len(groups)
        groups.append(Group(rest, read_name(rest), hidden=True))


def _own_kin(groups: list[Group]) -> None:
    """A group is never its own container."""
    for number, group in enumerate(groups):
        if group.container == number:
            group.container = -1


def _candidates(groups: list[Group], gazetteer: Gazetteer) -> Found:
    names = [group.name for group in groups]
    for number, name in enumerate(names):
        if name in gazetteer.abbreviations:  # "Ga." is Georgia the state, whatever else it spells
            names[number] = gazetteer.abbreviations[name][1]
    found = gazetteer.find(names)
    strict = np.zeros(len(groups), np.bool_)
    strict[found.query[~found.loose]] = True
    # other romanisations only where the spelling itself is unknown
    found = found.take(found.loose <= ~strict[found.query])
    unknown = [n for n in range(len(groups)) if not strict[n]]
    found, strict = _add(found, strict, unknown, [other_article(names[n]) for n in unknown], gazetteer)
    again = [n for n in unknown if not strict[n] and _holds_another(groups[n])]
    found, with_inner = _add(found, strict, again, [groups[n].reading.rest for n in again], gazetteer)
    for number in again:
        groups[number].loosened = bool(with_inner[number])
    found = _only_abbreviated(groups, found, gazetteer)
    return _largest(found)


def _holds_another(group: Group) -> bool:
    """May a name without its type words and modifiers be looked up in its stead?"""
    head_says = group.head is None or group.head.inner or group.reading.head is None
    return group.reading.rest != group.name and head_says


def _add(
    found: Found, strict: NDArray[np.bool_], numbers: list[int], names: list[str], gazetteer: Gazetteer
) -> tuple[Found, NDArray[np.bool_]]:
    """Look other names of some groups up; where they are known they take the place of loose ones."""
    if not numbers:
        return found, strict
    more = gazetteer.find(names, loose=False)
    if not len(more):
        return found, strict
    more = replace(more, query=np.array(numbers)[more.query])
    strict = strict.copy()
    strict[more.query] = True
    return _stack(found.take(~np.isin(found.query, more.query)), more), strict


def _stack(one: Found, other: Found) -> Found:
    both = Found(*(np.concatenate([getattr(one, n), getattr(other, n)]) for n in Found.__slots__))
    return both.take(np.argsort(both.query, kind="stable"))


def _only_abbreviated(groups: list[Group], found: Found, gazetteer: Gazetteer) -> Found:
    """Abbreviations of units mean the unit of their country and nothing else."""
    keep = np.ones(len(found), np.bool_)
    for number, group in enumerate(groups):
        if unit := gazetteer.abbreviations.get(group.name):
            mine = found.query == number
            keep &= ~mine | ((found.kind == KIND["admin1"]) & (found.country == pack(unit[0])))
    return found.take(keep) if not keep.all() else found


def _largest(found: Found) -> Found:
    """At most MOST_CANDIDATES of each group."""
    if not len(found):
        return found
    counts = np.bincount(found.query)
    if counts.max() <= MOST_CANDIDATES:
        return found
    order = np.lexsort((-found.size, found.query))
    first = np.cumsum(counts) - counts
    rank = np.arange(len(found)) - first[found.query[order]]
    return found.take(np.sort(order[rank < MOST_CANDIDATES]))


def _named_countries(text: str, gazetteer: Gazetteer) -> dict[int, float]:
    """The share of each country in the adjectives and demonyms of a text."""
    counts: dict[int, float] = {}
    adjectives = gazetteer.adjectives
    for match in _WORD.findall(text):
        lowered = match.lower()
        for word in (lowered, *lowered.split(" ")) if " " in lowered else (lowered,):
            if codes := adjectives.get(word):
                for code in codes:
                    counts[code] = counts.get(code, 0.0) + 1 / len(codes)
                break
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()} if total else {}


def on_sphere(lat: Floats, lon: Floats) -> Floats:
    """Unit vectors (n, 3) of points in degrees."""
    lat, lon = np.radians(lat), np.radians(lon)
    cos = np.cos(lat)
    return np.stack([cos * np.cos(lon), cos * np.sin(lon), np.sin(lat)], axis=1)


def group_firsts(keys: Ints) -> NDArray[np.bool_]:
    """Which rows are the first of their key, where equal keys stand together."""
    firsts = np.ones(len(keys), np.bool_)
    firsts[1:] = keys[1:] != keys[:-1]
    return firsts


def numbered(keys: Ints) -> Ints:
    """The keys as numbers from 0, equal for equal keys."""
    _, inverse = np.unique(keys, return_inverse=True)
    return inverse.astype(np.int64)
