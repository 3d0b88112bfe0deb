"""Mentions with a name of the tables in them: takes the labelled words, says whether the name is meant.

"Hamas" and "Hamas militants" are Hamas; "a Hamas official" belongs to it; "Houthi police" are police of
its side; "al-Qaeda-linked militants" are only tied to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from counterclaim.events.actor_items import ARMED, GOVERNS, LOOSE, OWN_SIDE, SEATED, STATE, STATE_RUN, Item
from counterclaim.events.actor_lands import FOREIGN, land
from counterclaim.events.actor_reading import SINGLE, Frame, Person, Reading, named
from counterclaim.events.actor_table import Row
from counterclaim.events.actor_words import slug_of

Compose = Callable[[Frame], Reading]


def read_named(frame: Frame, place: int, compose: Compose) -> Reading:
    """The reading of a segment whose item at ``place`` is a name of the tables.

    ``compose`` reads a segment without names, for what is only tied to one.
    """
    item = frame.front[place]
    row = item.row
    assert row is not None
    before, after = frame.front[:place], frame.front[place + 1 :]
    heads = [i for i in after if i.head is not None]
    abroad = bool(heads) and heads[-1].key in FOREIGN and any(i.geos for i in before)
    if heads and (abroad or item.tie in LOOSE | SEATED):
        return _tied(frame, row, [*before, *after], compose)
    if heads:
        return _of_body(frame, item, heads[-1], [*before, *after])
    if item.tie in LOOSE | SEATED:
        return Reading("UNK", None, None, f"only tied to {row.name}")
    reading = named(row, f"named in the table: {row.name}", current=item.current)
    if row.person and row.kind in STATE and any(i.word == "former" for i in before):
        return replace(reading, kind="ELI", affiliation=None, how=f"former: {row.name}")
    if row.country is None and row.kind == "UNK":
        return replace(reading, country=land(before, frame.setting)[0])
    return reading


def _of_body(frame: Frame, item: Item, head: Item, others: Sequence[Item]) -> Reading:
    """A head noun that belongs to a named body."""
    row = item.row
    assert row is not None and head.head is not None
    person = frame.person(head.end)
    kind, same = _kind(row, item, head, others)
    how = f"{head.key} of {row.name}"
    if kind in STATE and any(i.word == "former" for i in others):
        return Reading("ELI", row.country, None, f"former {how}", person.id(row.id), person.name, head.key)
    if same and not row.person and _is_class_word(head, kind, person):
        how = f"class word after {row.name}"
        side = row.affiliation
        return Reading(row.kind, row.country, side, how, row.id, row.name, head.key, known=True)
    id = person.id(f"{row.id}:{slug_of(head.key)}")
    side = _side(row, item, kind)
    return Reading(kind, row.country, side, how, id, person.name, head.key, person=bool(person.key))


def _kind(row: Row, item: Item, head: Item, others: Sequence[Item]) -> tuple[str, bool]:
    """The sector of a head noun of a named body, and whether it is only the body's own."""
    assert head.head is not None
    kind, role = head.head
    if role == "staff":
        kind = row.kind
    elif role == "weak":
        own = [
            i.head[0] for i in others if i.head and i.head[1] == "own" and item.end <= i.start < head.start
        ]
        kind = own[-1] if own else row.kind
        if row.person and kind in STATE and head.head[0] in ARMED:  # "the president's fighters"
            kind = "MIL"
    same = _same_sort(row, kind, role)
    return (row.kind, True) if same else (kind, False)


def _same_sort(row: Row, kind: str, role: str) -> bool:
    """Whether a class word says no more than what the named body is."""
    if kind == row.kind:
        return True
    if row.person:  # "Prigozhin's mercenaries", but not "Assad's militias"
        return row.kind in ARMED and kind in ARMED
    if role in ("body", "form") and kind in ARMED | {"PTY", "OPP", "SOC", "UNK"}:
        return True
    if kind == "MIL":
        return row.kind in ARMED | {"IGO"}
    if kind in ("UAF", "REB", "PRM", "CRM"):
        return row.kind in ARMED | {"PTY", "IGO", "GOV"}
    return kind == "NGO" and row.kind == "IGO"


def _is_class_word(head: Item, kind: str, person: Person) -> bool:
    """Whether a head noun after a name stands for the body itself: "Wagner mercenaries", "PMF units"."""
    assert head.head is not None
    if person.key or head.key in SINGLE:
        return False
    return head.head[1] not in ("own", "staff") or (
        kind in ARMED and head.key.endswith(("s", "men", "people", "police", "force"))
    )


def _side(row: Row, item: Item, kind: str) -> str | None:
    """For which side somebody of a named body speaks."""
    if row.affiliation is None:
        return None
    of_state = row.affiliation == row.country
    if kind not in STATE | OWN_SIDE | {row.kind, "JRN", "IGO"} and not (
        item.tie in GOVERNS and kind in STATE_RUN
    ):
        return None
    if kind == "JRN" and row.kind not in ARMED | STATE | {"IGO"} and not item.tie:
        return row.affiliation
    return row.affiliation if of_state or row.person or row.kind == "IGO" else row.id


def _tied(frame: Frame, row: Row, rest: Sequence[Item], compose: Compose) -> Reading:
    """A head noun after a loose tie: the body lends its side to an outlet, and nothing to fighters."""
    plain = [item for item in rest if item.row is None]
    reading = compose(replace(frame, front=plain, tail=()))
    how = f"{reading.how}, tied to {row.name}"
    if reading.kind == "JRN" and row.affiliation is not None:
        side = row.affiliation if row.affiliation == row.country else row.id
        country = reading.country or row.country
        return replace(reading, country=country, affiliation=side, open=False, how=how)
    return replace(reading, how=how, open=reading.open and row.country is None)
