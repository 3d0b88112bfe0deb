"""What a gold statement is found by, and what of it is right: pure functions on JSON objects.

A gold statement is found by the read statement whose content shares most words with its own (F1 over words,
at least 0.5), each read statement serving once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

LEAST_OVERLAP = 0.5
OUTLET = frozenset({"outlet", ""})
_WORD = re.compile(r"[\w’'´-]+")
_UNTOLD = frozenset("the a an of its their his her state news agency".split())

Gold = Mapping[str, Any]
Read = Mapping[str, Any]


def words(text: str) -> list[str]:
    """The words of a text, lower case, without apostrophes and hyphens at their ends."""
    return [word.lower().strip("’'´-") for word in _WORD.findall(text)]


def overlap(first: str, second: str) -> float:
    """F1 of the words that two texts share, each word as often as it stands."""
    a, b = Counter(words(first)), Counter(words(second))
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def name_of(source: Any) -> str:
    """The name of a source, which may be a bare string."""
    if isinstance(source, str):
        return source
    return source.get("name") or source.get("text") or source.get("actor") or ""


def same_source(read_name: str, names: Sequence[str]) -> bool:
    """Whether a name stands for one of some others: one's words hold the other's, or they share half."""
    got = set(words(read_name)) - _UNTOLD
    for name in names:
        want = set(words(name.replace("...", " "))) - _UNTOLD
        if want and got and (want <= got or got <= want or len(want & got) / len(want | got) >= 0.5):
            return True
    return False


def names_of(gold: Gold, key: str) -> list[str]:
    """The names by which a gold calls an actor."""
    actor = gold.get("actors", {}).get(key)
    return list(actor["names"]) if actor else [key]


def sources_match(read: Sequence[Any], wanted: Sequence[str], gold: Gold) -> bool:
    """Whether all wanted sources are among those read; the outlet stands for itself alone."""
    names = [name_of(source) for source in read]
    if any(key.startswith("unnamed") for key in wanted):
        return True
    if "outlet" in wanted:
        return not [name for name in names if name.lower() not in OUTLET]
    return bool(names) and all(any(same_source(n, names_of(gold, key)) for n in names) for key in wanted)


def text_of(part: Any) -> str:
    """The text of a cue or content, which may be a bare string or missing."""
    return part if isinstance(part, str) else (part or {}).get("text", "")


def matched(gold: Sequence[Gold], read: Sequence[Read]) -> dict[int, int]:
    """Gold statement → the read statement that finds it, the best pairs first."""
    pairs = sorted(
        (
            (overlap(g["content"], text_of(r["content"])), i, j)
            for i, g in enumerate(gold)
            for j, r in enumerate(read)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in pairs:
        if score >= LEAST_OVERLAP and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def rows(gold: Gold, read: Sequence[Read]) -> list[dict[str, Any]]:
    """For each gold statement that is not optional: whether it was found, and what of it is right.

    ``whole`` is sources, stance and intermediaries together.
    """
    found = matched(gold["statements"], read)
    out = []
    for i, wanted in enumerate(gold["statements"]):
        if wanted.get("optional"):
            continue
        row: dict[str, Any] = {"id": wanted["id"], "found": i in found, "whole": False}
        if i in found:
            got = read[found[i]]
            row["sources"] = sources_match(got.get("sources") or [], wanted["sources"], gold)
            row["stance"] = got.get("stance") == wanted["stance"]
            if wanted.get("via"):
                via = [name_of(v) for v in got.get("via") or []]
                row["via"] = all(
                    any(same_source(v, names_of(gold, key)) for v in via) for key in wanted["via"]
                )
            if wanted.get("cue"):
                row["cue"] = overlap(wanted["cue"], text_of(got.get("cue"))) > 0
            row["whole"] = row["sources"] and row["stance"] and row.get("via", True)
        out.append(row)
    return out


def attributed_precision(gold: Gold, read: Sequence[Read]) -> tuple[int, int]:
    """Of the read statements that name a source, how many find a gold one; and how many they are."""
    used = set(matched(gold["statements"], read).values())
    spoken = [
        j
        for j, r in enumerate(read)
        if any(name_of(source).lower() not in OUTLET for source in r.get("sources") or [])
    ]
    return sum(j in used for j in spoken), len(spoken)
