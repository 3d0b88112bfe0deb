"""What words that tell events mean: writes ``data/senses.csv`` of the room of incidents.

    python -m training.incidents_senses --data DIR

For each stem of a word that the reader took for a predicate in the training texts: its most usual form as
all-MiniLM-L6-v2 encodes it by itself, brought down to DIMENSIONS principal components, one signed byte each, as
hexadecimal. So "blast" and "explosion" are near each other without an encoder at run time.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks.adapter import System
from benchmarks.incidents_reading import annotated, document_of
from corpora import ecbplus, muc, splits
from counterclaim.incidents.words import stems
from training.encoder import folder

FILE = Path("src/counterclaim/incidents/data/senses.csv")
DIMENSIONS = 32
_LEAST = 2


def main() -> None:
    """Gather, encode and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    forms = predicates(parser.parse_args().data)
    names = sorted(forms)
    vectors = reduced(encoded([forms[name] for name in names]))
    with FILE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["stem", "vector"])
        writer.writerows([name, row.tobytes().hex()] for name, row in zip(names, vectors, strict=True))
    print(f"{len(names)} stems")


def predicates(data: Path) -> dict[str, str]:
    """Stems of predicates, each with its most usual form."""
    system = System(threads=1)
    texts = [s.text for s in ecbplus.read(data / "incidents/ecbplus") if ecbplus.side(s.topic) == "train"]
    found: dict[str, Counter[str]] = {}
    sources = [
        ("ecbplus", (document_of(text) for text in texts)),
        ("muc-dev", (document_of(s.text) for s in splits.select(muc.read(data / "events/muc/dev"), "train"))),
    ]
    for name, documents in sources:
        for document, annotation in annotated(documents, system, name=name):
            for one in annotation.predicates:
                word = document.text[one.start : one.end].lower()
                for stem in stems(word)[:1]:
                    found.setdefault(stem, Counter())[word] += 1
    return {
        stem: min(counts, key=lambda word: (-counts[word], word))
        for stem, counts in found.items()
        if counts.total() >= _LEAST and stem.isalpha()
    }


def encoded(words: list[str]) -> np.ndarray:
    """Each word by itself, as the encoder sees it: the mean over its pieces, of length one."""
    import torch  # noqa: PLC0415
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(folder())
    model = AutoModel.from_pretrained(folder()).eval()
    out = []
    with torch.no_grad():
        for start in range(0, len(words), 128):
            batch = tokenizer(words[start : start + 128], padding=True, return_tensors="pt")
            hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1)
            out.append(((hidden * mask).sum(1) / mask.sum(1)).numpy())
    rows = np.concatenate(out)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def reduced(rows: np.ndarray) -> np.ndarray:
    """Principal components, scaled so that the widest fills a signed byte."""
    centred = rows - rows.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    found = centred @ axes[:DIMENSIONS].T
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return np.clip(np.rint(found * 127), -127, 127).astype(np.int8)


if __name__ == "__main__":
    main()
