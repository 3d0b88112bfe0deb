"""The scorers on cases small enough to count by hand."""

import pytest

from benchmarks import scoring
from benchmarks.scoring import Counts
from corpora.sample import Argument, Attribution, Event, Token

#       0         1         2         3
#       0123456789012345678901234567890123456789
TEXT = "Amin said rebels fled, she said they hid"
AMIN, SAID, FLED = (0, 4), (5, 9), (10, 21)
SHE, SAID2, HID = (23, 26), (27, 31), (32, 40)


def test_counts() -> None:
    counts = Counts(2, 4, 3) + Counts(1, 1, 2)
    assert counts == Counts(3, 5, 5)
    assert (counts.precision, counts.recall, counts.f1) == (0.6, 0.6, 0.6)
    assert Counts(1, 1, 3).f1 == pytest.approx(2 * (1 / 3) / (4 / 3))
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


def test_matches_let_each_item_serve_once() -> None:
    assert scoring.matches(["a", "a", "b"], ["a", "c"]) == Counts(1, 3, 2)
    assert scoring.matches(["a"], ["a", "a"]) == Counts(1, 1, 2)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([(0, 4)], [(4, 9)], False),
        ([(0, 5)], [(4, 9)], True),
        ([(0, 1), (7, 8)], [(4, 9)], True),
        ([], [(0, 1)], False),
    ],
)
def test_overlap(first: list[tuple[int, int]], second: list[tuple[int, int]], expected: bool) -> None:
    assert scoring.overlap(first, second) is expected


def test_pairing_is_the_greatest_possible() -> None:
    # gold 0 fits both predictions, gold 1 only the first: taking the first for gold 0 would lose one
    edges = {(0, 0), (0, 1), (1, 0), (2, 0)}
    assert scoring.pairing(3, 2, lambda g, p: (g, p) in edges) == 2


def test_attribution_tokens() -> None:
    gold = [Attribution((AMIN,), (SAID,), (FLED,)), Attribution((SHE,), (SAID2,), (HID,))]
    # "rebels" only, then a comma too many; "she" is no source here but part of a content
    predicted = [Attribution((AMIN,), (SAID,), ((10, 16),)), Attribution((), (SAID2,), ((21, 40),))]
    counts = scoring.attribution_tokens(TEXT, gold, predicted)
    assert counts["source"] == Counts(1, 2, 1)
    assert counts["cue"] == Counts(2, 2, 2)
    # gold: rebels fled they hid; predicted: rebels , she said they hid
    assert counts["content"] == Counts(3, 4, 6)


def test_attribution_token_counts_once_a_role_and_by_touch() -> None:
    nested = [Attribution((AMIN,), (SAID,), ((10, 40),)), Attribution((SHE,), (SAID2,), (HID,))]
    counts = scoring.attribution_tokens(TEXT, nested, [Attribution((), (), ((12, 13),))])
    assert counts["content"] == Counts(1, 7, 1)


def test_attribution_spans_take_a_discontinuous_span_as_one() -> None:
    gold = [Attribution((AMIN,), (SAID,), (FLED, HID))]
    assert scoring.attribution_spans(gold, gold)["content"] == Counts(1, 1, 1)
    half = [Attribution((AMIN,), (SAID,), (FLED,))]
    counts = scoring.attribution_spans(gold, half)
    assert counts == {"source": Counts(1, 1, 1), "cue": Counts(1, 1, 1), "content": Counts(0, 1, 1)}


def test_whole_attributions_must_belong_together() -> None:
    gold = [Attribution((AMIN,), (SAID,), (FLED,)), Attribution((SHE,), (SAID2,), (HID,))]
    crossed = [Attribution((SHE,), (SAID,), (FLED,)), Attribution((AMIN,), (SAID2,), (HID,))]
    assert scoring.attribution_wholes(gold, crossed) == Counts(0, 2, 2)
    rough = [Attribution(((0, 2),), (SAID,), ((15, 30),)), Attribution((SHE,), (SAID2,), ((32, 36),))]
    assert scoring.attribution_wholes(gold, rough) == Counts(2, 2, 2)
    assert scoring.attribution_wholes(gold, rough, exact=True) == Counts(0, 2, 2)
    assert scoring.attribution_wholes(gold, gold, exact=True) == Counts(2, 2, 2)


def test_a_source_left_open_must_be_left_open() -> None:
    gold = [Attribution((), (SAID,), (FLED,))]
    assert scoring.attribution_wholes(gold, [Attribution((AMIN,), (SAID,), (FLED,))]).right == 0
    assert scoring.attribution_wholes(gold, [Attribution((), (SAID,), (FLED,))]).right == 1
    assert scoring.attribution_wholes([Attribution((AMIN,), (SAID,), (FLED,))], gold).right == 0


