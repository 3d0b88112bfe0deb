"""What the tests of statements share: the reader, loaded once, and trees grown by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.synthetic import as_document
from counterclaim.language import Reader
from counterclaim.records import Annotation, Span, Statement, Token
from counterclaim.statements import statements
from counterclaim.tree import Tree

Read = Callable[[str], tuple[Statement, ...]]
Grow = Callable[[str], Tree]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """The statements of a plain text."""

    def of(text: str) -> tuple[Statement, ...]:
        return statements(as_document(0, text), reader.annotate(text))

    return of


def annotated(spec: str) -> tuple[str, Annotation]:
    """A text and its annotation from ``form[:lemma]/UPOS/relation/head`` a token, ``|`` between sentences."""
    text, tokens, sentences, first = "", [], [], 0
    for number, sentence in enumerate(spec.split("|")):
        begin = len(text)
        for entry in sentence.split():
            word, upos, rel, head = entry.split("/")
            form, _, lemma = word.partition(":")
            start = len(text)
            text += form + " "
            at = int(head)
            governor = at + first if at >= 0 else -1
            tokens.append(Token(start, start + len(form), upos, lemma or form.lower(), governor, rel, number))
        first = len(tokens)
        sentences.append(Span(begin, len(text) - 1))
    return text.rstrip(), Annotation(tokens=tuple(tokens), sentences=tuple(sentences))


@pytest.fixture(scope="session")
def grow() -> Grow:
    """A tree from ``form/UPOS/relation/head`` for each token; heads count from the sentence's first token."""
    return lambda spec: Tree(*annotated(spec))
