"""Filling templates and confidences, on messages made by hand; the weights are not asked."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.muc_confidence import confidence
from benchmarks.muc_features import ROLES, TYPES, Linear, sentence_features, sentences, word_features
from benchmarks.muc_message import Message
from benchmarks.muc_phrases import Phrase, phrases_of
from benchmarks.muc_sentences import signs
from benchmarks.muc_templates import build
from counterclaim.records import (
    Annotation,
    Content,
    DatePrecision,
    Document,
    EventMention,
    Factuality,
    IncidentPart,
    Known,
    Mark,
    MarkKind,
    Name,
    Participant,
    Place,
    Published,
    Source,
    Span,
    Stance,
    Statement,
    TimeValue,
    Token,
    Trigger,
)


def document(text: str) -> Document:
    published = Published("1990-02-18", DatePrecision.DAY, False, Known.DATELINE)
    return Document("d", text, None, None, None, "en", published, (), (), "d", "text/plain", "", "")


def place(text: str, name: str, *, kind: str) -> Place:
    start = text.index(name)
    return Place(name, 0.0, 0.0, "PER", 1, None, kind, "1", None, "", start, start + len(name))


def phrase(text: str, string: str, sentence: int) -> Phrase:
    start = text.index(string)
    return Phrase(start, start + len(string), start, string, string, sentence, frozenset())


def event(
    text: str, trigger: str, *, day: str | None = None, fact: Factuality = Factuality.HAPPENED
) -> EventMention:
    start = text.index(trigger)
    time = TimeValue(day, None, 1, "") if day else None
    return EventMention(
        "ASSAULT", None, (), fact, 3.0, Trigger(trigger, start, start + len(trigger)), time=time
    )


def message(
    text: str,
    parts: dict[str, tuple[str, ...]],
    *,
    told: dict[int, str],
    places: list[Place],
    events: tuple[EventMention, ...] = (),
) -> Message:
    """A message in which the strings of ``parts`` play theirs and sentences tell of the types ``told``."""
    found = sentences(text)
    phrases: list[list[tuple[Phrase, dict[str, float]]]] = [[] for _ in found]
    for role, strings in parts.items():
        for string in strings:
            at = next(n for n, one in enumerate(found) if one.start <= text.index(string) < one.end)
            likely = {other: 0.9 if other == role else 0.0 for other in ROLES}
            phrases[at].append((phrase(text, string, at), likely))
    levels = [[0.9 if told.get(n) == name else 0.01 for name in TYPES] for n in range(len(found))]
    made = Message(document(text), places, found, levels, phrases)
    made.events = [[e for e in events if one.start <= e.trigger.start < one.end] for one in found]
    return made


def values(found: list, slot: str) -> list[list[str]]:
    return [[fill.values[0] for fill in incident.fills(slot)] for incident in found]


def test_one_incident_with_its_slots() -> None:
    text = "YESTERDAY GUNMEN WITH RIFLES KILLED THE MAYOR ANA RIOS IN ARICA. HER CAR WAS DESTROYED. THE RAIN GOES ON."
    parts = {
        "perpetrator": ("GUNMEN",),
        "victim": ("THE MAYOR ANA RIOS",),
        "target": ("CAR",),
        "instrument": ("RIFLES",),
    }
    made = message(
        text,
        parts,
        told={0: "ATTACK", 1: "ATTACK"},
        places=[place(text, "ARICA", kind="city")],
        events=(event(text, "KILLED", day="1990-02-17"),),
    )
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
    parts = {"target": ("MILL", "BARN")}
    found = build(message(text, parts, told={0: "BOMBING", 2: "BOMBING"}, places=places))
    assert values(found, "target") == [["MILL"], ["BARN"]]
    assert values(found, "date") == [["- 18 FEB 90"]] * 2
    assert values(found, "place") == [["PERU: ARICA (CITY)"], ["PERU: TACNA (CITY)"]]


def test_who_somebody_is_and_where_is_no_victim() -> None:
    text = "GUNMEN KILLED ANA RIOS, MAYOR OF ARICA, AND HER DRIVER NEAR TACNA."
    parts = {"victim": ("ANA RIOS", "MAYOR OF ARICA", "DRIVER", "TACNA")}
    made = message(text, parts, told={0: "ATTACK"}, places=[place(text, "TACNA", kind="city")])
    start = text.index("ANA RIOS")
    made.persons = [Name(start, start + 8, "Person")]
    assert sorted(values(build(made), "victim")[0]) == ["ANA RIOS", "DRIVER"]


def test_what_usually_came_of_it_stands_where_no_word_tells() -> None:
    text = "GUNMEN SURPRISED 3 MILLERS AT HOME."
    found = build(message(text, {"victim": ("3 MILLERS",)}, told={0: "ATTACK"}, places=[]))
    assert [(fill.values[0], fill.about[0]) for fill in found[0].fills("effect")] == [("DEATH", "MILLERS")]


def test_who_did_it_may_be_named_apart_from_the_deed() -> None:
    text = "A BOMB DAMAGED A MILL IN ARICA. THE RAIN GOES ON. THE NORTHERN FRONT CLAIMED IT."
    parts = {"target": ("MILL",), "organisation": ("NORTHERN FRONT",)}
    found = build(message(text, parts, told={0: "BOMBING"}, places=[]))
    assert values(found, "organisation") == [["NORTHERN FRONT"]]


def test_a_dateline_is_where_it_happened_only_if_the_text_says_so() -> None:
    text = "ARICA, 18 FEB 90 -- [TEXT] GUNMEN KILLED A MILLER DOWNTOWN."
    made = message(text, {}, told={0: "ATTACK"}, places=[place(text, "ARICA", kind="city")])
    made.document = replace(made.document, marks=(Mark(Span(0, 26), MarkKind.DATELINE, "test"),))
    assert values(build(made), "place") == [["PERU: ARICA (CITY)"]]
    made.sentences[0] = replace(made.sentences[0], words=made.sentences[0].words[:-2])
    assert values(build(made), "place") == [["PERU"]]


def test_what_was_only_threatened_or_came_to_nothing_is_not_accomplished() -> None:
    text = "THE FRONT THREATENED TO BURN THE MILL."
    threat = replace(event(text, "THREATENED"), type="THREATEN")
    planned = event(text, "BURN", fact=Factuality.PLANNED)
    made = message(text, {}, told={0: "ATTACK"}, places=[], events=(threat, planned))
    assert values(build(made), "stage") == [["THREATENED"]]
    defused = "SOLDIERS DEFUSED A BOMB BESIDE THE MILL."
    assert values(build(message(defused, {}, told={0: "BOMBING"}, places=[])), "stage") == [["ATTEMPTED"]]
    done = message(text, {}, told={0: "ATTACK"}, places=[], events=(event(text, "BURN"),))
    assert values(build(done), "stage") == [["ACCOMPLISHED"]]


def test_nothing_told_is_no_incident() -> None:
    assert build(message("THE RAIN GOES ON. IT IS COLD.", {}, told={}, places=[])) == []


def test_features_name_words_their_neighbours_and_the_cue_beside_them() -> None:
    (one,) = sentences("HE WAS KIDNAPPED BY 3 REBELS")
    assert one.words[-1] == "REBELS"
    assert {"KIDNAPPED", "KIDNAPPED BY", "# REBELS"} <= sentence_features(one.words)
    last = list(word_features(one.words, [0.9, 0.0, 0.1, 0.0], frozenset({"KIDNAPPED"})))[-1]
    assert {"w=REBELS", "-1=3", "cue<=KIDNAPPED", "cue< by=KIDNAPPED", "level=0,4"} <= last
    assert Linear({"w=REBELS": 2.0}, -2.0).probability(last) == 0.5


def parsed(text: str, spec: str) -> Annotation:
    """The tokens of a text from ``UPOS/relation/head`` for each word between spaces."""
    tokens, start = [], 0
    for word, entry in zip(text.split(), spec.split(), strict=True):
        start = text.index(word, start)
        upos, rel, head = entry.split("/")
        tokens.append(Token(start, start + len(word), upos, word.lower(), int(head), rel, 0))
        start += len(word)
    part = IncidentPart(text.index("MAYOR"), text.index("MAYOR") + 5, "victim", "attack")
    return Annotation(tokens=tuple(tokens), sentences=(Span(0, len(text)),), parts=(part,))


def test_phrases_know_their_place_their_layers_and_their_events() -> None:
    text = "TWO REBELS SHOT THE MAYOR"
    annotation = parsed(text, "NUM/nummod/1 NOUN/nsubj/2 VERB/root/-1 DET/det/4 NOUN/obj/2")
    shot = replace(event(text, "SHOT"), actors=(Participant("TWO REBELS", None, 0, 10),))
    told = replace(said(text, "TWO", "SHOT THE MAYOR", Stance.ASSERTS), events=(shot,))
    found = [
        phrase
        for _, phrase in phrases_of(
            document(text), annotation, (told,), sentences(text), [[0.9] * 4], cues=frozenset({"SHOT"})
        )
    ]
    assert [one.text for one in found] == ["TWO REBELS", "MAYOR"]
    assert {"ev=ASSAULT:actor", "numbered", "gov=nsubj::shot"} <= found[0].features
    assert {"part=victim", "gov=obj::shot"} <= found[1].features
    (seen,) = signs(
        sentences(text),
        [[0.9, 0.0, 0.0, 0.0]],
        annotation=annotation,
        told=(told,),
        places=(),
        countries=frozenset({"PER"}),
    )
    assert {"words:ATTACK>0.7", "ev=ASSAULT:actor", "incident=attack", "message:incident=attack"} <= seen


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
