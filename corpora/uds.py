"""UDS "it happened" factuality: JSONL sentences of tokens with scored predicates; one sample per sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from corpora.detokenise import detokenise
from corpora.sample import CorpusError, Sample, Score, Token


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one ``.jsonl`` file. Scores run from -3 (did not happen) to 3 (happened)."""
    path = Path(path)
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if not line.strip():
                continue
            item = json.loads(line)
            words = item["text"].split(" ")
            text, spans = detokenise(words)
            scores = []
            for target in item["targets"]:
                first, end = target["span1"]
                if " ".join(words[first:end]) != target["span_text"]:
                    raise CorpusError(
                        f"{path}, line {number + 1}: span {first}-{end} is not {target['span_text']!r}"
                    )
                scores.append(Score(spans[first][0], spans[end - 1][1], float(target["label"])))
            name = f"{path.stem}-{item.get('idx', number)}"
            yield Sample(
                id=name,
                document=name,
                text=text,
                tokens=tuple(Token(start, end) for start, end in spans),
                sentences=((0, len(spans)),),
                factuality=tuple(scores),
            )
