"""Time expressions: the table of cases in ``data/times.csv``, whole stories, and what holds for any text."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.events.times import TimeMention, find_times
from counterclaim.events.timex.grammar import core_words
from counterclaim.events.timex.words import words
from counterclaim.records import DatePrecision, Known, Mark, MarkKind, Published, Span

TABLE = Path(__file__).with_name("data") / "times.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
LENGTHS = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}


def published(value: str) -> Published | None:
    """A date of publication from its ISO value."""
    if not value:
        return None
    return Published(value, LENGTHS.get(len(value), DatePrecision.MINUTE), len(value) > 16, Known.GIVEN)


def find(text: str, day: str = "2017-10-16", zone: str | None = None) -> dict[str, TimeMention]:
    return {mention.text: mention for mention in find_times(text, published=published(day), zone=zone)}


def test_the_table_is_large_enough_and_has_hard_negatives() -> None:
    assert len(CASES) >= 120
    assert sum(not case["phrase"] for case in CASES) >= 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['phrase'] or 'none'}: {case['text'][:40]}")
def test_case(case: dict[str, str]) -> None:
    mentions = find_times(case["text"], published=published(case["published"]), zone=case["zone"] or None)
    if not case["phrase"]:
        assert not [mention.text for mention in mentions]
        return
    found = [mention for mention in mentions if mention.text == case["phrase"]]
    assert found, [mention.text for mention in mentions]
    mention = found[0]
    when = mention.time
    assert (mention.type, mention.value) == (case["type"], case["value"])
    shown = (when.start, when.end or "", str(when.precision)) if when else ("", "", "")
    assert shown == (case["start"], case["end"], case["precision"])


def test_hours_of_one_story_roll_over_midnight_across_paragraphs() -> None:
    text = (
        "The council stated that, at 23:30 local time, two columns had set out.\n\n"
        "The statement continues: “At approximately 02:30 they fired on the bridge.”\n\n"
        "The vote was held in late September."
    )
    mentions = find(text, zone="Asia/Baghdad")
    assert mentions["23:30 local time"].time.start == "2017-10-15T23:30+03:00"  # type: ignore[union-attr]
    assert mentions["02:30"].time.start == "2017-10-16T02:30+03:00"  # type: ignore[union-attr]
    late = mentions["late September"].time
    assert late is not None
    assert (late.start, late.end, late.precision) == ("2017-09-21", "2017-09-30", 4)


def test_the_zone_may_differ_by_mention() -> None:
    text = "Kyiv was hit at 04:00. Delhi protested at 09:00."
    zones = {0: "Europe/Kyiv", 1: "Asia/Kolkata"}
    mentions = find_times(
        text,
        published=published("2023-03-10"),
        zone=lambda span: zones[int(span.start > text.index("Delhi"))],
    )
    assert [m.time.start[-6:] for m in mentions if m.time] == ["+02:00", "+05:30"]


def test_an_unknown_zone_leaves_the_time_without_an_offset() -> None:
    when = find("It began at 04:00.", zone="Nowhere/Atall")["04:00"].time
    assert when is not None and when.start == "2017-10-16T04:00"


def test_nothing_is_read_inside_marks() -> None:
    text = "BAGHDAD, 14 October - On Friday the town fell."
    marks = [Mark(Span(0, 21), MarkKind.DATELINE, "dateline")]
    found = find_times(text, published=published("2017-10-16"), marks=marks)
    assert [mention.text for mention in found] == ["Friday"]


def test_without_publication_every_relative_day_stays_open() -> None:
    text = "On Friday, yesterday, last week, two days ago, in September, overnight and at 10:00 it was quiet."
    mentions = find_times(text, published=None)
    assert len(mentions) == 7
    assert all(mention.time is None for mention in mentions)
    assert all("X" in mention.value or mention.value.startswith("T") for mention in mentions)


PIECES = (
    "the a last next two 3 15 October Oct . , May Friday days years of ago 23 : 30 and to - quarter half "
    "past early 1998 ’80s night at noon GMT hundred thousand million mid second every week '' Ramadan "
    "2017-10-32 31 February 24:00 9999 before after the Wednesday 0235 hours p.m. fiscal Q3 century year's "
    "end overnight local"
).split(" ")
LETTERS = st.sampled_from("0123456789:-/.,' \n½日") | st.characters(codec="utf-8")
WORDS = st.lists(st.sampled_from([*PIECES, "\n\n"]), max_size=12).map(" ".join)
TEXTS = st.text(LETTERS, max_size=40) | WORDS
DAYS = ["", "2017", "2017-10", "2020-02-29", "0001-01-01", "9999-12-31", "2017-10-16T09:30Z"]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(DAYS))
def test_any_text_is_read_with_exact_offsets(text: str, day: str) -> None:
    last = 0
    for mention in find_times(text, published=published(day), zone="Asia/Baghdad"):
        assert text[mention.span.start : mention.span.end] == mention.text
        assert last <= mention.span.start < mention.span.end
        assert mention.type in {"DATE", "TIME", "DURATION", "SET"}
        assert mention.time is None or 1 <= mention.time.precision <= 5
        last = mention.span.end


REPEATED = ["1998-", "the last ", "two hundred and ", "23:30 (", "a half ", "Oct. 15-16 and ", "'"]


@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(repeats: int) -> float:
        start = time.process_time()
        find_times(unit * repeats, published=published("2017-10-16"))
        return time.process_time() - start

    seconds(20)
    short, long = (min(seconds(repeats) for _ in range(3)) for repeats in (100, 1600))
    assert long < 80 * max(short, 0.001), "16 times the text took more than 80 times as long"


def test_every_phrase_of_the_tables_has_a_word_that_lets_it_be_read() -> None:
    """Where no word of time is near, nothing is tried; none of the phrases may lack one."""
    table = words()
    cores = core_words(table)
    for phrase in (*table.references, *table.holidays):
        assert cores & set(phrase), phrase
    articles = {"the", "a", "an", "that", "this", "at"}
    assert not cores & articles
