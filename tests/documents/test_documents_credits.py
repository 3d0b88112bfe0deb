"""Datelines and credits, by their form: tables in ``data/``."""

import pytest

from counterclaim.documents.agencies import agency
from counterclaim.documents.credits import find_credits, named_credit
from counterclaim.documents.datelines import find_dateline
from counterclaim.records import Known
from tests.documents.tables import table


@pytest.mark.parametrize("row", table("credits.csv"), ids=lambda row: row["paragraph"])
def test_credits(row: dict[str, str]) -> None:
    paragraph = row["paragraph"]
    found = find_credits(paragraph, at_end=row["last"] == "yes")
    names = ";".join(f"[{credit.agency}]" if credit.partial else credit.agency for credit in found)
    assert names == row["credits"]
    assert all(0 <= credit.start < credit.end <= len(paragraph) for credit in found)


@pytest.mark.parametrize("row", table("datelines.csv"), ids=lambda row: row["text"])
def test_datelines(row: dict[str, str]) -> None:
    text = row["text"]
    found = find_dateline(text, all_caps=text.isupper())
    if not row["rest"]:
        assert found is None
        return
    assert found is not None
    moment = found.moment
    assert (found.place or "") == row["place"]
    assert (moment.published(Known.DATELINE).value if moment else "") == row["date"]
    assert ";".join(found.agencies) == row["sources"]
    assert text[found.end :].startswith(row["rest"])
    if found.source:
        assert text[found.source_start : found.source_end] == found.source


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Reuters", ["Reuters"]),
        ("AFP, Reuters", ["Agence France-Presse", "Reuters"]),
        ("reuters", ["Reuters"]),
        ("Reuters - World News", ["Reuters"]),
        ("The Valley Monitor", ["The Valley Monitor"]),
        ("", []),
    ],
)
def test_credits_that_metadata_give(text: str, names: list[str]) -> None:
    assert named_credit(text) == names


def test_agencies_whose_names_are_words_count_in_datelines_only() -> None:
    assert agency("MAP") is None
    assert agency("MAP", in_dateline=True) == "Maghreb Arabe Presse"
    assert agency("ap") is None
    assert agency("associated press") == "Associated Press"
