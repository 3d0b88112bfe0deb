"""Labels of other corpora in our words, by ``data/labels.csv`` and the table of roles that training uses.

A row ``dataset,layer,theirs,ours``; dataset ``*`` holds for all. Where a dataset lists its labels, a
prediction of any other is left out of account: the corpus does not annotate it.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_LABELS = Path(__file__).parent / "data" / "labels.csv"
_ROLES = Path(__file__).parents[1] / "training" / "roles.csv"


@cache
def _table() -> dict[tuple[str, str, str], str]:
    with _LABELS.open(encoding="utf-8", newline="") as stream:
        return {(row["dataset"], row["layer"], row["theirs"]): row["ours"] for row in csv.DictReader(stream)}


@cache
def _roles() -> dict[tuple[str, str], str]:
    with _ROLES.open(encoding="utf-8", newline="") as stream:
        return {(row["type"], row["role"].lower()): row["ours"] for row in csv.DictReader(stream)}


def ours(dataset: str, layer: str, label: str) -> str:
    """Our word for a dataset's label, or the label itself where the tables have none."""
    table = _table()
    return table.get((dataset, layer, label)) or table.get(("*", layer, label), label)


def annotated(dataset: str, layer: str) -> frozenset[str] | None:
    """The labels, in our words, that a dataset annotates; None where the table does not list them."""
    return (
        frozenset(word for (name, kind, _), word in _table().items() if (name, kind) == (dataset, layer))
        or None
    )


def event_type(dataset: str, name: str) -> str:
    """An event type at two levels in one spelling: Conflict:Attack, conflict.attack.n/a → conflict.attack."""
    return ours(dataset, "event", ".".join(name.lower().replace(":", ".").split(".")[:2]))


def role(event: str, name: str) -> str:
    """Our role for a corpus's own in an event of its type, or its own in small letters."""
    table = _roles()
    return table.get((event, name.lower())) or table.get(("*", name.lower()), name.lower())
