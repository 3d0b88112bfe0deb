"""The language of a text: takes canonical text, gives an ISO 639-1 code or None.

What metadata say wins, in ``build.py``; here only the text is looked at, and only its beginning.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Enough for a sure answer, little enough to cost a fraction of a millisecond.
PREFIX = 400
# A text that opens with names and little else shows its function words only further on.
FURTHER = 1600
# A text with fewer letters than this says nothing sure about its language.
LETTERS = 20
# Below this probability a text is left without a language.
SURE = 0.6

_WORD = re.compile(r"[^\W\d_]+")
_PARTED = {code: " " for code in range(128) if not chr(code).isalpha()}  # what no ASCII word holds
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]*)?$")
# Function words of English. The model of py3langid takes longer than all the rest of a document does, so a
# text that is thick with these is taken for English at once; no other language's text is.
_ENGLISH = frozenset(
    """the of and to that with from by for on at was were has have had is are be been not as it his her
    their they he she which who this these said a an in after before into would will when where but or no about
    than its our you there also more other since while what because during against between out one""".split()
)
_ENGLISH_ONLY = frozenset("the of and to with from by that have had were which their they this said".split())
ENGLISH_SHARE = 0.2
ENGLISH_KINDS = 3
# What of it the beginning must show for the text further on to be asked: a text of another language that goes
# over into English later is of the language that it begins in.
BEGUN_SHARE = 0.1
BEGUN_KINDS = 2
# Three-letter codes (ISO 639-2) and old ones that metadata use for what has a two-letter code.
_LONG = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ara": "ar",
    "rus": "ru", "zho": "zh", "chi": "zh", "por": "pt", "ita": "it", "ukr": "uk", "fas": "fa",
    "per": "fa", "tur": "tr", "heb": "he", "kur": "ku", "nld": "nl", "dut": "nl", "pol": "pl",
    "jpn": "ja", "kor": "ko", "hin": "hi", "urd": "ur", "swe": "sv", "iw": "he", "in": "id",
}  # fmt: skip


def language_code(tag: str) -> str | None:
    """ISO 639-1 code of a language as metadata write it ("en-GB", "ENG", "English"), or None."""
    tag = tag.strip()
    match = _TAG.match(tag)
    if match:
        code = match[1].lower()
        return _LONG.get(code, code if len(code) == 2 else None)
    return _names().get(tag.casefold())


def detect(text: str) -> str | None:
    """The language that a text is written in, from how it begins; None where that is not sure."""
    prefix = text[:PREFIX].lower()
    words = _words(prefix)
    if sum(map(len, words)) < LETTERS:
        return None
    if _thick(words, ENGLISH_SHARE, ENGLISH_KINDS):
        return "en"
    if len(text) > PREFIX and _thick(words, BEGUN_SHARE, BEGUN_KINDS):
        further = _words(text[:FURTHER].lower())
        if _thick(further, ENGLISH_SHARE, ENGLISH_KINDS):
            return "en"
    code, probability = _identifier().classify(prefix)
    return str(code) if probability >= SURE else None


def _words(lowered: str) -> list[str]:
    """The runs of letters of a text in lower case."""
    return lowered.translate(_PARTED).split() if lowered.isascii() else _WORD.findall(lowered)


def _thick(words: list[str], share: float, kinds: int) -> bool:
    """Whether so large a share are function words of English, with so many that only English has."""
    hits = [word for word in words if word in _ENGLISH]
    return len(hits) >= share * len(words) and len(_ENGLISH_ONLY.intersection(hits)) >= kinds


@cache
def _identifier() -> Any:
    """The model, loaded on first use: it takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Without the dialects that have three-letter codes alone, which split the probability of their language.
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier


@cache
def _names() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415

    names = Locale("en").languages
    return {name.casefold(): code for code, name in names.items() if len(code) == 2}
