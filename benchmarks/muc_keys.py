"""MUC templates as slots of fills: what an answer key says, and the shape in which answers are given.

Takes the templates of ``corpora.muc``; gives `Incident`s. The slots are those of `SLOTS`, and the confidence
with which an organisation is named. How fills compare is for ``benchmarks.muc_scoring``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpora.sample import Template

SLOTS = (
    "type",
    "date",
    "place",
    "stage",
    "perpetrator",
    "organisation",
    "target",
    "victim",
    "effect",
    "instrument",
)
CONFIDENCE = "confidence"

_NAMES = {
    "INCIDENT: DATE": "date",
    "INCIDENT: LOCATION": "place",
    "INCIDENT: TYPE": "type",
    "INCIDENT: STAGE OF EXECUTION": "stage",
    "INCIDENT: INSTRUMENT ID": "instrument",
    "PERP: INDIVIDUAL ID": "perpetrator",
    "PERP: ORGANIZATION ID": "organisation",
    "PERP: ORGANIZATION CONFIDENCE": CONFIDENCE,
    "PHYS TGT: ID": "target",
    "PHYS TGT: EFFECT OF INCIDENT": "effect",
    "HUM TGT: NAME": "victim",
    "HUM TGT: DESCRIPTION": "victim",
    "HUM TGT: EFFECT OF INCIDENT": "effect",
}
_SET_FILLS = {"date", "place", "type", "stage", "effect", CONFIDENCE}  # the rest are strings of the message
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NOTHING = {"", "-", "*"}


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill of a slot.

    ``values`` are alternatives, any of which is right; an answer has one. ``also`` are strings that name the
    same one less well: how a person is described who is named elsewhere. ``about`` are the strings of the
    message that a set fill is about: whose death, which organisation. A key's fill that is ``optional``
    costs nothing when it is left out.
    """

    values: tuple[str, ...]
    optional: bool = False
    also: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One template. ``optional``: costs nothing when it is left out."""

    slots: Mapping[str, tuple[Fill, ...]] = field(default_factory=dict)
    optional: bool = False

    def fills(self, slot: str) -> tuple[Fill, ...]:
        return self.slots.get(slot, ())


def incident(template: Template) -> Incident:
    """What a template of a key says."""
    slots: dict[str, list[Fill]] = {}
    described: list[Fill] = []
    for slot in template.slots:
        name = _NAMES.get(slot.name)
        if name is None:
            continue
        fills = [fill for line in slot.fills if (fill := _fill(line, set_fill=name in _SET_FILLS))]
        if slot.name == "HUM TGT: DESCRIPTION":
            described = fills
        else:
            slots.setdefault(name, []).extend(fills)
    slots["victim"] = [*_persons(slots.get("victim", []), described)]
    return Incident(
        {name: tuple(fills) for name, fills in slots.items() if fills},
        optional="OPTIONAL" in template.number.upper(),
    )


def incidents(templates: Iterable[Template]) -> list[Incident]:
    """What the key says of one message."""
    return [found for template in templates if (found := incident(template)).fills("type")]


def _persons(named: list[Fill], described: list[Fill]) -> Iterator[Fill]:
    """The victims: the named ones, each with how it is described, and those who are only described."""
    for person in named:
        own = set(person.values)
        also = [value for fill in described if own & set(fill.about) for value in fill.values]
        yield Fill(person.values, person.optional, also=tuple(dict.fromkeys(also)))
    known = {value for person in named for value in person.values}
    for fill in described:
        if not known & set(fill.about):
            yield Fill(fill.values, fill.optional)


def _fill(line: str, *, set_fill: bool) -> Fill | None:
    optional, line = _marked(line)
    head, about = _about(line)
    if set_fill:
        values = tuple(v for part in alternatives(head) if (v := _marked(part)[1]) not in _NOTHING)
    else:
        values = strings(head)
        if not values and head.strip(" ()") not in _NOTHING:
            values = (head.strip(" ()"),)  # the annotator left the quotes out
    return Fill(values, optional, about=strings(about)) if values else None


def _marked(text: str) -> tuple[bool, str]:
    """Whether a fill is marked as optional, and the fill without the mark."""
    text = text.strip()
    return text.startswith("?"), text.lstrip("?").strip()


def _about(line: str) -> tuple[str, str]:
    """A fill and the strings it refers to: ``DEATH: "PRIESTS"``, ``"PRESIDENT": "CEREZO"``.

    The colons between the parts of a place are followed by no string and split nothing.
    """
    masked = _STRING.sub(lambda match: "#" * len(match[0]), line)
    match = re.search(r":\s*(?=[#(]*#)", masked)
    return (line, "") if match is None else (line[: match.start()], line[match.end() :])


def strings(text: str) -> tuple[str, ...]:
    """The strings of the message in a fill, without the key's quotes; "-" stands for none."""
    found = (match[1].replace('\\"', '"').strip() for match in _STRING.finditer(text))
    return tuple(dict.fromkeys(" ".join(value.split()) for value in found if value not in _NOTHING))


def alternatives(text: str) -> list[str]:
    """The alternatives of a set fill: parted by strokes outside brackets, without brackets around a whole one."""
    parts, depth, begin = [], 0, 0
    for position, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "/" and depth == 0:
            parts.append(text[begin:position])
            begin = position + 1
    parts.append(text[begin:])
    plain = [" ".join(part.split()) for part in parts if part.strip()]
    return [
        inner
        for part in plain
        for inner in ([part] if _unbracketed(part) == part else alternatives(_unbracketed(part)))
    ]


def _unbracketed(text: str) -> str:
    """``(A: B (C))`` and ``(INJURY / DEATH)`` without the outer brackets."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for position, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and position < len(text) - 1:
            return text
    return text[1:-1].strip()
