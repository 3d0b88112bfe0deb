"""JSON, JSON lines, CSV and TSV: one document a row or object.

Columns are ours by name (``text``, ``title``, ``outlet``, ``published``, ``url``, ``language``, ``credit``,
``original``), those of a known export (``exports``), or the user's mapping. JSON lines and CSV stream.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import TextIOWrapper
from math import isnan
from typing import Any

from counterclaim.documents import recognise as kinds
from counterclaim.documents.decode import charset_of, decode
from counterclaim.documents.draft import Block, Draft
from counterclaim.documents.formats.exports import GKG_NAMES, Shape, from_extras, headless, shape_of
from counterclaim.documents.formats.text import too_long
from counterclaim.documents.prose import blocks
from counterclaim.documents.raw import Context, Item, too_large
from counterclaim.errors import DocumentError
from counterclaim.records import Known

Row = Mapping[str, Any]
_MARKUP = re.compile(r"</(?:p|div|a|li|span|strong|em)>|<br\s*/?>|<p>", re.I)
_NUMBERED = re.compile(r"\d+(?:-T?\d+)?\t")  # how rows of GDELT begin, which come without names
_LISTS = (
    "articles",
    "documents",
    "stories",
    "results",
    "items",
    "data",
    "rows",
    "hits",
)  # around the objects


def read(item: Item, context: Context) -> Iterator[Draft | DocumentError]:
    """The documents of a table, one for each row with text.

    Raises:
        DocumentError: the table as a whole cannot be read, or has no column of text.
    """
    if item.media_type == kinds.JSON_LINES:
        yield from _json_lines(item, context)
    elif item.media_type == kinds.JSON:
        yield from _json(item, context)
    else:
        yield from _delimited(item, context)


def _json_lines(item: Item, context: Context) -> Iterator[Draft | DocumentError]:
    item.stream.seek(0)
    number = 0
    limit = context.limits.bytes
    while line := item.stream.readline(limit + 1):
        number += 1
        where = f"{item.where}#{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            yield too_large(where, limit)
            while line and not line.endswith(b"\n"):
                line = item.stream.readline(limit)
        elif not line.isspace():
            try:
                row = _object(json.loads(decode(line)))
            except (ValueError, RecursionError) as error:
                yield _not_json(where, error)
                continue
            yield _document(item, where, row, shape=None, payload=line, context=context)


def _json(item: Item, context: Context) -> Iterator[Draft | DocumentError]:
    payload = item.payload(context.limits)
    try:
        content = json.loads(decode(payload))
    except (ValueError, RecursionError) as error:
        raise _not_json(item.where, error) from error
    single = isinstance(content, dict) and not any(isinstance(content.get(name), list) for name in _LISTS)
    rows = _rows(content)
    if not rows:
        raise DocumentError(item.where, "holds no objects", "give a list of objects, one for each document")
    for number, value in enumerate(rows, 1):
        where = item.where if single else f"{item.where}#{number}"
        if not isinstance(value, dict):
            yield DocumentError(where, "is not an object", "give an object with the column text")
            continue
        row = _object(value)
        # The bytes of one object among others: its own JSON, as no reader tells where it stood.
        own = payload if single else json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
        yield _document(item, where, row, shape=None, payload=own, context=context)


def _rows(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    return next((value[name] for name in _LISTS if isinstance(value.get(name), list)), [value])


def _object(value: Any) -> dict[str, Any]:
    """A row of a JSON value; the ``_source`` of an Elasticsearch hit is the row itself."""
    if not isinstance(value, dict):
        raise ValueError("is not an object")
    source = value.get("_source")
    return source if isinstance(source, dict) else value


def _not_json(where: str, error: Exception) -> DocumentError:
    if isinstance(error, RecursionError):
        return DocumentError(where, "is JSON nested too deeply", "flatten it to objects with the column text")
    return DocumentError(where, f"is not JSON ({error})", "mend it, or see what wrote it")


class _Received:
    """Lines of a file, remembered from one row to the next, so that a row keeps its own bytes."""

    def __init__(self, stream: TextIOWrapper, where: str, limit: int) -> None:
        self._stream, self._where, self._limit = stream, where, limit
        self._taken: list[str] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self._size += len(line)
        if self._size > self._limit:
            while line and not line.endswith(("\n", "\r")):
                line = self._stream.readline(self._limit)
            raise too_large(self._where, self._limit)
        self._taken.append(line)
        return line.replace("\x00", "")

    def take(self) -> str:
        """The lines since the last call."""
        received = "".join(self._taken)
        self._taken.clear()
        self._size = 0
        return received


def _delimited(item: Item, context: Context) -> Iterator[Draft | DocumentError]:
    charset, errors, mark = charset_of(item.head, item.raw.charset)
    item.stream.seek(mark)
    # newline="": a line break within a quoted field must not end the row; csv sees to that.
    stream = TextIOWrapper(item.stream, charset, errors, newline="")
    try:
        received = _Received(stream, item.where, context.limits.bytes)
        for number, cells, own in _rows_of(received, item, charset, context):
            if isinstance(cells, DocumentError):
                yield cells
                continue
            row, shape = cells
            payload = own.encode(charset, "replace")
            where = f"{item.where}#{number}"
            yield _document(item, where, row, shape=shape, payload=payload, context=context)
    finally:
        stream.detach()  # whoever opened the bytes beneath closes them


def _rows_of(
    received: _Received, item: Item, charset: str, context: Context
) -> Iterator[tuple[int, tuple[Row, Shape] | DocumentError, str]]:
    """Each row's number, its cells by name with the table's shape (or what is wrong), and its text."""
    csv.field_size_limit(max(csv.field_size_limit(), context.limits.characters))
    first = item.head.decode(charset, "ignore").lstrip("\ufeff").split("\n", 1)[0]
    delimiter = "\t" if item.media_type == kinds.TSV else _delimiter(first)
    without_names = headless(first.count("\t") + 1) if _NUMBERED.match(first) else None
    if without_names == "events":
        raise DocumentError(
            item.where,
            "is a GDELT events table, which holds codes and addresses, no reports",
            "give the addresses of its last column instead",
        )
    if without_names:  # GDELT quotes nothing
        reader = csv.reader(received, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(received, delimiter=delimiter)
    names: tuple[str, ...] | None = GKG_NAMES if without_names else None
    shape = shape_of(names, context.columns) if names else None
    number = 0 if names else -1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            received.take()
            remedy = "mend its quotes, or raise limits.characters in the settings"
            yield number, DocumentError(f"{item.where}#{number}", f"is no row of CSV ({error})", remedy), ""
            continue
        except DocumentError as error:
            received.take()
            yield number, DocumentError(f"{item.where}#{number}", error.problem, error.remedy), ""
            continue
        own = received.take()
        if names is None or shape is None:
            names = tuple(cells)
            shape = shape_of(names, context.columns)
            _demand_text(item.where, names, shape)
        elif any(cells):
            yield number, (dict(zip(names, cells, strict=False)), shape), own


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _demand_text(where: str, names: Iterable[str], shape: Shape) -> None:
    if "text" in shape.columns or (shape.headlines and shape.columns.keys() & {"title", "extras"}):
        return
    listed = ", ".join(name.strip() for name in names)[:300]
    raise DocumentError(where, f"has no column text among: {listed}", "name it: --column text=NAME")


def _document(
    item: Item, where: str, row: Row, *, shape: Shape | None, payload: bytes, context: Context
) -> Draft | DocumentError:
    """The document of one row; a row of an export without text is read for its headline."""
    try:
        if shape is None:
            shape = shape_of(row, context.columns)
            _demand_text(where, row, shape)
        return _draft(item, where, _fields(row, shape), shape=shape, payload=payload, context=context)
    except DocumentError as error:
        return error


def _fields(row: Row, shape: Shape) -> dict[str, str]:
    """Our column → its words, where there are any."""
    fields = {ours: words for ours, theirs in shape.columns.items() if (words := _words(row.get(theirs)))}
    if "extras" in fields:
        fields.update(from_extras(fields.pop("extras")))
    if shape.headlines and "title" in fields:
        fields["text"] = fields["title"]
    return fields


def _draft(
    item: Item, where: str, fields: dict[str, str], *, shape: Shape, payload: bytes, context: Context
) -> Draft:
    text = fields.get("text", "")
    if len(text) > context.limits.characters:
        raise too_long(where, context.limits.characters)
    found = _blocks(text)
    if not any(c.isalnum() for block in found for c in block.text):
        raise DocumentError(where, "has no text", "leave it out, or fill in its text")
    known = {name: shape.known.get(name, Known.METADATA) for name in fields if name != "text"}
    return Draft(
        where=where,
        media_type=item.media_type,
        payload=payload,
        blocks=tuple(found),
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        url=fields.get("url"),
        language=fields.get("language"),
        published=fields.get("published"),
        credits=(fields["credit"],) if "credit" in fields else (),
        original=fields.get("original"),
        known=known,
    )


def _blocks(text: str) -> list[Block]:
    if _MARKUP.search(text):
        from counterclaim.documents.markup import fragment  # noqa: PLC0415 - few tables hold markup

        return fragment(text)
    return blocks(text)


def _words(value: Any) -> str:
    """The words of a cell: JSON exports hold numbers, lists and objects where tables hold text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value[:100])))
    if isinstance(value, dict):
        return next((_words(value[k]) for k in ("rendered", "name", "title", "value") if k in value), "")
    return "" if isinstance(value, float) and isnan(value) else str(value)  # NaN is JSON to many writers
