"""What the reader makes of the words of a text: takes an Annotation, gives features of spans for ``toponyms``.

Three layers of the reader speak of places, each by another scheme and none always right; which to believe
when is learned by ``training.toponyms``. No gazetteer is asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterclaim.records import Annotation, Name

_SORTS: Final = ("none", "place", "facility", "person", "body", "people", "other")
_SORT: Final = {name: number for number, name in enumerate(_SORTS)}
_SORT_OF: Final = {
    "Location": "place", "GPE": "place", "LOC": "place", "Facility": "facility", "FAC": "facility",
    "Person": "person", "PER": "person", "Organisation": "body", "ORG": "body", "NORP": "people",
}  # fmt: skip
_PLACES: Final = (_SORT["place"], _SORT["facility"])
_LAYERS: Final = ("names", "entities", "actors")
FEATURES: Final = (
    *(f"{layer}_{sort}" for layer in _LAYERS for sort in _SORTS if sort != "none"),
    *(f"{layer}_just" for layer in _LAYERS),
    *(f"{layer}_cut" for layer in _LAYERS),
    "named_as_place", "proper", "proper_all", "part_of_name", "oblique", "subject", "all_agree",
)  # fmt: skip
_AT: Final = {name: number for number, name in enumerate(FEATURES)}
_NOTHING: Final = -1


class Marks:
    """The layers of one annotation by character, so that any span is looked up at once."""

    def __init__(self, annotation: Annotation, length: int) -> None:
        self._layers = [_Layer(getattr(annotation, layer), length) for layer in _LAYERS]
        self._proper: NDArray[np.bool_] = np.zeros(length + 1, np.bool_)
        self._token: NDArray[np.int32] = np.full(length + 1, _NOTHING, np.int32)
        self._tokens = annotation.tokens
        for number, token in enumerate(annotation.tokens):
            self._token[token.start : token.end] = number
            self._proper[token.start : token.end] = token.upos == "PROPN"

    def may_be_name(self, start: int, end: int) -> bool:
        """Whether a word is a proper name's, or stands in a place, by the reader: where capitals tell nothing."""
        return bool(self._proper[start:end].any()) or self._layers[0].sort[start] in _PLACES

    def places(self) -> Iterator[tuple[int, int]]:
        """The spans that a layer of names has as a place or facility."""
        seen: set[tuple[int, int]] = set()
        for layer in self._layers[:2]:
            for span in layer.places:
                if span not in seen:
                    seen.add(span)
                    yield span

    def features(self, spans: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
        """One row for each span (n, len(FEATURES))."""
        x = np.zeros((len(spans), len(FEATURES)))
        for row, (start, end) in zip(x, spans, strict=True):
            self._fill(row, start, end)
        return x

    def _fill(self, x: NDArray[np.float64], start: int, end: int) -> None:
        last = end - 1
        agree = 0
        for name, layer in zip(_LAYERS, self._layers, strict=True):
            sort = int(layer.sort[last])
            if not sort:
                continue
            x[_AT[f"{name}_{_SORTS[sort]}"]] = 1.0
            place = sort in _PLACES
            agree += place
            begin, stop = int(layer.begin[last]), int(layer.stop[last])
            x[_AT[f"{name}_just"]] = place and begin == start and stop == end
            x[_AT[f"{name}_cut"]] = place and (stop > end or begin < start)
        x[_AT["named_as_place"]] = agree / len(_LAYERS)
        x[_AT["all_agree"]] = agree == len(_LAYERS)
        x[_AT["proper"]] = self._proper[last]
        x[_AT["proper_all"]] = self._proper[start] and self._proper[last]
        number = int(self._token[last])
        if number != _NOTHING:
            relation = self._tokens[number].deprel
            x[_AT["part_of_name"]] = relation in ("flat", "compound")
            x[_AT["oblique"]] = relation.split(":")[0] in ("obl", "nmod")
            x[_AT["subject"]] = relation.startswith("nsubj")


class _Layer:
    """Sort, first and last character of what covers each character; of two the shorter."""

    def __init__(self, names: Iterable[Name], length: int) -> None:
        self.sort = np.zeros(length + 1, np.int8)
        self.begin = np.full(length + 1, _NOTHING, np.int32)
        self.stop = np.full(length + 1, _NOTHING, np.int32)
        self.places: list[tuple[int, int]] = []
        for name in sorted(names, key=lambda one: one.start - one.end):
            sort = _SORT[_SORT_OF.get(name.type, "other")]
            self.sort[name.start : name.end] = sort
            self.begin[name.start : name.end] = name.start
            self.stop[name.start : name.end] = name.end
            if sort in _PLACES:
                self.places.append((name.start, name.end))
