"""The model: takes words, gives each its vectors. Loads what the package ships; needs onnxruntime and numpy.

A window of words is run alone and on one thread, so its result depends on nothing but its text; several
windows run side by side on the model's threads.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from counterclaim.errors import ModelError
from counterclaim.language.pairs import PairHead
from counterclaim.language.pieces import PieceSplitter
from counterclaim.language.windows import cut
from counterclaim.language.words import Word

FOLDER = Path(__file__).with_name("model")
Floats = NDArray[np.float32]


class Encoded(NamedTuple):
    """A text's words with their vectors: ``hidden`` [W, 384], ``projected`` [W, K]."""

    words: list[Word]
    hidden: Floats
    projected: Floats


class Model:
    """The encoder with the linear parts of its heads, and the small weights that the decoder needs.

    Args:
        folder: where ``reader.onnx``, ``heads.npz``, ``labels.json`` and ``tokenizer.json`` are.
        threads: how many windows are encoded side by side.

    Raises:
        ModelError: a file is missing or damaged.
    """

    def __init__(self, folder: Path = FOLDER, *, threads: int = 1) -> None:
        try:
            layout = json.loads((folder / "labels.json").read_text("utf-8"))
            self.splitter = PieceSplitter(Tokenizer.from_file(str(folder / "tokenizer.json")))
            with np.load(folder / "heads.npz") as stored:
                self.heads: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored}
            self._session = _session(folder / "reader.onnx")
        except Exception as error:  # onnxruntime and tokenizers raise their own kinds
            raise ModelError(
                f"{folder}: {error}; install counterclaim again, or name another model folder"
            ) from error
        self.labels: dict[str, list[str]] = layout["labels"]
        ends = np.cumsum(list(layout["widths"].values()))
        self._slices = {
            name: slice(int(end) - width, int(end))
            for (name, width), end in zip(layout["widths"].items(), ends, strict=True)
        }
        self.pairs = {
            name: PairHead.of(self.heads, name) for name in ("attribution", "argument", "antecedent")
        }
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def part(self, encoded: Encoded, name: str) -> Floats:
        """A head's own columns of the projections, [W, its width]."""
        return encoded.projected[:, self._slices[name]]

    def run(self, words: Sequence[Word], roles: NDArray[np.int64] | None = None) -> tuple[Floats, Floats]:
        """One window; ``roles`` marks a PLOVER source (1) and target (2) word by word."""
        pieces = self.splitter.split(words, self.splitter.lookup([word.form for word in words]))
        marks = np.zeros(len(pieces.ids), np.int64)
        if roles is not None:
            for i, start in enumerate(pieces.first):
                stop = pieces.first[i + 1] if i + 1 < len(words) else len(marks) - 1
                marks[start:stop] = roles[i]
        feed = {"ids": pieces.ids, "features": pieces.features, "roles": marks, "first": pieces.first}
        hidden, projected = self._session.run(None, feed)
        return hidden, projected

    def lengths(self, words: Sequence[Word]) -> list[int]:
        """Word pieces of each word."""
        return [len(pieces) for pieces, _ in self.splitter.lookup([word.form for word in words])]

    def encode(self, words: list[Word]) -> Encoded:
        """All words of a text, window by window."""
        windows = list(cut(words, self.lengths(words)))
        runs = [words[window.begin : window.end] for window in windows]
        results = list(
            self._pool.map(self.run, runs) if self._pool and len(runs) > 1 else map(self.run, runs)
        )
        if not results:
            return Encoded(words, np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32))
        if len(results) == 1:
            return Encoded(words, *results[0])
        kept = [slice(w.keep_from - w.begin, w.keep_to - w.begin) for w in windows]
        hidden = np.concatenate([h[k] for (h, _), k in zip(results, kept, strict=True)])
        projected = np.concatenate([p[k] for (_, p), k in zip(results, kept, strict=True)])
        return Encoded(words, hidden, projected)


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The graph is written fused; leaving it as written keeps results the same from release to release.
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
