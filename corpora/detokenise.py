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
_CLITIC_LETTERS = frozenset(["s", "m", "re", "ve", "ll", "d", "t"])
_HYPHENS = frozenset("-‐‑")
_SPLIT_WORDS = frozenset([("gon", "na"), ("wan", "na"), ("got", "ta"), ("gim", "me"), ("can", "not")])
# After one of these a lone hyphen is a dash between clauses, not the inside of a compound.
_DASHED = frozenset(
    [
        *("the", "a", "an", "this", "these", "it", "he", "she", "they", "we", "you", "i"),
        *("and", "but", "or", "who", "which", "that", "in", "on", "at", "for", "with", "as", "is", "was"),
    ]
)

_DOLLARS = frozenset(["US", "A", "C", "AU", "CA", "HK", "NT", "NZ", "S", "R"])  # US $ 5 is printed US$5

Quotes = dict[str, bool]  # straight quote → whether a quotation is open


def detokenise(tokens: Sequence[str], quotes: Quotes | None = None) -> tuple[str, list[Span]]:
    """Join the tokens of one sentence; the second value is the (start, end) of each token in the text.

    ``quotes`` carries open quotations from sentence to sentence and is brought up to date.
    """
    quotes = {'"': False, "'": False} if quotes is None else quotes
    parts: list[str] = []
    spans: list[Span] = []
    position = 0
    for index, (token, close) in enumerate(zip(tokens, _glue(tokens, quotes), strict=True)):
        if index and not close:
            parts.append(" ")
            position += 1
        parts.append(token)
        spans.append((position, position + len(token)))
        position += len(token)
    return "".join(parts), spans


def join_sentences(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[Span]]]:
    """Detokenise the sentences of a document and part them by one space; spans are by sentence."""
    texts: list[str] = []
    spans: list[list[Span]] = []
    quotes: Quotes = {'"': False, "'": False}
    position = 0
    for tokens in sentences:
        text, local = detokenise(tokens, quotes)
        texts.append(text)
        spans.append([(start + position, end + position) for start, end in local])
        position += len(text) + 1
    return " ".join(texts), spans


def _glue(tokens: Sequence[str], quotes: Quotes) -> list[bool]:
    """For each token, whether it stands close to the token before it."""
    after_open = False  # the token before is an opening bracket, quote or currency sign
    glue: list[bool] = []
    for index, token in enumerate(tokens):
        close = after_open
        after_open = token in _OPENERS
        if token in quotes:
            after_open = _opens(tokens, index, quotes)
            close = close or not after_open
        elif token in _CLOSERS or _is_clitic(tokens, index) or _is_half(tokens, index):
            close = True
        elif token == "$":
            close = close or (index > 0 and tokens[index - 1] in _DOLLARS)
        elif token == "/":
            close = after_open = 0 < index < len(tokens) - 1
        elif token in _HYPHENS and _joins(tokens, index):
            close = after_open = True
        glue.append(close)
    return glue


def _is_half(tokens: Sequence[str], index: int) -> bool:
    """The second half of a word that treebanks split: gonna, cannot."""
    return index > 0 and (tokens[index - 1].lower(), tokens[index].lower()) in _SPLIT_WORDS


def _is_clitic(tokens: Sequence[str], index: int) -> bool:
    """The 's of "Qatar's", whether split off whole or as an apostrophe and a letter."""
    if not index:
        return False
    if _CLITIC.match(tokens[index]):
        return True
    if tokens[index].lower() not in _CLITIC_LETTERS:
        return False
    # ’ s after a word; not ’ d after a blank closing quotation, which ends in punctuation
    before = tokens[index - 1]
    return before.endswith(("’", "'")) and (
        len(before) > 1 or (index > 1 and tokens[index - 2][-1:].isalnum())
    )


def _opens(tokens: Sequence[str], index: int, quotes: Quotes) -> bool:
    """Whether a straight quote opens a quotation; keeps ``quotes``, but not for an apostrophe."""
    quote, rest = tokens[index], tokens[index + 1 :]
    if quote == "'" and index and not quotes[quote]:
        letters = bool(rest) and rest[0].lower() in _CLITIC_LETTERS
        possessive = tokens[index - 1].lower().endswith("s") and quote not in rest
        if letters or possessive:
            return False
    ends = not rest or all(token in _CLOSERS for token in rest)
    quotes[quote] = not ends and (index == 0 or not quotes[quote])
    return quotes[quote]


def _joins(tokens: Sequence[str], index: int) -> bool:
    """Whether a lone hyphen is the inside of a compound that the tokeniser has split (F - 16)."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    if not (before[-1:].isalnum() or before.endswith(".")) or not after[:1].isalnum():
        return False
    if before.endswith(".") and len(before) < 3:
        return False
    if index == 1 and before.isupper() and len(before) > 4 and after[:1].isupper():
        return False  # a dateline: TEHRAN - Turkey
    # two hyphens near each other: state - of - the - art
    near = [*tokens[index + 2 : index + 3], *(tokens[index - 2 : index - 1] if index > 1 else ())]
    return after.lower() not in _DASHED or any(token in _HYPHENS for token in near)
