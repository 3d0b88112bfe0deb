"""Whether what a statement quotes stands in its document: content, sources, cue, and what is told of events.

Takes a document and a statement; gives what does not hold, in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.records import EventMention, Source, Statement


def misquoted(text: str, statement: Statement) -> Iterator[str]:
    """What of a statement does not stand in a text where the statement says so."""
    content, cue = statement.content, statement.cue
    spans = [(span.start, span.end) for span in content.spans]
    bounds = [(content.start, content.end), *spans]
    if not spans or not all(_lies_in(text, *span) for span in bounds):
        yield f"its content lies outside the text ({content.start}-{content.end})"
    elif _spaced(" ".join(text[start:end] for start, end in spans)) != _spaced(content.text):
        yield f"its content is not what stands at {content.start}-{content.end}"
    if cue is not None and text[cue.start : cue.end] != cue.text:
        yield f"its cue {cue.text[:40]!r} is not what stands at {cue.start}-{cue.end}"
    for source in (*statement.sources, *statement.via):
        yield from _misnamed(text, source)
    for event in statement.events:
        yield from _mistold(text, event)


def _misnamed(text: str, source: Source) -> Iterator[str]:
    """A source is named by its own words or by those that it stands for; "outlet" and the like quote nothing."""
    places = [(source.start, source.end)]
    if source.resolved_start is not None and source.resolved_end is not None:
        places.append((source.resolved_start, source.resolved_end))
    if not all(0 <= start <= end <= len(text) for start, end in places):
        yield f"its source {source.name[:40]!r} lies outside the text"
        return
    unnamed = source.unnamed or source.name == "outlet"
    named = _spaced(source.name)
    quoted = any(named in _spaced(text[start:end]) for start, end in places)
    # "He" is named by what it stands for; where no span says where that is, it must stand somewhere.
    if not unnamed and not quoted and named not in _spaced(text):
        yield f"its source {source.name[:40]!r} stands nowhere in the text"


def _mistold(text: str, event: EventMention) -> Iterator[str]:
    trigger, place = event.trigger, event.place
    if text[trigger.start : trigger.end] != trigger.text:
        yield f"its event {trigger.text[:40]!r} is not what stands at {trigger.start}-{trigger.end}"
    if place is not None and text[place.start : place.end] != place.name:
        yield f"its place {place.name[:40]!r} is not what stands at {place.start}-{place.end}"
    parts = [("participant", one.start, one.end) for one in (*event.actors, *event.recipients)]
    parts += [("toll", toll.start, toll.end) for toll in event.toll]
    for name, start, end in parts:
        if not _lies_in(text, start, end):
            yield f"a {name} of its event {trigger.text[:40]!r} lies outside the text ({start}-{end})"


def _lies_in(text: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text)


def _spaced(text: str) -> str:
    return " ".join(text.split())
