"""MUC-3/4: a folder of message files and key files; one sample per message with its incident templates.

Messages are mostly upper case; line ends within a paragraph are the file's own and kept. Where a folder has
the same messages twice, in capitals and in mixed case, the first file by name counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpora.sample import Sample, Slot, Template

_MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SLOT = re.compile(r"^(\d+)\.\s+(.+?)(?:\s{2,}(.*?)|(?<=TEMPLATE)\s(.*?)|(?=\s\")\s(.*?))?\s*$")


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one folder (``dev``, ``tst1``, ``tst2``), in the order of the message numbers."""
    folder = Path(path)
    files = sorted(file for file in folder.iterdir() if file.is_file())
    templates: dict[str, list[Template]] = {}
    for file in files:
        if file.name.startswith("key-"):
            _read_key(file.read_text(encoding="latin-1"), templates)
    seen: set[str] = set()
    for file in files:
        if file.name.startswith("key-"):
            continue
        whole = file.read_text(encoding="latin-1")
        heads = list(_MESSAGE.finditer(whole))
        ends = [*(head.start() for head in heads[1:]), len(whole)]
        for head, end in zip(heads, ends, strict=False):
            if head[1] in seen:
                continue
            seen.add(head[1])
            text = whole[head.end() : end].strip()
            found = templates.get(head[1], [])
            yield Sample(id=head[1], document=head[1], text=text, templates=tuple(found))


def _read_key(text: str, templates: dict[str, list[Template]]) -> None:
    """Add the templates of one key file. A message without incident has a template "*" with no fills."""
    name, number = "", ""
    slots: list[tuple[str, list[str]]] = []

    def finish() -> None:
        if name and number and number != "*":
            filled = tuple(Slot(slot, tuple(fills)) for slot, fills in slots if fills)
            templates.setdefault(name, []).append(Template(number, filled))

    for line in text.splitlines():
        match = _SLOT.match(line)
        if match is None:
            if slots and line[:1].isspace() and line.strip():
                _go_on(slots[-1][1], line.strip())
            continue
        label = match[2]
        value = next((group for group in match.groups()[2:] if group), "")
        if match[1] == "0":
            finish()
            name, number, slots = value.split()[0], "", []
        elif match[1] == "1":
            number = value
        else:
            slots.append((label, [] if value in {"", "-", "*"} else [value]))
    finish()


def _go_on(fills: list[str], line: str) -> None:
    """A further line of a slot: another fill, or the rest of one that broke off at a stroke or colon."""
    if fills and (fills[-1].endswith(("/", ":")) or line.startswith(("/", ":"))):
        fills[-1] = f"{fills[-1]} {line}"
    else:
        fills.append(line)


def strings(slot: Slot) -> list[str]:
    """The strings of the message that fill a slot, each alternative by itself, without the key's quotes."""
    found = (match[1].replace('\\"', '"') for fill in slot.fills for match in _QUOTED.finditer(fill))
    return list(dict.fromkeys(found))


def unwrapped(text: str) -> str:
    """A message with each paragraph in one line."""
    return re.sub(r"[ \t]*\n(?!\s*\n)[ \t]*(?=\S)", " ", text)
