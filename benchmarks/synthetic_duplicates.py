"""Made-up collections of documents in which it is known which are of one text.

Gives documents with the number of their text: copies, cuts, re-ordered, rewritten and credited ones; and what
looks alike and is not: texts of one template, independent reports that share a quotation or an event, outlets
with standing paragraphs. The prose comes from ``synthetic.py``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.synthetic import NAMES, Cast, Story, Writer, as_document, load, place_name
from counterclaim.records import Document

AGENCIES = ["Reuters", "AP", "AFP", "dpa", "Xinhua", "TASS", "EFE", "ANSA"]


DAYS, MONTHS, SPELT_NUMBERS = NAMES["days"], NAMES["months"], NAMES["numbers"]
_SPELT = re.compile(rf"\b(?:{'|'.join(SPELT_NUMBERS)})\b")


@dataclass(frozen=True)
class Labelled:
    """A document, the number of its text, and how it was made."""

    document: Document
    text: int
    made: str


class Collection:
    """Makes labelled documents; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.writer = Writer(seed)
        self.rng = self.writer.rng
        self._texts = 0
        self._documents = 0
        self._synonyms = _synonyms()
        self._bulletins = load("bulletins")
        self._outlets = [self._standing() for _ in range(8)]
        self._kinds: list[tuple[Callable[[], Iterator[Labelled]], int]] = [
            (self.copies, 30),
            (self.single, 30),
            (self.template, 3),
            (self.bulletins, 4),
            (self.shared_quotation, 6),
            (self.same_event, 6),
            (self.standing_paragraphs, 12),
        ]

    def documents(self, count: int) -> list[Labelled]:
        """That many documents of all kinds, shuffled."""
        made: list[Labelled] = []
        kinds, weights = zip(*self._kinds, strict=True)
        while len(made) < count:
            made.extend(self.rng.choices(kinds, weights)[0]())
        made = made[:count]
        self.rng.shuffle(made)
        return made

    def _label(self, body: str, made: str, *, text: int, agency: str | None = None) -> Labelled:
        self._documents += 1
        return Labelled(as_document(self._documents, body, agency=agency), text, made)

    def _new_text(self) -> int:
        self._texts += 1
        return self._texts

    # Of one text

    def single(self) -> Iterator[Labelled]:
        """A text that stands alone."""
        yield self._label(self._dressed(self.writer.story()), "single", text=self._new_text())

    def copies(self) -> Iterator[Labelled]:
        """A text and one to six documents made of it; now and then the text itself is not there."""
        story, number = self.writer.story(), self._new_text()
        agency = self.rng.choice([None, *AGENCIES])
        made = [
            self.same,
            self.cut,
            self.cut,
            self.reordered,
            self.reordered_cut,
            self.rewritten,
            self.updated,
            self.extended,
        ]
        if self.rng.random() < 0.9:
            yield self._label(self._dressed(story), "text", text=number, agency=agency)
        else:
            made = [self.same, self.reordered]
        for _ in range(min(self.rng.choice((1, 1, 2, 2, 3, 6)), 6)):
            way = self.rng.choice(made)
            credited = agency if self.rng.random() < 0.4 else None
            yield self._label(self._dressed(way(story)), way.__name__, text=number, agency=credited)

    def _dressed(self, story: Story) -> str:
        """With a headline and a dateline of its own, or without, as papers do."""
        body = story.text
        if self.rng.random() < 0.6:
            body = self.writer.dateline(story.cast) + body
        return f"{self.writer.headline(story.cast)}\n\n{body}" if self.rng.random() < 0.6 else body

    def same(self, story: Story) -> Story:
        """The text as it is."""
        return story

    def cut(self, story: Story) -> Story:
        """Cut to between 30 and 80 hundredths of the words: the head of it, or paragraphs here and there."""
        share = self.rng.uniform(0.3, 0.8)
        if self.rng.random() < 0.3:
            return Story(story.headline, _first_sentences(story, share), story.cast)
        kept, words = [], sum(len(paragraph.split()) for paragraph in story.paragraphs)
        order = list(range(len(story.paragraphs)))
        self.rng.shuffle(order)
        for at in order:
            if sum(len(story.paragraphs[at].split()) for at in kept) >= share * words:
                break
            kept.append(at)
        return Story(story.headline, [story.paragraphs[at] for at in sorted(kept)], story.cast)

    def reordered(self, story: Story) -> Story:
        """All paragraphs in another order."""
        return Story(story.headline, self.rng.sample(story.paragraphs, len(story.paragraphs)), story.cast)

    def reordered_cut(self, story: Story) -> Story:
        """Cut, and the rest in another order."""
        return self.reordered(self.cut(story))

    def rewritten(self, story: Story) -> Story:
        """One word in twelve replaced by another of its rule, one sentence in ten left out."""
        paragraphs = []
        for paragraph in story.paragraphs:
            words = [
                self.rng.choice(self._synonyms[word])
                if word in self._synonyms and self.rng.random() < 0.25
                else word
                for word in paragraph.split(" ")
            ]
            sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", " ".join(words))
            paragraphs.append(" ".join(s for s in sentences if self.rng.random() > 0.1))
        return Story(story.headline, [p for p in paragraphs if p], story.cast)

    def updated(self, story: Story) -> Story:
        """An hour later: one number in five changed, a paragraph more."""
        changed = re.sub(
            r"\b\d+\b", lambda m: str(int(m[0]) + 1) if self.rng.random() < 0.2 else m[0], story.text
        ).split("\n\n")
        return Story(story.headline, [self.writer.sentence(story.cast), *changed], story.cast)

    def extended(self, story: Story) -> Story:
        """With sentences of the paper's own, up to a quarter of the whole."""
        own = [self.writer.sentence(story.cast) for _ in range(max(1, len(story.text.split()) // 100))]
        return Story(story.headline, [*story.paragraphs, *own], story.cast)

    # Alike and not of one text

    def template(self) -> Iterator[Labelled]:
        """Texts of one made-up template: the sentences stay, names and numbers change from day to day."""
        skeleton = self.writer.story(sentences=(3, 10))
        kept = self.rng.sample([*skeleton.cast.bodies, *skeleton.cast.places], 1)
        for _ in range(self.rng.randint(5, 30)):
            body = _refill(skeleton, Cast.draw(self.rng), self.rng, kept)
            yield self._label(body, "template", text=self._new_text())

    def bulletins(self) -> Iterator[Labelled]:
        """Daily strike reports, results, weather, markets: one form, the facts of each day."""
        name, form = self.rng.choice(list(self._bulletins.items()))
        towns = [place_name(self.rng) for _ in range(12)]
        for _ in range(self.rng.randint(5, 25)):
            yield self._label(bulletin(self.rng, form, towns), name, text=self._new_text())

    def shared_quotation(self) -> Iterator[Labelled]:
        """Independent reports that all quote one statement at length."""
        cast = Cast.draw(self.rng)
        quote = " ".join(self.writer.sentence(cast) for _ in range(self.rng.randint(1, 3))).replace('"', "")
        for _ in range(self.rng.randint(2, 4)):
            story = self.writer.story(cast, sentences=(4, 12))
            speaker = (
                f"{self.rng.choice(cast.people)} {self.rng.choice(('said', 'told reporters', 'declared'))}"
            )
            at = self.rng.randint(0, len(story.paragraphs))
            story.paragraphs.insert(at, f'"{quote}" {speaker}.')
            yield self._label(self._dressed(story), "shared_quotation", text=self._new_text())

    def same_event(self) -> Iterator[Labelled]:
        """Independent reports of one event: the same names, each in its own words."""
        cast = Cast.draw(self.rng)
        for _ in range(self.rng.randint(2, 5)):
            yield self._label(self._dressed(self.writer.story(cast)), "same_event", text=self._new_text())

    def standing_paragraphs(self) -> Iterator[Labelled]:
        """A report of an outlet that closes each with the same paragraphs."""
        story = self.writer.story(sentences=(3, 12))
        body = f"{self._dressed(story)}\n\n{self.rng.choice(self._outlets)}"
        yield self._label(body, "standing_paragraphs", text=self._new_text())

    def _standing(self) -> str:
        return self.writer.story(sentences=(2, 4)).text


def _synonyms() -> dict[str, list[str]]:
    grammar = load("grammar")
    rules = ("VERB", "ADJECTIVE", "SAID", "PARTICIPLE", "PEOPLE", "NOUN_PERSON", "INFINITIVE")
    return {word: grammar[rule] for rule in rules for word in grammar[rule]}


def _first_sentences(story: Story, share: float) -> list[str]:
    words, most = 0, share * len(story.text.split())
    paragraphs = []
    for paragraph in story.paragraphs:
        kept = []
        for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", paragraph):
            if words < most:
                kept.append(sentence)
                words += len(sentence.split())
        if kept:
            paragraphs.append(" ".join(kept))
    return paragraphs


def _refill(story: Story, cast: Cast, rng: random.Random, kept: list[str]) -> str:
    """The story's text with another cast and other numbers; names in ``kept`` stay."""
    old = story.cast
    swaps = dict(zip(old.days, cast.days, strict=True)) | {old.month: cast.month}
    for names, others in ((old.people, cast.people), (old.bodies, cast.bodies), (old.places, cast.places)):
        for at, name in enumerate(names):
            swaps[name] = others[at % len(others)]
            if names is old.people:
                swaps[name.split()[-1]] = swaps[name].split()[-1]
    swaps = {name: other for name, other in swaps.items() if name not in kept}
    pattern = re.compile("|".join(sorted(map(re.escape, swaps), key=len, reverse=True)))
    text = pattern.sub(lambda match: swaps[match[0]], story.text)
    text = re.sub(r"\b\d+\b", lambda match: str(rng.randint(2, 980)), text)
    return _SPELT.sub(lambda match: rng.choice(SPELT_NUMBERS), text)


def bulletin(rng: random.Random, form: dict[str, str], towns: list[str]) -> str:
    """One day's text of a bulletin of ``data/bulletins.toml``."""

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in names:
            return rng.choice(names[name])
        if span := re.fullmatch(r"(\d+)-(\d+)", name):
            return str(rng.randint(int(span[1]), int(span[2])))
        return rng.choice(name.split("|"))

    people = [place_name(rng) for _ in range(6)]
    names = {"TOWN": towns, "NAME": people, "DAY": DAYS, "MONTH": MONTHS, "SPELT": SPELT_NUMBERS}
    items = [form["item"]] * rng.randint(3, 7) if "item" in form else []
    lines = [re.sub(r"\{([^}]+)\}", fill, line) for line in (form["head"], *items, form["tail"])]
    return rng.choice(["\n\n", " "]).join(line[0].upper() + line[1:] for line in lines)


def pair_scores(expected: list[int], found: list[str]) -> dict[str, float]:
    """Precision, recall and F1 over pairs of documents: a pair is right if of one text in both.

    Counted by groups, not by going through the pairs.
    """

    def pairs(groups: list[object]) -> int:
        counts: dict[object, int] = {}
        for group in groups:
            counts[group] = counts.get(group, 0) + 1
        return sum(count * (count - 1) // 2 for count in counts.values())

    both = pairs(list(zip(expected, found, strict=True)))
    in_found, in_expected = pairs(list(found)), pairs(list(expected))
    precision = both / in_found if in_found else 1.0
    recall = both / in_expected if in_expected else 1.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}
