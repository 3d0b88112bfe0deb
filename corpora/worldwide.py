"""English Worldwide Newswire: a folder of ``*.tsv``, a token and its tag a line, sentences parted by a blank.

One sample per article. The address at its head is left out; so are further (nested) tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpora.bio import chunks
from corpora.detokenise import join_sentences
from corpora.sample import Label, Sample, Token


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of every ``.tsv`` file in the folder (or of one file), in the order of the names."""
    path = Path(path)
    for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
        sentences = _without_address(list(_sentences(file)))
        name = file.name.removesuffix(".tsv").removesuffix(".txt")
        yield tagged_sample(name, name, sentences)


def tagged_sample(name: str, document: str, sentences: list[list[tuple[str, str]]]) -> Sample:
    """A sample of sentences of (token, tag)."""
    text, spans = join_sentences([[token for token, _ in sentence] for sentence in sentences])
    names: list[Label] = []
    bounds: list[tuple[int, int]] = []
    count = 0
    for sentence, places in zip(sentences, spans, strict=True):
        for first, end, label in chunks([tag for _, tag in sentence]):
            names.append(Label(places[first][0], places[end - 1][1], label))
        bounds.append((count, count + len(sentence)))
        count += len(sentence)
    tokens = tuple(Token(start, end) for places in spans for start, end in places)
    return Sample(
        id=name, document=document, text=text, tokens=tokens, sentences=tuple(bounds), names=tuple(names)
    )


def _without_address(sentences: list[list[tuple[str, str]]]) -> list[list[tuple[str, str]]]:
    """The article without its address, which the tokeniser may have cut into several tokens."""
    if not sentences or not sentences[0][0][0].startswith(("http://", "https://", "www.")):
        return sentences
    # a name in the same run: the article began on the line of its address
    rest = sentences[0][1:] if any(tag != "O" for _, tag in sentences[0]) else []
    return [rest, *sentences[1:]] if rest else sentences[1:]


def _sentences(file: Path) -> Iterator[list[tuple[str, str]]]:
    sentence: list[tuple[str, str]] = []
    with file.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            columns = line.rstrip("\r\n").split("\t")
            token = columns[0].strip().lstrip("\ufeff")
            if token:
                sentence.append((token, columns[1].strip() if len(columns) > 1 else "O"))
            elif sentence:
                yield sentence
                sentence = []
