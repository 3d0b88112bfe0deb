"""Mention extents from trees."""

from __future__ import annotations

from counterclaim.language.coreference import subtrees


def test_a_subtree_leaves_out_what_links_it() -> None:
    # of the old town and villages
    heads = [3, 3, 3, -1, 5, 3]
    deprels = ["case", "det", "amod", "root", "cc", "conj"]
    assert subtrees(heads, deprels)[3] == (1, 4)
    assert subtrees(heads, deprels)[5] == (5, 6)


def test_clauses_below_a_noun_belong_to_it() -> None:
    # forces that left town : forces <- left (acl:relcl) <- that, town
    assert subtrees([-1, 2, 0, 2], ["root", "nsubj", "acl:relcl", "obj"])[0] == (0, 4)
