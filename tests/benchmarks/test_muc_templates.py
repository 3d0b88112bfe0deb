"""Filling templates and confidences, on messages made by hand; the weights are not asked."""

from __future__ import annotations

from benchmarks.muc_confidence import confidence
from benchmarks.muc_features import ROLES, TYPES, Linear, sentence_features, sentences, word_features
from benchmarks.muc_templates import Message, build
from counterclaim.events.times import find_times
from counterclaim.records import (
    Content,
    DatePrecision,
    Document,
    Known,
    Name,
    Place,
    Published,
    Source,
    Span,
    Stance,
    Statement,
)


def document(text: str) -> Document:
    published = Published("1990-02-18", DatePrecision.DAY, False, Known.DATELINE)
    return Document("d", text, None, None, None, "en", published, (), (), "d", "text/plain", "", "")


def place(text: str, name: str, *, kind: str) -> Place:
    start = text.index(name)
    return Place(name, 0.0, 0.0, "PER", 1, None, kind, "1", None, "", start, start + len(name))


def message(text: str, parts: dict[str, str], *, told: dict[int, str], places: list[Place]) -> Message:
    """A message in which the strings of ``parts`` play theirs and sentences tell of the types ``told``."""
    found = sentences(text)
    words = {role: set(parts.get(role, "").split()) for role in ROLES}
    return Message(
        document(text),
        places,
        find_times(text, published=document(text).published),
        found,
        [[0.9 if told.get(n) == name else 0.01 for name in TYPES] for n in range(len(found))],
        [{role: [0.9 if w in words[role] else 0.0 for w in one.words] for role in ROLES} for one in found],
    )


def values(found: list, slot: str) -> list[list[str]]:
    return [[fill.values[0] for fill in incident.fills(slot)] for incident in found]


def test_one_incident_with_its_slots() -> None:
    text = "YESTERDAY GUNMEN WITH RIFLES KILLED THE MAYOR ANA RIOS IN ARICA. HER CAR WAS DESTROYED. THE RAIN GOES ON."
    parts = {"perpetrator": "GUNMEN", "victim": "ANA RIOS", "target": "CAR", "instrument": "RIFLES"}
    made = message(text, parts, told={0: "ATTACK", 1: "ATTACK"}, places=[place(text, "ARICA", kind="city")])
    found = build(made)
    assert values(found, "type") == [["ATTACK"]]
    assert values(found, "date") == [["17 FEB 90"]]
    assert values(found, "place") == [["PERU: ARICA (CITY)"]]
    assert values(found, "perpetrator") == [["GUNMEN"]]
    assert values(found, "victim") == [["ANA RIOS"]]
    assert values(found, "instrument") == [["RIFLES"]]
    effects = [(fill.values[0], fill.about[0]) for fill in found[0].fills("effect")]
    assert effects == [("DEATH", "ANA RIOS"), ("DESTROYED", "CAR")]


def test_another_place_is_another_incident_and_no_date_means_until_now() -> None:
    text = "A BOMB DAMAGED A MILL IN ARICA. THE POLICE CAME. A BOMB DAMAGED A BARN IN TACNA."
    places = [place(text, "ARICA", kind="city"), place(text, "TACNA", kind="city")]
    parts = {"target": "MILL BARN"}
    found = build(message(text, parts, told={0: "BOMBING", 2: "BOMBING"}, places=places))
    assert values(found, "target") == [["MILL"], ["BARN"]]
    assert values(found, "date") == [["- 18 FEB 90"]] * 2
    assert values(found, "place") == [["PERU: ARICA (CITY)"], ["PERU: TACNA (CITY)"]]


def test_who_somebody_is_and_where_is_no_victim() -> None:
    text = "GUNMEN KILLED ANA RIOS, MAYOR OF ARICA, AND HER DRIVER NEAR TACNA."
    made = message(text, {"victim": "ANA RIOS MAYOR OF ARICA DRIVER TACNA"}, told={0: "ATTACK"}, places=[])
    made.places = [place(text, "TACNA", kind="city")]
    start = text.index("ANA RIOS")
    made.persons = [Name(start, start + 8, "Person")]
    assert sorted(values(build(made), "victim")[0]) == ["ANA RIOS", "DRIVER"]


def test_nothing_told_is_no_incident() -> None:
    assert build(message("THE RAIN GOES ON. IT IS COLD.", {}, told={}, places=[])) == []


def test_features_name_words_their_neighbours_and_the_cue_beside_them() -> None:
    (one,) = sentences("HE WAS KIDNAPPED BY 3 REBELS")
    assert one.words[-1] == "REBELS"
    assert {"KIDNAPPED", "KIDNAPPED BY", "# REBELS"} <= sentence_features(one.words)
    last = list(word_features(one.words, [0.9, 0.0, 0.1, 0.0], frozenset({"KIDNAPPED"})))[-1]
    assert {"w=REBELS", "-1=3", "cue<=KIDNAPPED", "cue< by=KIDNAPPED", "level=0,4"} <= last
    assert Linear({"w=REBELS": 2.0}, -2.0).probability(last) == 0.5


def said(text: str, source: str, content: str, stance: Stance) -> Statement:
    start, at = text.index(source), text.index(content)
    span = Span(at, at + len(content))
    sources = (Source(source, start, start + len(source)),)
    return Statement(
        "s1", sources, (), None, stance, Content(content, span.start, span.end, (span,)), False, 0
    )


def sure(text: str, name: str, *told: Statement) -> str:
    start = text.index(name)
    return confidence(document(text), told, [(start, start + len(name))])


def test_confidence_is_by_who_says_so_and_how() -> None:
    plain = "THE NORTHERN FRONT BURNED THE MILL."
    assert sure(plain, "NORTHERN FRONT") == "REPORTED AS FACT"
    accusing = "THE POLICE ACCUSED THE NORTHERN FRONT OF THE FIRE."
    by_police = said(accusing, "THE POLICE", "THE NORTHERN FRONT OF THE FIRE", Stance.ACCUSES)
    assert sure(accusing, "NORTHERN FRONT", by_police) == "SUSPECTED OR ACCUSED BY AUTHORITIES"
    others = "THE MILLERS SAY IT WAS THE NORTHERN FRONT."
    by_others = said(others, "THE MILLERS", "IT WAS THE NORTHERN FRONT", Stance.ACCUSES)
    assert sure(others, "NORTHERN FRONT", by_others) == "SUSPECTED OR ACCUSED"
    owned = "THE NORTHERN FRONT ADMITTED THAT IT BURNED THE MILL."
    by_itself = said(owned, "THE NORTHERN FRONT", "IT BURNED THE MILL", Stance.ADMITS)
    assert sure(owned, "NORTHERN FRONT", by_itself) == "CLAIMED OR ADMITTED"
    assert (
        sure("THE MAYOR OF ARICA MAY HAVE BEEN SHOT BY THE NORTHERN FRONT.", "NORTHERN FRONT") == "POSSIBLE"
    )
    assert sure("THE MAYOR WAS SHOT BY THE NORTHERN FRONT.", "NORTHERN FRONT") == "REPORTED AS FACT"
