"""The views on a dependency tree, on trees grown by hand."""

from __future__ import annotations

import pytest

from counterclaim.records import Annotation, Token
from counterclaim.tree import Tree


def grown(spec: str, **more: object) -> Tree:
    """A tree from ``form/UPOS/relation/head`` for each token."""
    text, tokens = "", []
    for entry in spec.split():
        form, upos, rel, head = entry.split("/")
        tokens.append(Token(len(text), len(text) + len(form), upos, form.lower(), int(head), rel, 0))
        text += form + " "
    return Tree(text, Annotation(tokens=tuple(tokens)), **more)  # type: ignore[arg-type]


OFFICIALS = grown(
    "Two/NUM/nummod/1 officials/NOUN/nsubj/6 of/ADP/case/4 the/DET/det/4 ministry/NOUN/nmod/1 "
    "have/AUX/aux/6 denied/VERB/root/-1 the/DET/det/8 report/NOUN/obj/6 ./PUNCT/punct/6"
)


def test_children_subtrees_and_ancestors() -> None:
    assert OFFICIALS.children(6, "nsubj", "obj") == [1, 8]
    assert OFFICIALS.subtree(1) == {0, 1, 2, 3, 4}
    assert list(OFFICIALS.ancestors(3)) == [4, 1, 6]
    assert OFFICIALS.has(4, "case", "of")
    assert not OFFICIALS.has(4, "case", "by")


def test_a_noun_phrase_keeps_its_complement_and_drops_its_preposition() -> None:
    assert OFFICIALS.words(OFFICIALS.noun_phrase(1)) == "Two officials of the ministry"
    assert OFFICIALS.words(OFFICIALS.noun_phrase(4)) == "the ministry"


def test_a_relative_clause_is_no_part_of_a_noun_phrase() -> None:
    tree = grown(
        "rebels/NOUN/nsubj/4 who/PRON/nsubj/2 fled/VERB/acl:relcl/0 ,/PUNCT/punct/2 returned/VERB/root/-1"
    )
    assert tree.words(tree.noun_phrase(0)) == "rebels"


@pytest.mark.parametrize(
    ("at", "phrase"), [(5, "Two officials of the ministry"), (6, None), (9, "the report")]
)
def test_phrases_before_a_token_need_no_tree(at: int, phrase: str | None) -> None:
    run = OFFICIALS.phrase_before(at)
    assert (OFFICIALS.words(run) if run else None) == phrase


def test_the_head_of_a_run_is_the_token_that_hangs_outside() -> None:
    assert OFFICIALS.head_of((0, 5)) == 1
    assert OFFICIALS.head_of((7, 9)) == 8


def test_spans_and_runs_are_one_anothers_inverse() -> None:
    span = OFFICIALS.span((3, 5))
    assert OFFICIALS.run_in(span.start, span.end) == (3, 5)
    assert OFFICIALS.run_in(10_000, 10_001) is None


def test_known_pairs_end_in_a_noun() -> None:
    spec = "press/NOUN/nsubj/1 release/VERB/root/-1"
    assert grown(spec).upos(1) == "VERB"
    assert grown(spec, noun_pairs=frozenset({"press release"})).upos(1) == "NOUN"


def test_known_forms_have_known_lemmas() -> None:
    spec = "he/PRON/nsubj/1 implored/VERB/root/-1"
    assert grown(spec, verb_forms={"implored": "implore"}).lemmas[1] == "implore"


def test_loops_and_heads_out_of_the_text_do_no_harm() -> None:
    tree = grown("a/NOUN/nsubj/1 b/NOUN/obj/0 c/NOUN/dep/99")
    assert list(tree.ancestors(0)) == [1]
    assert tree.subtree(0) == {0, 1}
