"""Profiles: what linking knows of an event mention once its document is put away."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.records import Place, TimeValue, Toll


@dataclass(frozen=True, slots=True)
class Whole:
    """What a document tells of one happening as a whole; carried by the mention that leads it.

    ``mentions`` counts the mentions of the happening in this document. ``types`` are PLOVER's, the most told
    first; ``places``, ``times``, ``tolls`` and ``means`` are those told of it, ``actors`` the ids and names of
    who takes part, ``hit`` of those to whom it is done, ``deeds`` the stems of the words that tell it, ``words``
    the most telling stems of the sentences about it, ``copies`` hashes of those sentences.
    """

    mentions: int
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[TimeValue, ...] = ()
    tolls: tuple[Toll, ...] = ()
    means: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """One event mention.

    ``lead`` is the id of the mention that leads the happening within the document: its own for the lead, which
    alone has a ``whole``. ``published`` is a day ("2017-10-16") or what is known of one. ``position`` and
    ``sentence`` count from the start of the document. ``heads`` are the stems of the words that tell the
    event, ``doers`` and ``sufferers`` ids of actors and stems of names, ``around`` stems of
    what else stands by it, ``words`` the rarest stems of its
    sentence, ``topic`` those of the document. ``place`` and ``time`` are what the text says of this mention
    itself; ``near`` is False where the place was taken from the sentences around. ``copy`` is a hash of its
    sentence, ``ordinal`` its number among the mentions of its happening, the lead first.
    """

    mention: str
    document: str
    lead: str
    published: str | None
    position: int
    sentence: int
    type: str | None
    mode: str | None
    trigger: str
    happened: bool
    heads: tuple[str, ...] = ()
    doers: tuple[str, ...] = ()
    sufferers: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    place: Place | None = None
    near: bool = True
    time: TimeValue | None = None
    tolls: tuple[Toll, ...] = ()
    means: tuple[str, ...] = ()
    control: bool = False
    words: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    copy: str = ""
    ordinal: int = 0
    whole: Whole | None = None
