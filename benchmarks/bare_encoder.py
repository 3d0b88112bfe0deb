"""The bare encoder: takes the shipped model, gives its encoder alone, to be timed beside the whole stage.

The graph that ships also makes the heads' projections; here all that its last layer does not need is
cut away. To ask onnxruntime for that one output would not do: it runs the rest all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort

OUTPUT = "hidden"

Feed = dict[str, Any]


def cut(model: onnx.ModelProto, output: str) -> onnx.ModelProto:
    """The part of a graph that one output rests on."""
    made_by = {name: node for node in model.graph.node for name in node.output}
    wanted, open_names = set[str](), [output]
    while open_names:
        name = open_names.pop()
        if name not in wanted:
            wanted.add(name)
            open_names += made_by[name].input if name in made_by else []
    if output not in made_by:
        raise ValueError(f"the graph makes no {output!r}")
    kept = onnx.ModelProto()
    kept.CopyFrom(model)
    for field, keep in (
        ("node", lambda node: any(name in wanted for name in node.output)),
        ("initializer", lambda tensor: tensor.name in wanted),
        ("input", lambda value: value.name in wanted),
        ("output", lambda value: value.name == output),
    ):
        found = [item for item in getattr(model.graph, field) if keep(item)]
        kept.graph.ClearField(field)
        getattr(kept.graph, field).extend(found)
    return kept


class BareEncoder:
    """The encoder of a reader's model, run as that model runs it: window by window, on its threads."""

    def __init__(self, model: Any) -> None:
        self._model = model
        graph = cut(onnx.load(model._session._model_path), OUTPUT)
        self._inputs = {value.name for value in graph.graph.input}
        options = model._session.get_session_options()
        self._session = ort.InferenceSession(
            graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def feed(self, words: Sequence[Any]) -> Feed:
        """The input for one window of words."""
        splitter = self._model.splitter
        pieces = splitter.split(words, splitter.lookup([word.form for word in words]))
        roles = np.zeros(len(pieces.ids), np.int64)
        feed = {"ids": pieces.ids, "features": pieces.features, "roles": roles, "first": pieces.first}
        return {name: value for name, value in feed.items() if name in self._inputs}

    def run(self, feeds: Sequence[Feed]) -> list[Any]:
        """The last layer's vectors of each window."""
        if self._model._pool is None or len(feeds) < 2:
            return [self._window(feed) for feed in feeds]
        return list(self._model._pool.map(self._window, feeds))

    def _window(self, feed: Feed) -> Any:
        return self._session.run([OUTPUT], feed)[0]
