"""Running text from a corpus's tokens, as a newspaper would print it, with the exact span of each token.

Takes tokens, gives text and offsets; knows no corpus. A corpus that gives its own text needs none of this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpora.sample import Span

_CLOSERS = frozenset([*",.;:!?%)]}…”»’°", "''", "...", "?!", "!!", "-RRB-"])
_OPENERS = frozenset([*"([{$£€¥#“‘«", "``", "US$", "A$", "-LRB-"])
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|m|re|ve|ll|d))$", re.IGNORECASE)
_HYPHENS = frozenset("-‐‑")
_SPLIT_WORDS = frozenset([("gon", "na"), ("wan", "na"), ("got", "ta"), ("gim", "me"), ("can", "not")])
# After one of these a lone hyphen is a dash between clauses, not the inside of a compound.
_DASHED = frozenset(
    ["the", "a", "an", "and", "but", "or", "who", "which", "that", "this", "these", "it", "he", "she"]
    + ["they", "we", "you", "i", "in", "on", "at", "for", "with", "as", "is", "was"]
)


def detokenise(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Join the tokens of one sentence; the second value is the (start, end) of each token in the text."""
    parts: list[str] = []
    spans: list[Span] = []
    position = 0
    glue = _glue(tokens)
    for index, token in enumerate(tokens):
        if index and not glue[index]:
            parts.append(" ")
            position += 1
        parts.append(token)
        spans.append((position, position + len(token)))
        position += len(token)
    return "".join(parts), spans


def join_sentences(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[Span]]]:
    """Detokenise sentences and part them by one space; spans are given for each sentence."""
    texts: list[str] = []
    spans: list[list[Span]] = []
    position = 0
    for tokens in sentences:
        text, local = detokenise(tokens)
        texts.append(text)
        spans.append([(start + position, end + position) for start, end in local])
        position += len(text) + 1
    return " ".join(texts), spans


def _glue(tokens: Sequence[str]) -> list[bool]:
    """For each token, whether it stands close to the token before it."""
    after_open = False  # the token before is an opening bracket, quote or currency sign
    inside = {'"': False, "'": False}
    glue: list[bool] = []
    for index, token in enumerate(tokens):
        close = after_open
        after_open = token in _OPENERS
        if token in inside:
            opening = _opens(tokens, index, inside[token])
            inside[token] = opening
            after_open = opening
            close = close or not opening
        elif token in _CLOSERS or (_CLITIC.match(token) and index):
            close = close or not _starts_clause(tokens, index)
        elif index and (tokens[index - 1].lower(), token.lower()) in _SPLIT_WORDS:
            close = True
        elif token == "/":
            close = after_open = 0 < index < len(tokens) - 1
        elif token in _HYPHENS and _joins(tokens, index):
            close = after_open = True
        glue.append(close)
    return glue


def _starts_clause(tokens: Sequence[str], index: int) -> bool:
    """A lone curly apostrophe that opens a quotation written with the wrong sign keeps its space."""
    return tokens[index] == "’" and index + 1 < len(tokens) and tokens[index - 1] in {",", ":"}


def _opens(tokens: Sequence[str], index: int, inside: bool) -> bool:
    """Whether a straight quote opens a quotation."""
    if inside:
        return False
    if index == 0:
        return True
    rest = tokens[index + 1 :]
    if not rest or all(token in _CLOSERS for token in rest):
        return False
    # a possessive after a plural: the players ' union
    return not (tokens[index] == "'" and tokens[index - 1].lower().endswith("s") and "'" not in rest)


def _joins(tokens: Sequence[str], index: int) -> bool:
    """Whether a lone hyphen is the inside of a compound that the tokeniser has split (F - 16)."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    if not (before[-1:].isalnum() or before.endswith(".")) or not after[:1].isalnum():
        return False
    if before.endswith(".") and len(before) < 3:
        return False
    longer = (index + 2 < len(tokens) and tokens[index + 2] in _HYPHENS) or (
        index > 1 and tokens[index - 2] in _HYPHENS
    )
    return longer or after.lower() not in _DASHED
