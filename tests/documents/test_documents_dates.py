"""Dates of publication: as written, in addresses, and the implausible."""

from datetime import UTC, datetime, timedelta

import pytest

from counterclaim.documents.dates import date_in_address, only_a_date, parse_date, two_digit_year
from counterclaim.documents.outlets import outlet_of_address
from counterclaim.records import Known
from tests.documents.tables import table


@pytest.mark.parametrize("row", table("dates.csv"), ids=lambda row: row["text"])
def test_dates_as_written(row: dict[str, str]) -> None:
    found = parse_date(row["text"], known=Known.METADATA)
    if not row["value"]:
        assert found is None
        return
    assert found is not None
    assert (found.value, found.precision, found.zone) == (
        row["value"],
        row["precision"],
        row["zone"] == "yes",
    )
    assert found.known is Known.METADATA


@pytest.mark.parametrize("row", table("addresses.csv"), ids=lambda row: row["url"])
def test_addresses(row: dict[str, str]) -> None:
    found = date_in_address(row["url"])
    assert (found.value if found else "") == row["value"]
    assert found is None or found.known is Known.ADDRESS
    assert (outlet_of_address(row["url"]) or "") == row["outlet"]


@pytest.mark.parametrize("days", [0, 30])
def test_dates_of_today_and_of_a_cover_some_weeks_ahead(days: int) -> None:
    day = (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
    found = parse_date(day, known=Known.GIVEN)
    assert found is not None
    assert found.value == day


def test_dates_far_ahead_are_none() -> None:
    day = (datetime.now(UTC) + timedelta(days=200)).date().isoformat()
    assert parse_date(day, known=Known.GIVEN) is None


def test_two_digits_of_a_year_are_the_latest_that_has_come() -> None:
    this_year = datetime.now(UTC).year
    assert two_digit_year(this_year % 100) == this_year
    assert two_digit_year((this_year + 1) % 100) == this_year - 99
    assert two_digit_year(88) == 1988


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("14 March 2019", "2019-03-14"),
        ("Published: 14 March 2019, 18:22 GMT", "2019-03-14T18:22Z"),
        ("Thursday, March 14, 2019", "2019-03-14"),
        ("Last updated on 14 March 2019 at 10:30", "2019-03-14T10:30"),
        ("On 14 March 2019 the town fell.", ""),
        ("The siege of 14 March 2019", ""),
        ("14 March", ""),
    ],
)
def test_lines_that_hold_a_date_and_nothing_else(line: str, value: str) -> None:
    found = only_a_date(line)
    assert (found.published(Known.DATELINE).value if found else "") == value
