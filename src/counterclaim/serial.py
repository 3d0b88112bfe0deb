"""Records to JSON and back, without loss: the one form in which records are stored, hashed and exported.

Takes any record of ``records.py``; gives plain values or text. The text is canonical: one record has one
text, whatever made it. Fields stand in the order of the record; those that are None, False or empty by
default and at their default are left out; bytes are base64. A record read back equals the one written.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_LEFT_OUT: Final[tuple[Any, ...]] = (None, False, (), {})
_PLAIN: Final = (str, int, float, bool, NoneType)


def to_json(value: Any) -> str:
    """The canonical text of a record, or of records in tuples.

    Raises:
        ValueError: something in it is no part of a record, or a number is not finite.
    """
    return compact(value)


def compact(value: Any) -> str:
    """The text of plain values, in the order in which they stand: what was read from a canonical text gives it.

    Raises:
        ValueError: something in it is no part of a record, or a number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain)
    # Half a surrogate pair is no text that a file or a database takes; escaped it comes back as it was.
    return text if text.isascii() else _LONE_SURROGATE.sub(lambda one: f"\\u{ord(one[0]):04x}", text)


def from_json(kind: type[T], text: str) -> T:
    """The record of a kind that a text holds.

    Raises:
        ValueError: the text is not JSON, or holds no such record.
    """
    return record(kind, json.loads(text))


def record(kind: type[T], value: Any) -> T:
    """The record of a kind that plain values stand for.

    Raises:
        ValueError: they do not; the message names the field.
    """
    try:
        return cast("T", _reader(cast("Any", kind))(value))
    except (TypeError, AttributeError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error


def _plain(value: Any) -> Any:
    """What json cannot write of itself: a record becomes an object, its keys in order; bytes become base64."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if not is_dataclass(value):
        raise ValueError(f"{type(value).__name__} is no record and no part of one")
    found = {}
    for name, default in _fields(cast("Any", type(value))):
        item = getattr(value, name)
        if default is MISSING or item != default:
            found[name] = {key: item[key] for key in sorted(item)} if isinstance(item, dict) else item
    return found


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a record, each with the default at which it is left out, MISSING where it never is."""
    return tuple((field.name, _left_out(field)) for field in fields(kind))


def _left_out(field: Field[Any]) -> Any:
    default = field.default_factory() if field.default_factory is not MISSING else field.default
    # Zero equals False but is a number that says something: it is written.
    return default if any(type(default) is type(one) and default == one for one in _LEFT_OUT) else MISSING


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns plain values into a kind: a record, an enumeration, a tuple of them, one of several."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (inner,) = (_reader(argument) for argument in arguments if argument is not NoneType)
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda value: tuple([item(one) for one in _checked(value, list)])
    if origin is dict:
        of_key, of_value = map(_reader, arguments)
        return lambda value: {of_key(key): of_value(one) for key, one in _checked(value, dict).items()}
    if kind is bytes:
        return lambda value: base64.b64decode(_checked(value, str), validate=True)
    if kind is float:
        return lambda value: value if type(value) is int else _checked(value, float)
    if kind in _PLAIN:
        return lambda value: _checked(value, kind)
    if issubclass(kind, StrEnum):
        return cast("Callable[[Any], Any]", kind)
    return _record_reader(kind)


def _record_reader(kind: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(value: Any) -> Any:
        given = _checked(value, dict)
        unknown = given.keys() - readers.keys()
        if unknown:
            raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
        return kind(**{name: readers[name](one) for name, one in given.items()})

    return read


def _checked(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise ValueError(f"{str(value)[:60]!r} is not {kind.__name__}")
    return value
