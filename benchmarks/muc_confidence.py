"""With what confidence a report names an organisation as the perpetrator: MUC's values from stances.

Takes a document, its statements and where an organisation is named; gives one of MUC's values by who says so
and how: the organisation itself admits it, authorities or others accuse it, a hedge leaves it open, or it is
told as a fact.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from counterclaim.events.actors import resolve_actor
from counterclaim.records import Document, Source, Stance, Statement

FACT = "REPORTED AS FACT"
CLAIMED = "CLAIMED OR ADMITTED"
ACCUSED = "SUSPECTED OR ACCUSED"
BY_AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"
POSSIBLE = "POSSIBLE"

_AUTHORITIES = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "LEG"})
_ORDER = (CLAIMED, BY_AUTHORITIES, ACCUSED, POSSIBLE)  # what one mention says stands over a plain one
Spans = Sequence[tuple[int, int]]


def confidence(document: Document, statements: Sequence[Statement], mentions: Spans) -> str:
    """The value for an organisation that is named at ``mentions``."""
    said = {_of_mention(document, statements, start, end) for start, end in mentions}
    return next((value for value in _ORDER if value in said), FACT)


def _of_mention(document: Document, statements: Sequence[Statement], start: int, end: int) -> str:
    around = [one for one in statements if _covers(one, start)]
    own = [one for one in statements if any(s.start <= start < s.end for s in one.sources)]
    name = document.text[start:end]
    sentence = _sentence(document.text, start, end)
    if any(one.stance is Stance.ADMITS for one in own):
        return CLAIMED
    if _says(sentence, "claimed") and _says(sentence, "responsible"):
        return CLAIMED
    sources = [_named(source, document) for one in around for source in one.sources]
    if any(_side(source) & _side(name) for source in sources):
        return CLAIMED  # by its own word
    official = any(_kind(source) in _AUTHORITIES for source in sources)
    accusing = any(one.stance in {Stance.ACCUSES, Stance.ADMITS} for one in around)
    if accusing or _says(sentence, "accused"):
        return BY_AUTHORITIES if official else ACCUSED
    if any(one.stance is Stance.DOUBTS for one in around) or _says(sentence, "possible"):
        return POSSIBLE
    return FACT  # what authorities assert without accusing is told as a fact, by the keys


def _named(source: Source, document: Document) -> str:
    """The name of a source; of the outlet's own voice, the outlet's."""
    if source.start == source.end:
        return document.outlet or ""
    return "" if source.unnamed else source.name


def _covers(statement: Statement, at: int) -> bool:
    return any(span.start <= at < span.end for span in statement.content.spans)


@lru_cache(maxsize=10_000)
def _kind(name: str) -> str:
    return resolve_actor(name).kind if name else ""


@lru_cache(maxsize=10_000)
def _side(name: str) -> frozenset[str]:
    """A body and the one it belongs to; nothing for what the tables do not know by name."""
    actor = resolve_actor(name) if name else None
    if actor is None or not actor.how.startswith("named in the table"):
        return frozenset()
    return frozenset(each for each in (actor.id, actor.affiliation) if each and len(each) != 3)


def _sentence(text: str, start: int, end: int) -> list[str]:
    first = max(text.rfind(". ", 0, start), text.rfind("\n\n", 0, start)) + 1
    last = min(at if (at := text.find(mark, end)) >= 0 else len(text) for mark in (". ", "\n\n"))
    return re.findall(r"\w+", text[first:last].upper())


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    path = Path(__file__).parent / "data" / "muc_words.toml"
    cues = tomllib.loads(path.read_text("utf-8"))["confidence"]
    return {
        name: (
            frozenset(word for word in value.split() if not word.endswith("-")),
            tuple(word[:-1] for word in value.split() if word.endswith("-")),
        )
        for name, value in cues.items()
    }


def _says(words: list[str], name: str) -> bool:
    whole, begun = _cues()[name]
    return any(word in whole or word.startswith(begun) for word in words)
