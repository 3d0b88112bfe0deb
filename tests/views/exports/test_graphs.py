"""Objects rather than rows: GeoJSON, KML, PLOVER, STIX, JSON-LD and BibTeX, each read by a reader of its own."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import bibtexparser
import geojson_pydantic
import pytest
import rdflib
import stix2
from rdflib import RDF, SDO, URIRef

from counterclaim.records import Factuality, TimeValue
from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.formats import form_of
from tests.views.exports.samples import FORMULA, MADE, SCRIPT, dossier, meeting
from tests.views.exports.test_shapes import acted

KML = "{http://www.opengis.net/kml/2.2}"


def written(name: str, *dossiers: Dossier) -> str:
    """What a format makes of dossiers."""
    file = io.BytesIO()
    list(form_of(name).write(dossiers or (dossier(), meeting()), file, made=MADE))
    return file.getvalue().decode()


# -- maps


def test_geojson() -> None:
    read = geojson_pydantic.FeatureCollection.model_validate_json(written("geojson"))
    bridge, council = read.features
    assert bridge.geometry.coordinates[:2] == (9.25, 61.5)
    assert council.geometry is None
    held = bridge.properties
    assert (held["killed_low"], held["killed_high"], held["standing_control"]) == (13, 20, "disputed")
    (control,) = [claim for claim in held["claims"] if claim["facet"] == "control"]
    assert [one["source"] for one in control["denied_by"]] == ["The River Front"]
    assert control["denied_by"][0]["statement"] == dossier().statement_ids[1]
    assert held["sources"][0]["url"] == "https://gazette.example/a?b=1&c={2}"
    assert json.loads(written("geojson", meeting()))["type"] == "FeatureCollection"


def test_an_empty_collection_is_one() -> None:
    file = io.BytesIO()
    list(form_of("geojson").write([], file, made=MADE))
    assert json.loads(file.getvalue()) == {"type": "FeatureCollection", "features": []}


def test_kml() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        from fastkml import Placemark, kml
        from fastkml.utils import find_all

        marks = list(
            find_all(kml.KML.from_string(written("kml").replace('encoding="UTF-8"', "")), of_type=Placemark)
        )
    bridge, council = marks
    assert bridge.name == "Attack on the bridge at Varnek"
    assert (bridge.geometry.x, bridge.geometry.y) == (9.25, 61.5)
    assert str(bridge.times.timestamp) == "2021-03-03"
    assert council.geometry is None
    values = {one.name: one.value for one in bridge.extended_data.elements}
    assert values["standing_control"] == "disputed"
    assert values["document_ids"] == "; ".join(dossier().incident.documents)


def test_no_markup_of_a_report_is_shown_by_a_viewer() -> None:
    tree = ElementTree.fromstring(written("kml"))
    shown = [one.text or "" for one in tree.iter(f"{KML}description")]
    assert "&lt;script&gt;" in shown[0]
    assert not any(SCRIPT in one for one in shown)


@pytest.mark.parametrize(
    ("time", "tags"),
    [
        (TimeValue("2021-03-03T02:30+03:00", None, 1, ""), {"when": "2021-03-03T02:30:00+03:00"}),
        (TimeValue("2021-03", "2021-04-02", 4, ""), {"begin": "2021-03", "end": "2021-04-02"}),
        (None, {}),
    ],
)
def test_times_in_kml(time: TimeValue | None, tags: dict[str, str]) -> None:
    one = replace(dossier(), incident=replace(dossier().incident, time=time))
    tree = ElementTree.fromstring(written("kml", one))
    assert {tag: found.text for tag in ("when", "begin", "end") for found in tree.iter(KML + tag)} == tags


# -- PLOVER


def plover(*dossiers: Dossier) -> list[dict[str, Any]]:
    """The records."""
    return [json.loads(line) for line in written("plover", *dossiers).splitlines()]


def test_plover() -> None:
    bridge, council = plover()
    assert (bridge["event"], bridge["mode"], bridge["context"]) == (["ASSAULT"], ["firearms"], ["military"])
    assert (bridge["date"], bridge["quad_code"], bridge["link"]) == ("2021-03-03", 4, dossier().incident.id)
    (actor,) = bridge["actor"]
    assert (actor["code"], actor["sector"], actor["identifier_id"]) == ("NOR", "MIL", "NOR-MIL")
    assert bridge["recipient"][0]["affiliation"] == "RVF"
    assert (bridge["event_loc"]["country_code"], bridge["event_loc"]["resolution"]) == ("NOR", 4)
    assert (bridge["size"]["dead"], bridge["size"]["dead_low"], bridge["size"]["injured"]) == (20, 13, 5)
    assert bridge["cite_info"][1]["title"] == FORMULA
    assert (council["event"], council["quad_code"]) == (["CONSULT"], 1)
    assert (council["date"], council["date_is"]) == ("2021-03-01", "of the first report")
    assert (bridge["date_is"], council["actor"]) == ("of the event", [{"entity_text": "The council"}])


def test_claims_of_plover_say_who_asserts_and_who_denies() -> None:
    claims = {(one["facet"], one["value"]): one for one in plover(dossier())[0]["claims"]}
    control = claims["control", "Norvia holds it"]
    assert [one["party"] for one in control["asserted_by"]] == ["NOR"]
    assert [one["party"] for one in control["confirmed_by"]] == ["courier"]
    assert [one["party"] for one in control["denied_by"]] == ["RVF"]
    assert [one["third_party"] for one in control["silent"]] == [True]
    assert (control["standing"], control["origins"]) == ("disputed", 2)
    assert claims["aim", f"to cut the road {SCRIPT}"]["taken_back_by"]


def test_an_attack_and_the_arrest_after_it_are_two_events_of_one_link() -> None:
    one = dossier()
    late = one.reports[2]
    (event,) = late.statements[0].events
    arrest = replace(event, type="COERCE", mode="arrest", toll=())
    changed = replace(late, statements=(replace(late.statements[0], events=(arrest,)),))
    first, second = plover(replace(one, reports=(*one.reports[:2], changed)))
    assert (first["event"], second["event"], second["mode"]) == (["ASSAULT"], ["COERCE"], ["arrest"])
    assert first["link"] == second["link"]
    assert first["id"] != second["id"]
    assert {one["facet"] for one in second["claims"]} == {"occurrence"}


def test_what_is_only_planned_is_no_event() -> None:
    (record,) = plover(acted(dossier(), factuality=Factuality.PLANNED))
    assert (record["has_event"], record["factuality"]) == (False, ["planned"])


# -- STIX


def bundle(*dossiers: Dossier) -> Any:
    """The bundle, as the library reads it: strictly."""
    return stix2.parse(written("stix", *dossiers), allow_custom=False)


def test_stix() -> None:
    read = bundle()
    of = {
        kind: [one for one in read.objects if one.type == kind]
        for kind in ("incident", "note", "opinion", "location")
    }
    bridge = next(one for one in of["incident"] if one.name == "Attack on the bridge at Varnek")
    assert [one.url for one in bridge.external_references[:2]] == [
        "https://gazette.example/a?b=1&c={2}", "https://courier.example/9",
    ]  # fmt: skip
    assert bridge.external_references[0].hashes["SHA-256"] == dossier().documents[0].sha256_bytes
    (place,) = of["location"]
    assert (place.country, place.latitude, place.longitude) == ("NO", 61.5, 9.25)
    opinions = {(one.opinion, one.authors[0]) for one in of["opinion"]}
    assert opinions == {
        ("disagree", "The River Front"),
        ("agree", "Harbour Courier"),
        ("neutral", "The mayor"),
    }
    (denial,) = [one for one in of["opinion"] if one.opinion == "disagree"]
    (denied,) = [one for one in of["note"] if one.id in denial.object_refs]
    assert denied.abstract == "control: the bridge = Norvia holds it"
    assert denied.object_refs == [bridge.id]
    assert denial.external_references[0].external_id == dossier().statement_ids[1]


def test_the_same_ledger_gives_the_same_bundle() -> None:
    assert written("stix") == written("stix")
    ids = [one.id for one in bundle(dossier(), dossier(), meeting()).objects]
    assert len(set(ids)) == len(ids)


# -- schema.org


def triples(*dossiers: Dossier) -> Any:
    """The graph; the context, which a reader fetches, is here what it says: each term is schema.org's."""
    document = json.loads(written("jsonld", *dossiers))
    assert document["@context"] == "https://schema.org"
    document["@context"] = {"@vocab": "https://schema.org/"}
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        graph.parse(data=json.dumps(document), format="json-ld")
    return graph


