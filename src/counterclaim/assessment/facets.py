"""Facets of an event mention: takes one as told, gives the points that it makes and those that a denial of it hits.

Points carry no yes or no: a denial makes the same point as the assertion that it denies, which is how the two are
found to speak of one thing across documents. Words of speech ("accused", "called on") are no happening of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from counterclaim.assessment.claims import Point, Worth
from counterclaim.assessment.parties import BESIDE, HOSTILE, SPOKEN, side_of
from counterclaim.assessment.sayings import Saying, Told
from counterclaim.assessment.times import stretch
from counterclaim.assessment.times import told as time_told
from counterclaim.assessment.words import (
    content_words,
    holds_one,
    is_a,
    names_in,
    nouns,
    singular,
    stem,
    tokens,
    words_of,
)
from counterclaim.records import Bond, Facet, Participant, Place, Stance, Toll

MAIN: Final = Worth("")
ROUGHEST_PLACE: Final = 4  # where_prec: no value in saying that it happened in a country
ROUGHEST_TIME: Final = 2  # date_prec: days
VICTIMS: Final = ("child", "woman", "civilian", "protester", "police", "fighter", "household", "people")
_POSSESSIVE: Final = frozenset("his her their its our my your".split())
SIDED: Final = frozenset({"fighter", "police"})  # victims that are of a party


def points_of(saying: Saying, told: Told, *, type: str | None) -> list[Point]:
    """All points that an event mention makes, told in an incident whose main event is of a type."""
    found = [*_tolls(saying, told), *_losses(saying, told), *_control(saying, told), *accused(saying, told)]
    thread = thread_of(told, type=type)
    event = told.event
    if thread is None:
        return found
    gear = any(is_a("gear", one.name) for one in event.recipients) and event.mode == "destroy"
    if not gear:
        found.append(Point(Facet.OCCURRENCE, thread, happening(told, thread)))
        if not thread.id and told.bond is not Bond.SAME:  # a step of it: whoever denies it denies that alone
            step = step_of(told)
            found.append(Point(Facet.OCCURRENCE, step, happening(told, step)))
        if not thread.id or event.type in HOSTILE:
            found.extend(_responsibility(saying, told))
            found.extend(_targets(saying, told))
        found.extend(_when(saying, told, thread))
        found.extend(_where(saying, told, thread))
    for means in event.means:
        found.append(Point(Facet.MEANS, MAIN, _phrase(means)))
    if event.aim:
        found.append(Point(Facet.AIM, MAIN, _phrase(event.aim)))
    if event.manner:
        found.append(Point(Facet.MANNER, MAIN, _manner(event.manner)))
    return found


def focus(saying: Saying, told: Told, *, party: str, type: str | None) -> list[Point]:
    """The points that a denial by a party may be meant of, the likeliest first.

    Who denies what he is said to have done denies his part in it; else the most particular thing said is meant:
    who would deny a whole event denies it without particulars. That others did it comes before that it was done:
    whether anybody else is said to have done it is for whoever knows the other claims.
    """
    points = points_of(saying, told, type=type)
    own = [p for p in points if p.facet is Facet.RESPONSIBILITY and p.value and p.value.id == party]
    using = holds_one("use", told.event.trigger.text)
    order = [Facet.CONTROL, Facet.TOLL, Facet.LOSSES, Facet.MANNER, Facet.AIM]
    order += [Facet.RESPONSIBILITY, Facet.OCCURRENCE, Facet.TARGET]
    if using:
        order.insert(0, Facet.MEANS)
    part = told.bond is not Bond.SAME
    ordered = [
        point
        for facet in order
        for point in points
        if point.facet is facet and not (facet is Facet.OCCURRENCE and part and not point.subject.id)
    ]
    return [*([] if using and told.event.means else own), *ordered]


def thread_of(told: Told, *, type: str | None) -> Worth | None:
    """Of which happening within the incident a mention tells: the main one, or another by its type and doers.

    None for what is no happening: words, states, bare tolls.
    """
    event = told.event
    if event.type is None or (event.type in SPOKEN and event.type != type):
        return None
    if told.bond is not Bond.RESPONSE and (type is None or event.type == type):
        return MAIN
    return step_of(told)


def step_of(told: Told) -> Worth:
    """A happening by itself: its type and who does it."""
    event = told.event
    doers = sorted({one.actor or one.name for one in event.actors})
    return Worth(_short(told), id=" ".join([event.type or "", *doers]))


def _short(told: Told) -> str:
    """The words for a happening with who does it: "attacked (Peshmerga)"."""
    names = ", ".join(one.name for one in told.event.actors)
    return f"{told.event.trigger.text} ({names})" if names else told.event.trigger.text


def happening(told: Told, thread: Worth) -> Worth:
    """That something happened, as a value: however it is worded, it is one value."""
    return Worth(event_words(told), id=thread.id or "main")


def event_words(told: Told) -> str:
    """An event in few words."""
    event = told.event
    who = ", ".join(one.name for one in event.actors)
    what = ", ".join(one.name for one in event.recipients if one.name not in event.trigger.text)
    return " ".join(part for part in (who, event.trigger.text, what) if part)


def _about(told: Told) -> frozenset[str]:
    """The words for the happening itself."""
    return content_words(told.event.trigger.text)


def _who(saying: Saying, one: Participant) -> Worth:
    """A participant as a value: its side where it has one."""
    side = side_of(saying.actor(one.actor))
    return Worth(one.name, id=side or "", words=content_words(one.name), names=names_in(one.name))


def _responsibility(saying: Saying, told: Told) -> Iterator[Point]:
    event = told.event
    doers = [_who(saying, one) for one in event.actors if _could_answer(saying, one)]
    if not doers and saying.statement.stance is Stance.ADMITS:  # what one admits, one has done
        doers = [Worth(one.name, one.party) for one in saying.speakers if not one.third]
    if len({doer.id for doer in doers}) > 1 and not event.recipients:
        return  # a clash: both sides fight, and nobody is blamed
    for doer in doers:
        yield Point(Facet.RESPONSIBILITY, MAIN, replace(doer, about=_about(told)))


def accused(saying: Saying, told: Told) -> Iterator[Point]:
    """Who is blamed, where that is all that is said: "they blamed the rebels"."""
    if saying.statement.stance is not Stance.ACCUSES or told.event.type != "ACCUSE":
        return
    for one in told.event.recipients:
        if _could_answer(saying, one):
            yield Point(Facet.RESPONSIBILITY, MAIN, _who(saying, one))
            yield Point(
                Facet.OCCURRENCE, MAIN, Worth(event_words(told))
            )  # who blames somebody says it happened


def _could_answer(saying: Saying, one: Participant) -> bool:
    """Whether a doer is somebody who can be held to it: a side, or a named or armed group, not "his fighters".

    Whom the reader carried over from another sentence, this source did not name; and nobody accuses himself.
    """
    actor = saying.actor(one.actor)
    if actor is None:
        return False
    if side_of(actor) is None or holds_one("unknown", one.name) or not saying.covers(one.start, one.end):
        return False
    if saying.statement.stance is Stance.ACCUSES and side_of(actor) in {x.party for x in saying.speakers}:
        return False
    if any(one.actor == source.actor for source in saying.statement.sources) and actor.kind == "UNK":
        return False
    if actor.affiliation:
        return True
    first = tokens(one.name)[:1]
    if actor.kind in BESIDE:
        return actor.kind == "CVL" and holds_one("protester", one.name)
    return not (first and first[0].lower() in _POSSESSIVE)


def _targets(saying: Saying, told: Told) -> Iterator[Point]:
    for one in told.event.recipients:
        actor = saying.actor(one.actor)
        sided = actor is not None and actor.affiliation is not None and actor.kind not in BESIDE
        counted = any(one.start < toll.end and toll.start < one.end for toll in told.event.toll)
        if counted or is_a("gear", one.name) or not (sided or is_a("thing", one.name)):
            continue
        head = nouns(one.name)[-1:] or ("",)
        yield Point(Facet.TARGET, MAIN, Worth(one.name, (side_of(actor) or "") if sided else head[0]))


def _when(saying: Saying, told: Told, thread: Worth) -> Iterator[Point]:
    time = told.event.time
    if time is not None and time.precision <= ROUGHEST_TIME and saying.says(time.text):
        covered = stretch(time)
        if covered is not None:
            worth = Worth(time_told(time), about=_about(told), place=told.event.place, stretch=covered)
            yield Point(Facet.TIME, replace(thread, text=_short(told)), worth)


def _where(saying: Saying, told: Told, thread: Worth) -> Iterator[Point]:
    place = told.event.place
    if place is None or place.precision is None or place.precision > ROUGHEST_PLACE:
        return
    if saying.covers(place.start, place.end):
        yield Point(
            Facet.PLACE, replace(thread, text=_short(told)), replace(place_worth(place), about=_about(told))
        )


def place_worth(place: Place) -> Worth:
    """A place as a value."""
    return Worth(
        place.name, place.gazetteer_id or "", content_words(place.name), _proper(place.name), place=place
    )


def _tolls(saying: Saying, told: Told) -> Iterator[Point]:
    for toll in told.event.toll:
        if toll.who and (is_a("gear", toll.who) or is_a("thing", toll.who)):
            continue
        if (toll.low is None and toll.high is None) or not saying.covers(toll.start, toll.end):
            continue
        kind, side = victims(saying, told, toll)
        who = toll.who or ("people" if kind == "people" else kind)
        subject = Worth(f"{who} {toll.harm}", id=f"{toll.harm} {kind} {side}".strip())
        yield Point(Facet.TOLL, subject, Worth(counted(toll), low=toll.low or 0, high=toll.high))


def counted(toll: Toll) -> str:
    """A count for people."""
    if toll.low == toll.high:
        return str(toll.low)
    if toll.high is None:
        return f"at least {toll.low}"
    return f"at most {toll.high}" if not toll.low else f"{toll.low} to {toll.high}"


def victims(saying: Saying, told: Told, toll: Toll) -> tuple[str, str]:
    """The kind of victim that a toll counts, and the side that they are of where they are of one."""
    kind = "people"
    words = [singular(word) for word in tokens(toll.who or "")]
    if words:
        kind = next((name for name in VICTIMS if any(word in words_of(name) for word in words)), "")
        kind = kind or (nouns(toll.who or "") or ("people",))[-1]
    elif toll.high == 0 and holds_one("own", saying.statement.content.text):
        kind = "fighter"  # "no deaths on its side"
        return kind, saying.speakers[0].party if saying.speakers else ""
    if kind not in SIDED:
        return kind, ""
    for one in told.event.recipients:
        if one.start < toll.end and toll.start < one.end:
            actor = saying.actor(one.actor)
            own = _POSSESSIVE & {word.lower() for word in tokens(one.name)}
            if actor is None and own and len(saying.speakers) == 1:
                return kind, saying.speakers[0].party  # "nine of its soldiers"
            return kind, side_of(actor) or "" if actor is not None and actor.affiliation else ""
    return kind, ""


def _losses(saying: Saying, told: Told) -> Iterator[Point]:
    event = told.event
    counts = [toll.who for toll in event.toll if toll.who]
    destroyed = event.mode == "destroy" or holds_one("destroy", event.trigger.text)
    hit = [one.name for one in event.recipients] if destroyed else []
    if destroyed and not hit:
        hit = _things_beside(saying, told)
    for name in dict.fromkeys([*hit, *counts]):
        if not (is_a("gear", name) or is_a("thing", name)):
            continue
        head = nouns(name)[-1]
        doers = ", ".join(one.name for one in event.actors)
        text = f"{name} {event.trigger.text}" + (f" by {doers}" if doers else "")
        yield Point(Facet.LOSSES, Worth(head, id=head), Worth(text, id=head))


def _things_beside(saying: Saying, told: Told) -> list[str]:
    """What a word for destruction is of, where the reader gave it no object: after it, or before its passive."""
    text, trigger, content = saying.report.document.text, told.event.trigger, saying.statement.content
    after = " ".join(nouns(text[trigger.end : content.end].split(",")[0]))
    before = " ".join(nouns(text[content.start : trigger.start].split(",")[-1]))
    for phrase in (after, before):
        if phrase and (is_a("gear", phrase) or is_a("thing", phrase)):
            return [phrase]
    return []


def _control(saying: Saying, told: Told) -> Iterator[Point]:
    control = told.event.control
    if control is None or saying.report.document.text[told.event.trigger.start - 1 :][:1] == "-":
        return  # "the Kurdish-held region" takes for granted what is not being told
    value = None
    if control.holder and not holds_one("unknown", control.holder):
        side = side_of(saying.actor(control.actor))
        value = Worth(control.holder, side or "", content_words(control.holder), names_in(control.holder))
    for subject in _held(told):
        yield Point(Facet.CONTROL, subject, value)


def _held(told: Told) -> Iterator[Worth]:
    """The places that are held: the event's own, and each that a list of them names."""
    event = told.event
    control = event.control
    listed = _parts(control.place) if control is not None and control.place else []
    if event.place is not None and event.place.precision is not None and event.place.precision <= 2:
        own = place_worth(event.place)
        yield own
        shared = own.names | own.words
        listed = [part for part in listed if not shared & (names_in(part) | content_words(part))]
    for part in listed:
        yield Worth(part, "", content_words(part), _proper(part))


def _parts(text: str) -> list[str]:
    """The members of a list: "the base, the port and the oil fields"."""
    parts = [part.strip() for chunk in text.split(",") for part in f" {chunk} ".split(" and ")]
    return [part for part in parts if content_words(part)]


def _proper(text: str) -> frozenset[str]:
    """What of a place's name is its own, not the kind of place it is: "k1" of "K1 air base"."""
    return frozenset(name for name in names_in(text) if singular(name) not in words_of("kind"))


def _manner(text: str) -> Worth:
    """How it went: with what degree, where a word tells it ("minimal resistance", "without resistance")."""
    words = frozenset(stem(word) for word in tokens(text) if word.lower() not in words_of("empty"))
    degrees = [name for name in ("low", "high") if holds_one(name, text)]
    bare = frozenset(
        word for word in words if not any(word == stem(w) for d in ("low", "high") for w in words_of(d))
    )
    return Worth(text, degrees[0] if len(degrees) == 1 else "", bare or words)


def _phrase(text: str) -> Worth:
    return Worth(text, words=content_words(text), names=names_in(text))
