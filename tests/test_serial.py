"""Every record comes back from its text as it was, and one record has one text."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import StrEnum
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim import records
from counterclaim.records import Document, Known, Report, Span
from counterclaim.serial import compact, from_json, to_json
from tests.ledger.samples import report

KINDS = [
    kind
    for kind in vars(records).values()
    if dataclasses.is_dataclass(kind) and kind.__module__ == records.__name__
]
TEXT = st.text(st.characters(exclude_categories=()), max_size=12)  # halves of surrogate pairs among them
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=12),
}


@cache
def made(kind: Any) -> st.SearchStrategy[Any]:
    """Anything of a kind."""
    arguments = typing.get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return st.one_of(st.none() if one is type(None) else made(one) for one in arguments)
    if typing.get_origin(kind) is tuple:
        return st.lists(made(arguments[0]), max_size=2).map(tuple)
    if typing.get_origin(kind) is dict:
        return st.dictionaries(made(arguments[0]), made(arguments[1]), max_size=3)
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: made(hints[field.name]) for field in dataclasses.fields(kind)})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_record_comes_back(kind: type[Any]) -> None:
    @settings(max_examples=25, deadline=None)
    @given(made(kind))
    def check(value: Any) -> None:
        text = to_json(value)
        back = from_json(kind, text)
        assert back == value
        if kind is Document:
            assert back.received == value.received
        assert to_json(back) == text
        assert compact(json.loads(text)) == text
        text.encode()

    check()


def test_the_text_is_short_and_says_nothing_twice() -> None:
    one = report()
    text = to_json(one.statements[1])
    assert "null" not in text.replace('"cue":null', "")
    assert '"denies":' not in text
    assert from_json(Report, to_json(one)) == one


def test_the_order_of_a_mapping_does_not_show() -> None:
    one = report().document
    other = dataclasses.replace(one, known=dict(reversed(list(one.known.items()))))
    assert list(other.known) != list(one.known)
    assert to_json(one) == to_json(other)
    assert set(one.known.values()) == {Known.GIVEN, Known.METADATA}


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        (Span, '{"start":1}', "missing 1 required"),
        (Span, '{"start":1,"end":2,"middle":3}', "Span has no middle"),
        (Span, '{"start":1,"end":"2"}', "is not int"),
        (Span, '{"start":true,"end":2}', "is not int"),
        (Span, "[1,2]", "is not dict"),
        (Span, "{", "Expecting"),
        (records.Credit, '{"agency":"A","partial":false,"known":"rumour","span":null}', "rumour"),
    ],
)
def test_what_is_no_record_is_refused(kind: type[Any], text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        from_json(kind, text)


def test_numbers_that_are_none_and_things_that_are_no_records() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(dataclasses.replace(report().statements[0].events[0], score=float("nan")))
    with pytest.raises(ValueError, match="is no record"):
        to_json(object())