def test_jsonld() -> None:
    graph = triples()
    claims = list(graph.subjects(RDF.type, SDO.Claim))
    reviews = list(graph.subjects(RDF.type, SDO.ClaimReview))
    assert len(claims) == len(reviews) == len(dossier().claims) + 1
    event = URIRef(f"urn:counterclaim:incident:{dossier().incident.id}")
    assert set(graph.objects(event, RDF.type)) == {SDO.Event}
    assert {str(one) for one in graph.objects(event, SDO.startDate)} == {"2021-03-03"}
    (control,) = [one for one in claims if "Norvia holds it" in str(graph.value(one, SDO.text))]
    (review,) = graph.subjects(SDO.itemReviewed, control)
    rating = graph.value(review, SDO.reviewRating)
    assert str(graph.value(rating, SDO.alternateName)) == "disputed"
    assert graph.value(rating, SDO.ratingValue) is None
    authors = {str(graph.value(one, SDO.name)) for one in graph.objects(control, SDO.author)}
    assert authors == {"The Northern Army", "Harbour Courier"}
    quotes = {str(graph.value(one, SDO.text)) for one in graph.objects(control, SDO.appearance)}
    assert any(one.startswith("The Northern Army said its soldiers") for one in quotes)


def test_every_term_is_schema_orgs() -> None:
    def terms() -> Iterator[str]:
        for _, predicate, value in triples():
            yield str(predicate if predicate != RDF.type else value)

    found = set(terms())
    assert len(found) > 20
    assert not [one for one in found if one.removeprefix("https://schema.org/") not in SDO]


# -- BibTeX


def test_bibtex() -> None:
    read = bibtexparser.parse_string(written("bibtex"))
    assert not read.failed_blocks
    assert [entry.key for entry in read.entries] == [
        "gazette20210304",
        "harbourcourier20210305",
        "report",
        "gazette202103",
    ]
    gazette, courier, bare, _ = ({field.key: field.value for field in entry.fields} for entry in read.entries)
    assert (gazette["year"], gazette["month"], gazette["day"]) == ("2021", "3", "4")
    assert gazette["url"] == "https://gazette.example/a?b=1&c=%7B2%7D"
    assert dossier().documents[0].id in gazette["note"]
    assert r"\&A1" in courier["title"]
    assert "year" not in bare


def test_a_document_of_two_incidents_comes_once() -> None:
    other = replace(dossier(), incident=replace(dossier().incident, id="other", title="Another 100% & more"))
    text = written("bibtex", dossier(), other)
    assert text.count("@misc{") == 3
    assert r"cited for: Attack on the bridge at Varnek; Another 100\% \& more" in text
