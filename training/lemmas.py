"""Lemmas: takes treebanks, gives the table and the suffix rules that the reader looks lemmas up in.

``python -m training.lemmas --data DIR --out src/counterclaim/language/model/lemmas.json``
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from corpora import conllu
from corpora.sample import Sample
from counterclaim.language.lemmas import LONGEST_SUFFIX, Lemmatiser

FEWEST = 2  # words that must show a suffix rule


def edit(form: str, lemma: str) -> tuple[int, str]:
    """How to come from a form to its lemma: letters to cut from the end, letters to add."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def learn(samples: list[Sample]) -> dict[str, dict[str, dict[str, object]]]:
    """Suffix rules by majority over different words, and a table of what they get wrong."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sample in samples:
        for token in sample.tokens or ():
            form = sample.text[token.start : token.end]
            seen[token.upos, form.lower()][token.lemma if token.upos == "PROPN" else token.lemma.lower()] += 1
    votes: dict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
    for (upos, form), lemmas in seen.items():
        found = edit(form, lemmas.most_common(1)[0][0])
        for size in range(1, min(LONGEST_SUFFIX, len(form) - 1) + 1):
            if found[0] <= size:
                votes[upos, form[-size:]][found] += 1
    rules: dict[str, dict[str, object]] = defaultdict(dict)
    for (upos, suffix), counts in sorted(votes.items()):
        rule, n = counts.most_common(1)[0]
        shorter = rules[upos].get(suffix[1:])
        if n >= FEWEST and upos != "PROPN" and rule != shorter:
            rules[upos][suffix] = rule
    words: dict[str, dict[str, object]] = defaultdict(dict)
    probe = Lemmatiser.__new__(Lemmatiser)
    probe._words, probe._rules = {}, rules  # type: ignore[assignment]
    for (upos, form), lemmas in sorted(seen.items()):
        lemma, n = lemmas.most_common(1)[0]
        if upos == "PROPN" and lemma.lower() == form:
            continue
        if probe._lemma(form, upos) != lemma and (n > 1 or upos in ("VERB", "AUX", "PRON", "DET")):
            words[upos][form] = lemma
    return {"words": words, "rules": rules}


def accuracy(lemmatiser: Lemmatiser, samples: list[Sample]) -> float:
    """Share of words whose lemma is right, their UPOS given, case aside."""
    pairs = [
        (lemmatiser.lemma(s.text[t.start : t.end], t.upos).lower(), t.lemma.lower())
        for s in samples
        for t in s.tokens or ()
    ]
    return sum(a == b for a, b in pairs) / len(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    syntax = args.data / "syntax"
    found = learn([s for name in ("ewt", "gum") for s in conllu.read(syntax / f"{name}-train.conllu")])
    args.out.write_text(
        json.dumps(found, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", "utf-8"
    )
    lemmatiser = Lemmatiser(args.out)
    for name in ("ewt", "gum"):
        print(
            f"{name}-dev lemma accuracy",
            round(accuracy(lemmatiser, list(conllu.read(syntax / f"{name}-dev.conllu"))), 4),
        )


if __name__ == "__main__":
    main()
