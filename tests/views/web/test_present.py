"""What templates show, made of records."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.records import TimeValue
from counterclaim.views.web.present import compare, labels, marked, timeline
from counterclaim.views.web.present.marked import Kind, Stretch

TEXT = st.text(alphabet="ab \n\u0645", max_size=60)


@given(
    TEXT,
    st.lists(
        st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(Kind), st.integers(0, 3)),
        max_size=8,
    ),
)
def test_pieces_are_the_text_whatever_is_marked(
    text: str, given_marks: list[tuple[int, int, Kind, int]]
) -> None:
    stretches = [Stretch(*one) for one in given_marks]
    found = marked.pieces(text, stretches)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        over = [
            one
            for one in stretches
            if one.start < at + len(piece.text) and one.end > at and one.start < one.end
        ]
        assert set(piece.kinds) == {one.kind for one in over}
        assert set(piece.owners) == {one.owner for one in over if one.owner}
        at += len(piece.text)
    lines = marked.paragraphs(found)
    assert "\n".join("".join(piece.text for piece in line) for line in lines).split() == text.split()


@given(TEXT, st.integers(0, 60), st.integers(0, 60))
def test_pieces_of_a_part(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    found = marked.pieces(text, [Stretch(0, len(text), Kind.CONTENT, 1)], start=start, end=max(start, end))
    assert "".join(piece.text for piece in found) == text[start : max(start, end)]


@given(TEXT, TEXT)
def test_what_is_compared_gives_both_texts_back(old: str, new: str) -> None:
    runs = compare.compared(old, new)
    assert "".join(run.text for run in runs if run.kind != "cut") == new
    assert "".join(run.text for run in runs if run.kind != "new") == old
    if old == new:
        assert all(run.kind == "same" for run in runs)


def test_a_changed_figure_is_all_that_differs() -> None:
    runs = compare.compared("It killed 13 people.\n\nThe end.", "It killed 15 people.\n\nThe end.")
    assert [(run.text, run.kind) for run in runs if run.kind != "same"] == [("13", "cut"), ("15", "new")]


@pytest.mark.parametrize(
    ("value", "first", "hours"),
    [
        ("2017", "2017-01-01T00:00", 365 * 24),
        ("2016-02", "2016-02-01T00:00", 29 * 24),
        ("2017-12", "2017-12-01T00:00", 31 * 24),
        ("2017-10-16", "2017-10-16T00:00", 24),
        ("2017-10-15T23:30+03:00", "2017-10-15T20:30", 0),
        ("2017-10-15T23:30Z", "2017-10-15T23:30", 0),
        ("2017-10-15T23:30", "2017-10-15T23:30", 0),
    ],
)
def test_the_hours_of_a_date(value: str, first: str, hours: int) -> None:
    found = timeline.bounds(value)
    assert found is not None
    assert found[0] == datetime.fromisoformat(first).replace(tzinfo=UTC).timestamp() / 3600
    assert found[1] - found[0] == hours


@pytest.mark.parametrize(
    "value", ["", None, "noon", "2017-13", "2017-02-30", "9999-12", "0000", "2017-10-16Tnoon"]
)
def test_what_is_no_date_has_no_hours(value: str | None) -> None:
    assert timeline.bounds(value) is None


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2017", None, "2017"),
        ("2017-10", None, "Oct 2017"),
        ("2017-10-16", None, "16 Oct 2017"),
        ("2017-10-15", "2017-10-16", "15 – 16 Oct 2017"),
        ("2017-09-30", "2017-10-01", "30 Sep 2017 – 1 Oct 2017"),
        ("2017-10-15T23:30+03:00", None, "15 Oct 2017, 23:30 +03:00"),
        ("2017-10-16T00:00+03:00", "2017-10-16T06:00+03:00", "16 Oct 2017, 00:00 – 06:00 +03:00"),
    ],
)
def test_times_in_words(start: str, end: str | None, said: str) -> None:
    assert labels.said_time(TimeValue(start, end, 1, "")) == said


def test_a_stray_year_does_not_squeeze_the_rest() -> None:
    hours = [timeline.bounds(f"2017-10-{day}") for day in range(14, 18)]
    spans = [one for one in hours if one] + [one for one in [timeline.bounds("1988")] if one]
    scale = timeline._scale(spans)
    assert scale is not None
    assert scale.last - scale.first < 24 * 10
    assert not scale.holds(spans[-1][0])
