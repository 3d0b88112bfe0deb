"""ECB+ for the benchmark of incidents: the profiles of its mentions, by our own reading of its sentences.

A mention's word is the gold's, or one that ``incidents_finding`` found; who takes part, where and when is read by the
reader's trees, names and coreference, and by the events that ``counterclaim.read`` finds at the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from benchmarks.adapter import System
from benchmarks.incidents_reading import annotated, document_of, report
from corpora.ecbplus import Story
from counterclaim.events.roles import noun_sides, verb_sides
from counterclaim.events.setting import Setting, best_time
from counterclaim.incidents.profile import Profile
from counterclaim.incidents.profiling import SENTENCE_STEMS, TOPIC_STEMS, often
from counterclaim.incidents.words import rarest, stems
from counterclaim.records import Annotation, Document, EventMention
from counterclaim.tree import Tree

Span = tuple[int, int]
_AROUND = 10
_VERBAL = ("VERB", "AUX")


class Telling:
    """One story as it was read: gives the profile of any of its words that tells an event."""

    def __init__(self, story: Story, document: Document, annotation: Annotation) -> None:
        self.story, self.document, self.annotation = story, document, annotation
        self.tree = Tree(document.text, annotation)
        self._setting = Setting(document, self.tree, annotation)
        self.report = report(document, annotation)
        self._events = [event for one in self.report.statements for event in one.events]
        self._antecedents = _antecedents(document, annotation)
        self._topic = rarest(often(stems(document.text)), TOPIC_STEMS)

    def profile(self, span: Span, name: str) -> Profile | None:
        """The profile of the event that a span tells; None where the reader sees no word there."""
        tree = self.tree
        run = tree.run_in(*span)
        if run is None:
            return None
        head = tree.head_of(run)
        event = self._event_at(span)
        sentence = tree.sentence_of(head)
        doers, sufferers, around = self._sides(head, run)
        places = self._setting.places_in(sentence)
        near = [place for k, place in places if k in tree.subtree(head)]
        time = best_time([mention for _, mention in self._setting.times_in(sentence)])
        words = [stem for k in range(*sentence) for stem in stems(tree.low[k])]
        return Profile(
            mention=name,
            document=self.story.id,
            lead=name,
            published=None,
            position=span[0],
            sentence=tree.tokens[head].sentence,
            type=event.type if event else None,
            mode=event.mode if event else None,
            trigger=self.document.text[span[0] : span[1]],
            happened=True,
            heads=self._heads(head, run),
            doers=doers,
            sufferers=sufferers,
            around=around,
            place=(event.place if event else None) or (near or [place for _, place in places] or [None])[0],
            near=bool(near),
            time=(event.time if event else None) or (time.time if time else None),
            tolls=event.toll if event else (),
            words=rarest(words, SENTENCE_STEMS),
            topic=self._topic,
        )

    def _heads(self, head: int, run: Span) -> tuple[str, ...]:
        tree = self.tree
        found = [*stems(tree.lemmas[head])[:1]] or [tree.lemmas[head]]
        found += [stem for k in range(*run) for stem in stems(tree.lemmas[k])]
        return tuple(dict.fromkeys(found))

    def _sides(self, head: int, run: Span) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Stems of those who do it, of those it is done to, and of what else stands by."""
        tree = self.tree
        verbal = tree.upos(head) in _VERBAL
        sides = verb_sides(tree, head) if verbal else noun_sides(tree, head)
        doers: list[str] = []
        sufferers: list[str] = []
        around: list[str] = []
        for slot, heads in sides.items():
            for k in heads:
                if k in range(*run):
                    continue
                stemmed = self._stems_of(k)
                if slot in ("subj", "by", "poss"):
                    doers += stemmed
                elif slot in ("obj", "iobj", "of"):
                    sufferers += stemmed
                else:
                    around += stemmed
        around += [s for k in tree.kids[head] if k not in range(*run) for s in self._stems_of(k)]
        parent = tree.head(head)
        if parent >= 0:
            around += self._stems_of(parent, whole=False)
        return (
            tuple(dict.fromkeys(doers)),
            tuple(dict.fromkeys(sufferers)),
            tuple(dict.fromkeys(around))[:_AROUND],
        )

    def _stems_of(self, k: int, *, whole: bool = True) -> list[str]:
        """The stems of a phrase by its head, of its antecedent where it is a pronoun."""
        tree = self.tree
        if k in self._antecedents and tree.upos(k) == "PRON":
            return stems(self._antecedents[k])
        run = tree.noun_phrase(k) if whole and tree.upos(k) in ("NOUN", "PROPN") else (k, k + 1)
        return [stem for m in range(*run) for stem in stems(tree.lemmas[m])]

    def _event_at(self, span: Span) -> EventMention | None:
        for event in self._events:
            if event.trigger.start < span[1] and span[0] < event.trigger.end:
                return event
        return None


def tellings(stories: Sequence[Story], system: System) -> Iterator[Telling]:
    """The stories as they were read, in order."""
    documents = [replace(document_of(story.text), text=story.text, marks=()) for story in stories]
    for story, (document, annotation) in zip(
        stories, annotated(documents, system, name="ecbplus"), strict=True
    ):
        yield Telling(story, document, annotation)


def gold_profiles(told: Iterable[Telling]) -> list[tuple[Profile, str]]:
    """The profiles of all gold mentions, each with its chain."""
    found = []
    for one in told:
        spans = [(mention.start, mention.end) for mention in one.story.mentions]
        names = [f"{one.story.id}#{at}" for at in range(len(spans))]
        chains = {name: mention.chain for name, mention in zip(names, one.story.mentions, strict=True)}
        found += [(profile, chains[profile.mention]) for profile in profiles_at(one, spans, names)]
    return found


def profiles_at(told: Telling, spans: Sequence[Span], names: Sequence[str]) -> list[Profile]:
    """The profiles of the events that spans tell, under these names."""
    found = (told.profile(span, name) for span, name in zip(spans, names, strict=True))
    return [one for one in found if one is not None]


def _antecedents(document: Document, annotation: Annotation) -> dict[int, str]:
    """For each head of a mention, the longest name or phrase of its chain."""
    names: dict[int, str] = {}
    for one in annotation.mentions:
        text = document.text[one.start : one.end]
        if one.kind != "pronoun" and len(text) < 60 and len(text) > len(names.get(one.chain, "")):
            names[one.chain] = text
    return {one.head: names[one.chain] for one in annotation.mentions if one.chain in names}
