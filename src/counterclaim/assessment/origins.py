"""Origins: takes documents, what texts they copy and who speaks in them, gives what counts as one source of word.

Twenty papers that print one wire story, or quote one colonel, are one origin. Documents are of one desk where one
copies another, where they credit the same agency, and where they are of one outlet or one family of outlets: what a
desk says in its own voice, or has from nobody in particular, is one origin. Whoever is named is one wherever quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from counterclaim.assessment.words import tokens
from counterclaim.records import Actor, Document, Reliability, Source, TextOrigin

_PLAIN: Final = frozenset("the news agency press service wire".split())


def plain_name(name: str) -> str:
    """The name of an outlet without the words that come and go: "Reuters news agency" is "reuters"."""
    words = [word.lower() for word in tokens(name)]
    return " ".join([word for word in words if word not in _PLAIN] or words)


class Desks:
    """Which documents come from one desk."""

    def __init__(
        self,
        documents: Iterable[Document],
        origins: Mapping[str, TextOrigin],
        ratings: Sequence[Reliability] = (),
    ) -> None:
        self._above: dict[str, str] = {}
        families = {plain_name(one.source): one.family for one in ratings if one.family}
        for document in sorted(documents, key=lambda document: document.id):
            origin = origins.get(document.id)
            node = f"text:{origin.origin if origin else document.id}"
            self._join(f"document:{document.id}", node)
            for name in self.signed(document):
                self._join(node, f"name:{plain_name(name)}")
        for name, family in families.items():
            self._join(f"name:{name}", f"family:{family}")
        self._label: dict[str, str] = {}  # root → the least name in its group
        for node in sorted(self._above, reverse=True):
            if node.startswith("name:"):
                self._label[self._root(node)] = node

    @staticmethod
    def signed(document: Document) -> list[str]:
        """The names a document's own voice goes by: its outlet, and agencies that it took its whole text from."""
        names = [credit.agency for credit in document.credits if not credit.partial]
        return [*names, document.outlet] if document.outlet else names

    def of(self, document: Document) -> str:
        """The desk of a document: a name where it has one."""
        return self._least(f"document:{document.id}")

    def named(self, name: str) -> str | None:
        """The desk of an outlet by name, None for one of which there is no document."""
        node = f"name:{plain_name(name)}"
        return self._least(node) if node in self._above else None

    def _least(self, node: str) -> str:
        root = self._root(node)
        return self._label.get(root, root)

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._above[second] = first

    def _root(self, node: str) -> str:
        self._above.setdefault(node, node)
        while self._above[node] != node:
            node = self._above[node]
        return node


_GENERIC: Final = re.compile(
    r"^[A-Z]{3}:"
)  # an id made of a sector and common words names nobody in particular


def origin_of(
    source: Source,
    actor: Actor | None,
    *,
    via: Sequence[tuple[Source, Actor | None]],
    desk: str,
    desks: Desks,
) -> str:
    """The origin of what a source says, told by a desk.

    Args:
        source: who speaks.
        actor: whom that names, None where nobody known.
        via: by way of whom it came, from the nearest to the source to the nearest to the reader.
        desk: that of the document.
        desks: all desks of the incident.
    """
    if source.name == "outlet":
        return desk
    if actor is not None and actor.kind == "JRN":
        named = desks.named(source.name) or desks.named(actor.name)
        if named is not None:
            return named
    if actor is not None and (actor.affiliation or not _is_nobody(source, actor)):
        return f"said:{actor.id}"
    for between, who in via:
        if who is not None and not _is_nobody(between, who):
            return f"{desks.named(between.name) or f'said:{who.id}'} / {_key(source, actor)}"
    return f"{desk} / {_key(source, actor)}"


def _is_nobody(source: Source, actor: Actor) -> bool:
    """Whether a source is nobody in particular: witnesses here are others than witnesses there."""
    return source.unnamed or actor.id.startswith("UNK:") or bool(_GENERIC.match(actor.id))


def _key(source: Source, actor: Actor | None) -> str:
    return actor.id if actor is not None else " ".join(sorted({word.lower() for word in tokens(source.name)}))
