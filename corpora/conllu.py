"""Universal Dependencies CoNLL-U files (EWT, GUM): one sample per document, text rebuilt from the tokens.

Gives tokens, sentences and, where ``Entity=`` is there (GUM), coreference chains with every singleton.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from corpora.sample import CorpusError, Mention, Sample, Span, Token

_BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_PART = re.compile(r"\[(\d+)/(\d+)\]$")


@dataclass(slots=True)
class _Open:
    """An entity bracket not yet closed. ``part`` is (which, of how many) for a discontinuous mention."""

    group: str
    kind: str
    minspan: str
    first: int
    part: tuple[int, int]


@dataclass(slots=True)
class _Entities:
    """The bracket annotation of one document as it is read."""

    names: list[str]
    open: dict[str, list[_Open]] = field(default_factory=dict)
    parts: dict[str, list[tuple[_Open, int]]] = field(default_factory=dict)
    mentions: list[tuple[_Open, list[tuple[int, int]]]] = field(default_factory=list)

    def read(self, value: str, word: int) -> None:
        """Take the Entity value of the word with this index."""
        for match in _BRACKET.finditer(value):
            opened, closed_here, closing = match.groups()
            if opened is not None:
                fields = dict(zip(self.names, opened.split("-", len(self.names) - 1), strict=False))
                key = fields["GRP"]
                part = _PART.search(key)
                entry = _Open(
                    group=key[: part.start()] if part else key,
                    kind=fields.get("etype", ""),
                    minspan=fields.get("minspan", ""),
                    first=word,
                    part=(int(part[1]), int(part[2])) if part else (1, 1),
                )
                self.open.setdefault(key, []).append(entry)
                if closed_here:
                    self._close(key, word)
            else:
                self._close(closing, word)

    def _close(self, key: str, word: int) -> None:
        if not self.open.get(key):
            raise CorpusError(f"entity {key} is closed but was not opened")
        entry = self.open[key].pop()
        if entry.part[1] == 1:
            self.mentions.append((entry, [(entry.first, word)]))
            return
        seen = self.parts.setdefault(entry.group, [])
        seen.append((entry, word))
        if entry.part[0] == entry.part[1]:
            self.mentions.append((seen[0][0], [(part.first, last) for part, last in seen]))
            del self.parts[entry.group]

    def chains(self, tokens: list[Token]) -> tuple[tuple[Mention, ...], ...]:
        """The mentions by entity, in the order of the text."""
        groups: dict[str, list[Mention]] = {}
        for entry, parts in self.mentions:
            groups.setdefault(entry.group, []).append(_mention(entry, parts, tokens))
        chains = (tuple(sorted(chain, key=lambda m: (m.start, -m.end))) for chain in groups.values())
        return tuple(sorted(chains, key=lambda chain: (chain[0].start, -chain[0].end)))


def _mention(entry: _Open, parts: list[tuple[int, int]], tokens: list[Token]) -> Mention:
    """A mention; of a discontinuous one, the part that holds the head."""
    words = [word for first, last in parts for word in range(first, last + 1)]
    wanted = [int(number) for number in entry.minspan.split(",") if number.isdigit()]
    heads = [words[number - 1] for number in wanted if 0 < number <= len(words)] or words
    first, last = next((part for part in parts if part[0] <= heads[0] <= part[1]), parts[0])
    heads = [word for word in heads if first <= word <= last] or [first]
    return Mention(
        start=tokens[first].start,
        end=tokens[last].end,
        head_start=tokens[heads[0]].start,
        head_end=tokens[heads[-1]].end,
        kind=entry.kind,
    )


class _Document:
    """One document as it is read, line by line."""

    def __init__(self, name: str, fields: list[str] | None) -> None:
        self.name = name
        self.text = ""
        self.gap = ""  # what stands between the last token and the next
        self.tokens: list[Token] = []
        self.sentences: list[tuple[int, int]] = []
        self.entities = _Entities(fields) if fields else None

    def paragraph(self) -> None:
        """The next token begins a paragraph."""
        if self.text:
            self.gap = "\n\n"

    def sentence(self, rows: list[list[str]]) -> None:
        """Take one sentence's rows (ten columns each)."""
        base = len(self.tokens)
        surfaces = _surfaces(rows)
        words = [row for row in rows if row[0].isdigit()]
        covered: dict[str, Span] = {}
        for row, members in surfaces:
            self.text += self.gap
            start = len(self.text)
            self.text += row[1]
            self.gap = "" if "SpaceAfter=No" in row[9].split("|") else " "
            for member, (left, right) in zip(
                members, split_surface(row[1], [m[1] for m in members]), strict=True
            ):
                covered[member[0]] = (start + left, start + right)
        for number, row in enumerate(words):
            start, end = covered[row[0]]
            head = base + int(row[6]) - 1 if row[6].isdigit() and row[6] != "0" else -1
            self.tokens.append(Token(start, end, row[3], row[2], head, row[7]))
            if self.entities is not None:
                for item in row[9].split("|"):
                    if item.startswith("Entity="):
                        self.entities.read(item[7:], base + number)
        self.sentences.append((base, len(self.tokens)))

    def sample(self) -> Sample:
        return Sample(
            id=self.name,
            document=self.name,
            text=self.text,
            tokens=tuple(self.tokens),
            sentences=tuple(self.sentences),
            chains=self.entities.chains(self.tokens) if self.entities else None,
        )


