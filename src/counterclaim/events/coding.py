"""The event coder: takes a document, its annotation and its statements, gives the statements with their events.

An event belongs to the innermost statement in whose content its trigger stands; what a cue itself does
("called on", "accused", "agreed to") is an event of the statement that it introduces, unless it stands in
the content of another one. Each step has a module of its own: triggers, roles, participants, truth,
setting, facets; what makes one record of them is ``assembly``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counterclaim.events.assembly import Assembly
from counterclaim.events.participants import Cast
from counterclaim.events.plover import lexicon
from counterclaim.events.setting import Setting
from counterclaim.records import Actor, Annotation, Document, EventMention, Published, Source, Statement
from counterclaim.tree import Tree

_NOBODY = frozenset({"outlet", "unnamed"})


def code(
    document: Document, annotation: Annotation, statements: tuple[Statement, ...], *, tree: Tree | None = None
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """Statements with their events and with the actors of their sources, and all actors, each once.

    ``annotation`` is without what is marked as not the report; ``tree`` is its tree where one is at hand.
    Never raises on text.
    """
    words = lexicon()
    tree = tree or Tree(document.text, annotation, verb_forms=words.past)
    if not len(tree) or not statements:
        return statements, ()
    setting = Setting(document, tree, annotation)
    cast = Cast(tree, annotation, words, places=setting.places, on=day_of(document.published))
    named = [name for name in annotation.names if name.type in ("Person", "Organisation", "NORP")]
    mentions = [(source.start, source.name) for one in statements for source in (*one.sources, *one.via)]
    mentions += [(name.start, document.text[name.start : name.end]) for name in named]
    cast.learn(name for _, name in sorted(mentions) if name not in _NOBODY)
    assembly = Assembly(document, tree, annotation, statements, cast=cast, setting=setting, lexicon=words)
    events = assembly.events()
    coded = tuple(_filled(one, events.get(at, []), cast, document) for at, one in enumerate(statements))
    return coded, tuple(cast.actors.values())


def _filled(one: Statement, events: list[EventMention], cast: Cast, document: Document) -> Statement:
    return replace(
        one,
        sources=tuple(_resolved(source, cast, document) for source in one.sources),
        via=tuple(_resolved(source, cast, document) for source in one.via),
        events=tuple(events),
    )


def _resolved(source: Source, cast: Cast, document: Document) -> Source:
    """A source with its actor; the outlet's own voice is the outlet, where it is known."""
    name = source.name
    if name == "outlet" and source.start == source.end:
        name = document.outlet or ""
    if not name or name in _NOBODY:
        return source
    return replace(source, actor=cast.actor_of_name(name))


def day_of(published: Published | None) -> date | None:
    """The day by which affiliations are looked up: the first of a month or year of which no more is known."""
    if published is None:
        return None
    parts = published.value[:10].split("-")
    try:
        return date(
            int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1
        )
    except ValueError:
        return None
