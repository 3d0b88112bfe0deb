"""Quotations are found by their marks, and by where paragraphs end."""

from __future__ import annotations

import pytest

from counterclaim.statements.quotes import quote_at, quotes


def spoken(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in quotes(text)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"We left," he said.', ["We left,"]),
        ("“We left,” he said. “All of us.”", ["We left,", "All of us."]),
        ("He called it ‘a lie’.", ["a lie"]),
        ("«Nous sommes partis», he said.", ["Nous sommes partis"]),
        ("The soldiers' advance didn't stop.", []),
        ("It's the rebels' town.", []),
        ("“He said ‘go’ and we went,” she said.", ["He said ‘go’ and we went,"]),
        ('""', []),
    ],
)
def test_marks_bound_quotations(text: str, inside: list[str]) -> None:
    assert spoken(text) == inside


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“We held the post.\n\n“Then we left,” he said."
    first, second = quotes(text)
    assert (text[first.start : first.end], first.closed, first.whole) == ("We held the post.", False, True)
    assert (second.closed, second.whole) == (True, False)


def test_positions_within_the_marks_are_in_the_quotation() -> None:
    text = 'He said "no" twice.'
    found = quotes(text)
    assert quote_at(found, text.index("no")) == found[0]
    assert quote_at(found, text.index("twice")) is None


def test_long_runs_of_marks_take_no_time() -> None:
    assert len(quotes('"a" ' * 20_000)) == 20_000
