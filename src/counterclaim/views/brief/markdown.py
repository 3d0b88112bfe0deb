"""Markdown: takes a brief, gives CommonMark with tables. Text of reports is escaped: it never becomes markup."""

from __future__ import annotations

import re
from typing import Final

from counterclaim.views.brief.content import LEGEND
from counterclaim.views.brief.parts import NOTHING, Brief, Cited, Item, Line, Row, Words

# What makes markup anywhere, at the head of a line, or of a bare address (which some readers link).
_ANYWHERE: Final = re.compile(r"[\\`*_{}\[\]<>#|~&!$^@]")
_AT_HEAD: Final = re.compile(r"^([-+=:]|\d+(?=[.)]))")
_ADDRESS: Final = re.compile(r"(?i)(?<=\w):(?=//)|(?<=\bwww)\.")
_UNSAFE: Final = re.compile(r"[^\w\-.~:/?#\[\]@!$&'()*+,;=%]")


def render(brief: Brief) -> str:
    """The whole text."""
    parts = [f"# {escape(brief.title)}", _head(escape(brief.subtitle)), f"*{escape(brief.made)}*"]
    parts.append("\n".join(f"- **{name}:** {_line(line)}" for name, line in brief.facts))
    parts.append("## The accounts")
    parts.append(_accounts(brief))
    for section in brief.sections:
        parts.append(f"## {section.heading}")
        parts.append("\n".join(_item(item) for item in section.items))
    if brief.tolls:
        parts.append("## The toll")
        rows = [[row.what, row.low, row.best, row.high] for row in brief.tolls]
        says = [_line(row.says) or NOTHING for row in brief.tolls]
        parts.append(
            _table(
                ["", "low", "best", "high", "who says so"],
                [[*map(escape, row), said] for row, said in zip(rows, says, strict=True)],
            )
        )
    parts.append("## Sources")
    parts.append("\n".join(_source(one) for one in brief.sources))
    parts.append("## How to read this")
    parts.append("\n".join(f"- {escape(line)}" for line in LEGEND))
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Text that reads in Markdown as it stands."""
    escaped = _ANYWHERE.sub(lambda sign: f"\\{sign[0]}", text)
    return _ADDRESS.sub(lambda sign: f"\\{sign[0]}", escaped)


def _head(escaped: str) -> str:
    """Escaped text at the head of a line."""
    return _AT_HEAD.sub(lambda sign: f"{sign[1]}\\" if sign[1].isdigit() else f"\\{sign[1]}", escaped)


def _line(line: Line) -> str:
    return _head("".join(_words(words) for words in line if words.text))


def _words(words: Words) -> str:
    """A piece of a line; marks of strength stand close to their words."""
    text = escape(words.text)
    if words.strong:
        text = f"**{text.strip()}**{' ' if text.endswith(' ') else ''}"
    return text + _cites(words.cites)


def _cites(numbers: tuple[int, ...]) -> str:
    return f" \\[{', '.join(map(str, numbers))}\\]" if numbers else ""


def _accounts(brief: Brief) -> str:
    heads = ["facet", *map(escape, brief.columns), "standing"]
    return _table(heads, [_row(row) for row in brief.rows])


def _row(row: Row) -> list[str]:
    cells = [
        "<br>".join(" — ".join(_words(words) for words in line) for line in cell) or NOTHING
        for cell in row.cells
    ]
    standing = escape(row.standing)
    return [escape(row.topic), *cells, f"**{standing}**" if row.disputed else standing]


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _item(item: Item) -> str:
    return "\n".join([f"- {_line(item.line)}", *(f"  - {_line(line)}" for line in item.under)])


def _source(source: Cited) -> str:
    about = ", ".join(map(escape, source.about))
    address = f"<{_UNSAFE.sub(_percent, source.address)}>" if source.link else escape(source.address)
    return (
        f"{source.number}. {about}: “{escape(source.quote)}” {address} (statement {escape(source.statement)})"
    )


def _percent(sign: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in sign[0].encode())
