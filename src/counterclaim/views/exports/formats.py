"""The formats there are."""

from __future__ import annotations

from typing import Final

from counterclaim.errors import ExportError
from counterclaim.views.exports.form import Form

LEDGER: Final = (
    "ledger"  # the whole ledger, which counterclaim import takes back: written by the ledger itself
)

FORMATS: Final = (
    Form("csv", ".csv", "separated", "one row an incident"),
    Form("csv-claims", ".csv", "claims_table", "one row for each voice on a value"),
    Form("xlsx", ".xlsx", "xlsx", "a workbook: incidents, claims, statements, documents", binary=True),
    Form("parquet", ".parquet", "parquet", "typed rows, with claims and sources in them", binary=True),
    Form("acled", ".csv", "acled", "a table in the shape of ACLED's"),
    Form("ucdp", ".csv", "ucdp", "a table in the shape of UCDP's georeferenced events"),
    Form("plover", ".jsonl", "plover", "PLOVER's JSON lines, with claims"),
    Form("geojson", ".geojson", "geojson", "points with their claims"),
    Form("kml", ".kml", "kml", "placemarks"),
    Form("hxl", ".csv", "hxl", "CSV with HXL hashtags"),
    Form("stix", ".json", "stix", "a STIX 2.1 bundle"),
    Form("jsonld", ".jsonld", "jsonld", "schema.org Claim and ClaimReview"),
    Form("bibtex", ".bib", "bibtex", "the documents"),
)
_BY_NAME: Final = {form.name: form for form in FORMATS}


def form_of(name: str) -> Form:
    """The format of a name.

    Raises:
        ExportError: there is none.
    """
    if name not in _BY_NAME:
        raise ExportError(f"there is no format {name!r}; take {LEDGER}, {', '.join(_BY_NAME)}")
    return _BY_NAME[name]
