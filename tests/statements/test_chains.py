"""By way of whom a statement came."""

from __future__ import annotations

import pytest

from .conftest import Read


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("The colonel told Reuters that the base was lost.", "The colonel", ["Reuters"]),
        (
            "The envoy said in an interview with Al Jazeera that talks had failed.",
            "The envoy",
            ["Al Jazeera"],
        ),
        (
            "State television quoted the army as saying that the town was calm.",
            "the army",
            ["State television"],
        ),
        ("Reuters, citing two officials, reported that the ship had sunk.", "two officials", ["Reuters"]),
        ("The minister said on state radio that the dam would hold.", "The minister", ["state radio"]),
    ],
)
def test_intermediaries(read: Read, text: str, source: str, via: list[str]) -> None:
    one = next(one for one in read(text) if one.cue is not None)
    assert [s.name for s in one.sources] == [source]
    assert [v.name for v in one.via] == via


def test_who_is_told_is_no_intermediary_unless_an_outlet(read: Read) -> None:
    one = next(
        one for one in read("The colonel told his soldiers that the base was lost.") if one.cue is not None
    )
    assert one.via == ()
