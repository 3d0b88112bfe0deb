"""The model: takes words, gives each its vectors. Loads what the package ships; needs onnxruntime and numpy.

A window of words is run alone and on one thread, so its result depends on nothing but its text; several
windows run side by side on the model's threads.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import accumulate
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from counterclaim.errors import ModelError
from counterclaim.language.pairs import PairHead
from counterclaim.language.pieces import PieceSplitter
from counterclaim.language.windows import Window, cut
from counterclaim.language.words import Word, split_words

FOLDER = Path(__file__).with_name("model")
Floats = NDArray[np.float32]
Feed = dict[str, NDArray[np.int64]]
Vectors = tuple[Floats, Floats]

# OpenBLAS, which numpy comes with, shares a product of more multiplications among threads of its own.
# They cost more than they gain here, take the cores of other windows, and vary the result by the machine.
_OF_ONE_THREAD = 2**18


# The weights come mostly from full windows and read a sentence that stands alone worse than one in a report. A text
# of fewer word pieces than this is read behind a lead: M2E2's trigger F1 0.42 became 0.49, stance 0.956 became 0.958.
SHORT = 100
LEAD = (
    "The talks began in the capital on Sunday. Delegates from both sides met in a hotel near the airport,"
    " officials said. A second round is planned for next month.\n\n"
)


class Encoded:
    """A text's words with their vectors, kept window by window: ``hidden`` [W, 384] and K projections a word."""

    def __init__(self, words: list[Word], windows: Sequence[Vectors]) -> None:
        self.words = words
        self._windows = windows
        self._ends = list(accumulate(len(hidden) for hidden, _ in windows))

    def part(self, columns: slice | NDArray[np.int64]) -> Floats:
        """Columns of the projections, [W, columns]; see :meth:`Model.columns`."""
        if len(self._windows) == 1:
            return self._windows[0][1][:, columns]
        return np.concatenate([projected[:, columns] for _, projected in self._windows])

    def rows(self, run: tuple[int, int], columns: slice) -> Floats:
        """The same columns of a run of words alone, without laying the whole text's side by side."""
        return np.concatenate([projected[rows, columns] for _, projected, rows in self._within(run)])

    def hidden(self, run: tuple[int, int]) -> Floats:
        """The encoder's last layer of a run of words."""
        return np.concatenate([hidden[rows] for hidden, _, rows in self._within(run)])

    def _within(self, run: tuple[int, int]) -> Iterator[tuple[Floats, Floats, slice]]:
        """The windows that hold a run of words, each with the rows that do."""
        for i in range(bisect_right(self._ends, run[0]), bisect_left(self._ends, run[1]) + 1):
            hidden, projected = self._windows[i]
            begin = self._ends[i] - len(hidden)
            yield hidden, projected, slice(max(0, run[0] - begin), run[1] - begin)


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
        ends = np.cumsum(list(layout["widths"].values())).tolist()
        self._columns = {
            name: slice(end - width, end)
            for (name, width), end in zip(layout["widths"].items(), ends, strict=True)
        }
        self.pairs = {
            name: PairHead.of(self.heads, name) for name in ("attribution", "argument", "antecedent")
        }
        self.width = int(self._session.get_outputs()[0].shape[1])  # of the encoder's vectors
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def columns(self, name: str) -> slice:
        """Where the projections of a head stand."""
        return self._columns[name]

    def run(self, words: Sequence[Word], roles: NDArray[np.int64] | None = None) -> Vectors:
        """One window; ``roles`` marks a PLOVER source (1) and target (2) word by word."""
        return self._run(self._feed(words, self.splitter.lookup([word.form for word in words]), roles))

    def lengths(self, words: Sequence[Word]) -> list[int]:
        """Word pieces of each word."""
        return [len(pieces) for pieces, _ in self.splitter.lookup([word.form for word in words])]

    def encode(self, words: list[Word]) -> Encoded:
        """All words of a text, window by window."""
        return self.encoding(words, ahead=False)()

    def encoding(self, words: list[Word], *, ahead: bool = True) -> Callable[[], Encoded]:
        """Begin to encode a text on the model's threads; what is returned waits for the end.

        With ``ahead`` even a single window goes to another thread, so that the caller can do something else.
        """
        entries = self.splitter.lookup([word.form for word in words])
        lengths = [len(pieces) for pieces, _ in entries]
        if sum(lengths) < SHORT:
            return self._after_lead(words, ahead=ahead)
        windows = list(cut(words, lengths))
        feeds = [self._feed(words[w.begin : w.end], entries[w.begin : w.end]) for w in windows]
        results = (
            self._pool.map(self._run, feeds)
            if self._pool is not None and len(feeds) > (0 if ahead else 1)
            else map(self._run, feeds)
        )
        return lambda: Encoded(
            words, [_kept(w, *vectors) for w, vectors in zip(windows, results, strict=True)]
        )

    def _after_lead(self, words: list[Word], *, ahead: bool) -> Callable[[], Encoded]:
        """A short text behind the lead, whose own words are dropped."""
        lead = split_words(LEAD)
        feed = self._feed([*lead, *words], self.splitter.lookup([word.form for word in [*lead, *words]]))
        kept = slice(len(lead), None)
        result = (
            self._pool.submit(self._run, feed).result if self._pool and ahead else partial(self._run, feed)
        )

        def encoded() -> Encoded:
            hidden, projected = result()
            return Encoded(words, [(hidden[kept], projected[kept])])

        return encoded

    def _feed(
        self,
        words: Sequence[Word],
        entries: Sequence[tuple[tuple[int, ...], int]],
        roles: NDArray[np.int64] | None = None,
    ) -> Feed:
        pieces = self.splitter.split(words, entries)
        marks = np.zeros(len(pieces.ids), np.int64)
        if roles is not None:
            marks[1:-1] = np.repeat(roles, np.diff(np.append(pieces.first, len(marks) - 1)))
        return {"ids": pieces.ids, "features": pieces.features, "roles": marks, "first": pieces.first}

    def _run(self, feed: Feed) -> Vectors:
        hidden, projected = self._session.run(None, feed)
        return hidden, projected


def product(rows: Floats, matrix: Floats) -> Floats:
    """The matrix product, in blocks small enough for BLAS to stay on this thread."""
    size, inner, outer = len(rows), *matrix.shape
    block = max(1, _OF_ONE_THREAD // (inner * outer))
    whole = size - size % block
    if not whole:
        return rows @ matrix
    out = np.empty((size, outer), np.float32)
    np.matmul(rows[:whole].reshape(-1, block, inner), matrix, out=out[:whole].reshape(-1, block, outer))
    if whole < size:
        np.matmul(rows[whole:], matrix, out=out[whole:])
    return out


def _kept(window: Window, hidden: Floats, projected: Floats) -> Vectors:
    kept = slice(window.keep_from - window.begin, window.keep_to - window.begin)
    return hidden[kept], projected[kept]


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The graph is written fused; leaving it as written keeps results the same from release to release.
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
