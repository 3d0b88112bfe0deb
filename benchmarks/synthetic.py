"""Made-up reports: varied prose from a grammar, so that documents can be made by the hundred thousand.

Gives Stories (paragraphs, with the names and numbers of one cast) and Documents of them. The words are in
``data/grammar.toml``. What is done to stories (copies, cuts, templates, pages) is left to the modules beside.
"""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counterclaim.records import Credit, Document, Known

_SLOT = re.compile(r"\{([A-Z_]+)\}")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeio]|un(?!i)|ur)")
_DATA = Path(__file__).parent / "data"


def load(name: str) -> dict[str, Any]:
    """A file of words: ``grammar``, ``names`` or ``bulletins``."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


NAMES: dict[str, list[str]] = load("names")


@dataclass
class Cast:
    """The names and numbers of one story."""

    people: list[str]
    places: list[str]
    bodies: list[str]
    outlets: list[str]
    days: list[str]
    month: str

    @classmethod
    def draw(cls, rng: random.Random) -> Cast:
        """A cast of its own for each story, out of millions of names."""
        towns = [place_name(rng) for _ in range(12)]
        return cls(
            people=[f"{rng.choice(NAMES['given'])} {place_name(rng)}" for _ in range(rng.randint(2, 5))],
            places=towns[: rng.randint(2, 4)],
            bodies=[rng.choice(NAMES["bodies"]).format(town) for town in towns[4 : 4 + rng.randint(2, 4)]],
            outlets=[rng.choice(NAMES["outlets"]).format(town) for town in towns[8:10]],
            days=rng.sample(NAMES["days"], 2),
            month=rng.choice(NAMES["months"]),
        )


def place_name(rng: random.Random) -> str:
    """A name of two or three syllables."""
    syllables = rng.choice((2, 2, 3))
    name = "".join(
        rng.choice(NAMES["onsets"]) + rng.choice(NAMES["vowels"]) + rng.choice(NAMES["codas"])
        for _ in range(syllables)
    )
    return name.capitalize()


class Writer:
    """Writes sentences of the grammar; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        grammar = load("grammar")
        self._rules = {name: [_SLOT.split(line) for line in lines] for name, lines in grammar.items()}
        self._terminals: dict[str, Callable[[Cast], str]] = {
            "PERSON": lambda cast: self._pick(cast.people),
            "SURNAME": lambda cast: self._pick(cast.people).split()[-1],
            "PLACE": lambda cast: self._pick(cast.places),
            "ORG": lambda cast: self._pick(cast.bodies),
            "OUTLET": lambda cast: self._pick(cast.outlets),
            "DAY": lambda cast: self._pick(cast.days),
            "MONTH": lambda cast: cast.month,
            "HOUR": lambda _: f"{self.rng.randint(0, 23):02d}:{self.rng.choice((0, 15, 30, 45)):02d}",
            "NUMBER": lambda _: str(self.rng.randint(2, 980)),
            "COUNT": lambda _: (
                self._pick(NAMES["numbers"]) if self.rng.random() < 0.5 else str(self.rng.randint(13, 900))
            ),
        }

    def _pick(self, options: list[str]) -> str:
        return options[int(self.rng.random() * len(options))]

    def expand(self, rule: str, cast: Cast, depth: int = 0) -> str:
        """Write a rule out."""
        if rule in self._terminals:
            return self._terminals[rule](cast)
        lines = self._rules[rule]
        # Deep down only the first ways of writing are used, which call little else.
        choice = int(self.rng.random() * (len(lines) if depth < 4 else max(1, len(lines) // 3)))
        parts = lines[choice]
        return "".join(
            self.expand(part, cast, depth + 1) if at % 2 else part for at, part in enumerate(parts)
        )

    def sentence(self, cast: Cast, rule: str = "SENTENCE") -> str:
        """One sentence, with a capital and a full stop."""
        text = _ARTICLE.sub(r"\1n ", self.expand(rule, cast))
        return text[0].upper() + text[1:] + ("" if text.endswith('."') else ".")

    def story(self, cast: Cast | None = None, *, sentences: tuple[int, int] = (8, 22)) -> Story:
        """A story of paragraphs of one to three sentences, a quotation now and then."""
        cast = cast or Cast.draw(self.rng)
        paragraphs, left = [], self.rng.randint(*sentences)
        while left > 0:
            count = min(left, self.rng.choice((1, 1, 2, 2, 3)))
            rules = ["QUOTE" if self.rng.random() < 0.12 else "SENTENCE" for _ in range(count)]
            paragraphs.append(" ".join(self.sentence(cast, rule) for rule in rules))
            left -= count
        return Story(self.headline(cast), paragraphs, cast)

    def headline(self, cast: Cast) -> str:
        """A headline of six or so words."""
        return " ".join(self.expand(rule, cast) for rule in ("GROUP", "VERB", "OBJECT"))

    def dateline(self, cast: Cast) -> str:
        """A dateline in one of the usual forms."""
        place, month, day = self._pick(cast.places), cast.month, self.rng.randint(1, 28)
        agency = self._pick(cast.outlets)
        forms = (
            f"{place.upper()}, {month} {day} ({agency}) - ",
            f"{place} ({agency}) – ",
            f"{place}, {day} {month} – ",
            f"{place.upper()} – ",
        )
        return self.rng.choice(forms)


@dataclass
class Story:
    """One text: headline, paragraphs, and the cast it keeps to."""

    headline: str
    paragraphs: list[str]
    cast: Cast = field(repr=False)

    @property
    def text(self) -> str:
        """Paragraphs parted by empty lines."""
        return "\n\n".join(self.paragraphs)


def as_document(number: int, text: str, *, title: str | None = None, agency: str | None = None) -> Document:
    """A Document of a text, as the documents room would give it for plain text without marks."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    credit = (Credit(agency, False, Known.CREDIT, None),) if agency else ()
    return Document(
        id=hashlib.sha256(f"{number}\n{digest}".encode()).hexdigest()[:16],
        text=text,
        title=title,
        outlet=None,
        url=None,
        language="en",
        published=None,
        credits=credit,
        marks=(),
        where=f"synthetic/{number}.txt",
        media_type="text/plain",
        sha256_bytes=digest,
        sha256_text=digest,
    )
