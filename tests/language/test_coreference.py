"""Mention extents from trees."""

from __future__ import annotations

from counterclaim.language.coreference import BACK, matches, subtrees


def test_a_subtree_leaves_out_what_links_it() -> None:
    # of the old town and villages
    heads = [3, 3, 3, -1, 5, 3]
    deprels = ["case", "det", "amod", "root", "cc", "conj"]
    assert subtrees(heads, deprels)[3] == (1, 4)
    assert subtrees(heads, deprels)[5] == (5, 6)


def test_clauses_below_a_noun_belong_to_it() -> None:
    # forces that left town : forces <- left (acl:relcl) <- that, town
    assert subtrees([-1, 2, 0, 2], ["root", "nsubj", "acl:relcl", "obj"])[0] == (0, 4)


def test_a_subtree_is_whole_whatever_the_order_of_its_words() -> None:
    # each word hangs on the one before it, and the other way about
    assert subtrees([-1, 0, 1, 2], ["root", "nmod", "nmod", "nmod"])[0] == (0, 4)
    assert subtrees([1, 2, 3, -1], ["nmod", "nmod", "nmod", "root"])[3] == (0, 4)


def test_mentions_match_by_head_or_by_another_word() -> None:
    forms = "the old Army left ; the army 's base ; a base".split()
    found = matches(forms, [2, 6, 8, 11], [(0, 3), (5, 7), (5, 9), (10, 12)])
    assert found[:, -3:].tolist() == [[0, 0, 0], [0, 0, 2], [0, 1, 1], [0, 0, 2]]
    assert not found[:, :-3].any()


def test_mentions_far_back_match_no_more() -> None:
    forms = ["army", *(f"x{i}" for i in range(BACK)), "army"]
    assert not matches(forms, range(BACK + 2), [(i, i + 1) for i in range(BACK + 2)]).any()
    assert matches([*forms[1:], "army"], range(BACK + 2), [(i, i + 1) for i in range(BACK + 2)])[-1, -1] == 2