def test_a_prediction_serves_one_attribution() -> None:
    gold = [Attribution((AMIN,), (SAID,), (FLED,)), Attribution((AMIN,), (SAID,), (HID,))]
    both = [Attribution((AMIN,), (SAID,), (FLED, HID))]
    assert scoring.attribution_wholes(gold, both) == Counts(1, 2, 1)


GOLD_TREE = [
    Token(0, 4, "PROPN", "", 1, "nsubj"),
    Token(5, 9, "VERB", "", -1, "root"),
    Token(10, 16, "NOUN", "", 3, "nsubj:pass"),
    Token(17, 21, "VERB", "", 1, "ccomp"),
]


def test_trees_on_gold_tokens() -> None:
    predicted = [
        Token(0, 4, "NOUN", "", 1, "nsubj"),  # tag wrong
        Token(5, 9, "VERB", "", -1, "root"),
        Token(10, 16, "NOUN", "", 3, "nsubj"),  # subtype wrong
        Token(17, 21, "VERB", "", 2, "ccomp"),  # head wrong
    ]
    counts = scoring.trees(GOLD_TREE, predicted)
    assert {name: count.right for name, count in counts.items()} == {
        "token": 4, "upos": 3, "uas": 3, "las": 2, "las_universal": 3,
    }  # fmt: skip
    assert counts["uas"].recall == 0.75


def test_trees_from_raw_text_match_words_by_offsets() -> None:
    # "rebels fled" came out as one word: heads are compared by offsets, not by number
    predicted = [
        Token(0, 4, "PROPN", "", 1, "nsubj"),
        Token(5, 9, "VERB", "", -1, "root"),
        Token(10, 21, "VERB", "", 1, "ccomp"),
    ]
    counts = scoring.trees(GOLD_TREE, predicted)
    assert counts["token"] == Counts(2, 4, 3)
    assert counts["las"].f1 == pytest.approx(4 / 7)


def test_triggers_need_span_and_type() -> None:
    gold = [Event(17, 21, "attack"), Event(37, 40, "die")]
    assert scoring.triggers(gold, [Event(17, 21, "attack"), Event(37, 40, "attack")]) == Counts(1, 2, 2)
    assert scoring.triggers(gold, [Event(17, 20, "attack")]) == Counts(0, 2, 1)


def test_arguments_need_a_right_trigger_role_and_head() -> None:
    gold = [Event(17, 21, "flee", arguments=(Argument(10, 16, "actor"), Argument(0, 4, "place")))]
    same = [Event(17, 21, "flee", arguments=(Argument(10, 16, "actor"), Argument(0, 4, "actor")))]
    assert scoring.arguments(gold, same) == Counts(1, 2, 2)
    other_type = [Event(17, 21, "hide", arguments=(Argument(10, 16, "actor"),))]
    assert scoring.arguments(gold, other_type) == Counts(0, 2, 1)
    longer = [Event(17, 21, "flee", arguments=(Argument(5, 16, "actor"),))]
    assert scoring.arguments(gold, longer) == Counts(0, 2, 1)
    tree = [
        Token(5, 9, "ADJ", "", 1, "amod"),
        Token(10, 16, "NOUN", "", 2, "nsubj"),
        Token(17, 21, "VERB", "", -1, "root"),
    ]
    assert scoring.arguments(gold, longer, scoring.head_of(tree)) == Counts(1, 2, 1)


def test_pearson() -> None:
    assert scoring.pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1.0)
    assert scoring.pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    # deviations -1 0 1 and -1 1 0: covariance 1, spreads 2 and 2
    assert scoring.pearson([1, 2, 3], [1, 3, 2]) == pytest.approx(0.5)
    assert scoring.pearson([1, 2], [5, 5]) == 0.0
    assert scoring.pearson([], []) == 0.0
    with pytest.raises(ValueError, match="2 gold values, 1 predicted"):
        scoring.pearson([1, 2], [1])


def test_accuracy_and_macro_f1() -> None:
    gold, predicted = ["a", "a", "b", "c"], ["a", "b", "b", "d"]
    assert scoring.accuracy(gold, predicted) == 0.5
    # a: 1 right, 2 gold, 1 given: 2/3; b: 1 right, 1 gold, 2 given: 2/3; c: 0
    assert scoring.macro_f1(gold, predicted) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
