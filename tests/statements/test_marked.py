"""What is not the report leaves the annotation."""

from __future__ import annotations

from counterclaim.records import Annotation, Attribution, Mention, Name, Span, Token
from counterclaim.statements.marked import unmarked


def token(start: int, head: int, deprel: str = "dep") -> Token:
    return Token(start, start + 4, "NOUN", "word", head, deprel, 0)


WHOLE = Annotation(
    tokens=(token(0, 1), token(5, -1, "root"), token(10, 1), token(15, 2)),
    names=(Name(0, 4, "Person"), Name(10, 14, "Person")),
    attributions=(Attribution((), (Span(0, 4),), ()), Attribution((), (Span(10, 14),), ())),
    mentions=(Mention(0, 4, 0, "person", 1), Mention(10, 14, 2, "person", 1)),
)


def test_nothing_marked_leaves_all() -> None:
    assert unmarked(WHOLE, []) is WHOLE


def test_tokens_names_attributions_and_mentions_of_a_mark_go() -> None:
    kept = unmarked(WHOLE, [Span(0, 9)])
    assert [t.start for t in kept.tokens] == [10, 15]
    assert [(t.head, t.deprel) for t in kept.tokens] == [(-1, "root"), (0, "dep")]
    assert kept.names == (WHOLE.names[1],)
    assert kept.attributions == (WHOLE.attributions[1],)
    assert [m.head for m in kept.mentions] == [0]