def _surfaces(rows: list[list[str]]) -> list[tuple[list[str], list[list[str]]]]:
    """Each surface token with the syntactic words in it: itself, or those of a multiword token."""
    found: list[tuple[list[str], list[list[str]]]] = []
    until = 0
    for row in rows:
        if "-" in row[0]:
            until = int(row[0].split("-")[1])
            found.append((row, []))
        elif row[0].isdigit():
            if int(row[0]) <= until:
                found[-1][1].append(row)
            else:
                found.append((row, [row]))
    return found


def split_surface(surface: str, words: list[str]) -> list[Span]:
    """Where each word lies in the surface of its multiword token: don't = do + n't.

    Words that are not cut out of the surface as they stand are aligned with it letter by letter;
    every word gets at least one character where there are as many.
    """
    if len(words) == 1:
        return [(0, len(surface))]
    joined = "".join(words)
    if joined.casefold() == surface.casefold() and len(joined) == len(surface):
        cuts = [0]
        for word in words:
            cuts.append(cuts[-1] + len(word))
        return list(pairwise(cuts))
    places: dict[int, int] = {}
    matcher = SequenceMatcher(None, joined.casefold(), surface.casefold(), autojunk=False)
    for block in matcher.get_matching_blocks():
        places.update({block.a + offset: block.b + offset for offset in range(block.size)})
    cuts, position = [0], 0
    for number, word in enumerate(words[:-1], 1):
        position += len(word)
        cut = places.get(position, round(position * len(surface) / len(joined)))
        cuts.append(max(cuts[-1] + 1, min(cut, len(surface) - (len(words) - number))))
    cuts.append(len(surface))
    return [(min(left, len(surface)), min(right, len(surface))) for left, right in pairwise(cuts)]


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one ``.conllu`` file, or of every one in a folder, in the order of the names."""
    path = Path(path)
    for file in sorted(path.glob("*.conllu")) if path.is_dir() else [path]:
        yield from _read_file(file)


def _read_file(file: Path) -> Iterator[Sample]:
    document: _Document | None = None
    fields: list[str] | None = None
    rows: list[list[str]] = []
    with file.open(encoding="utf-8") as lines:
        for number, raw in enumerate([*lines, "\n"], 1):
            line = raw.rstrip("\n")
            if line.startswith("# newdoc"):
                if document is not None:
                    yield document.sample()
                name = line.partition("=")[2].strip() or f"{file.stem}-{number}"
                document = _Document(name, fields)
            elif line.startswith("# global.Entity"):
                fields = line.partition("=")[2].strip().split("-")
                if document is not None and not document.tokens:
                    document.entities = _Entities(fields)
            elif line.startswith("# newpar") and not line.startswith("# newpar_block") and document:
                document.paragraph()
            elif line.strip() and not line.startswith("#"):
                rows.append(line.split("\t"))
                if len(rows[-1]) != 10:
                    raise CorpusError(f"{file}, line {number}: ten columns expected, found {len(rows[-1])}")
            elif not line.strip() and rows:
                document = document or _Document(file.stem, fields)
                try:
                    document.sentence(rows)
                except (CorpusError, KeyError, ValueError) as error:
                    raise CorpusError(f"{file}, sentence before line {number}: {error}") from error
                rows = []
    if document is not None:
        yield document.sample()
