"""What came of an incident, and whether it was carried out: MUC's effects and stages, from words and events.

Takes a message, the sentences of one incident and a string of it; gives fills.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.muc_keys import Fill
from benchmarks.muc_message import Message, lexicon
from benchmarks.muc_values import head, words
from benchmarks.muc_where import Weights
from counterclaim.records import Factuality

OF_PERSONS = ("DEATH", "INJURY", "NO INJURY", "REGAINED FREEDOM")
OF_THINGS = ("DESTROYED", "SOME DAMAGE")
# What most likely came of it where no word tells.
USUAL = {("ATTACK", True): "DEATH", ("BOMBING", False): "SOME DAMAGE", ("ARSON", False): "SOME DAMAGE"}
UNDONE = frozenset({Factuality.PLANNED, Factuality.HYPOTHETICAL, Factuality.NEGATED})
REAL = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
LIKELY = 0.5  # of what a sentence has to say, beside the likeliest


def effect(message: Message, group: Sequence[int], string: str, *, kind: str, person: bool) -> Fill | None:
    """What came of it for one victim or target: by the nearest word that tells, in a sentence that names it."""
    wanted = OF_PERSONS if person else OF_THINGS
    best: tuple[int, str] | None = None
    for at in group:
        forms = message.sentences[at].words
        places = _found(forms, words(string))
        for name in wanted:
            cues = [n for n, word in enumerate(forms) if word.startswith(lexicon()["effects"][name])]
            for distance in (abs(n - place) for n in cues for place in places):
                if best is None or distance < best[0]:
                    best = (distance, name)
    value = best[1] if best is not None else USUAL.get((kind, person))
    if value is None or (person and kind == "KIDNAPPING" and value == "INJURY"):
        return None
    return Fill((value,), about=(string,))


def _found(forms: Sequence[str], string: Sequence[str]) -> list[int]:
    """Where the head of a string stands."""
    last = head(list(string)) if string else ""
    return [n for n, word in enumerate(forms) if word.strip(".'") == last]


def stage(message: Message, told: Weights) -> Fill:
    """Whether the deed was done: only threatened where nothing in its sentences was; tried where a word says so."""
    likely = [at for at, weight in told.items() if weight >= LIKELY]
    deeds = [event for at in likely for event in message.deeds(at)]
    done = [event for event in deeds if event.type != "THREATEN" and event.factuality not in UNDONE]
    if not done and any(event.type == "THREATEN" and event.factuality in REAL for event in deeds):
        return Fill(("THREATENED",))
    begun = lexicon()["stages"]["ATTEMPTED"]
    if any(word.startswith(begun) for at in likely for word in message.sentences[at].words):
        return Fill(("ATTEMPTED",))
    return Fill(("ACCOMPLISHED",))
