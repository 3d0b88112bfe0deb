"""Pair heads: distance buckets and logits."""

from __future__ import annotations

import numpy as np

from counterclaim.language.pairs import BUCKETS, PairHead, buckets


def test_buckets_are_signed_and_monotonic() -> None:
    found = buckets(np.arange(-500, 501))
    assert (np.diff(found) >= 0).all()
    assert found[0] == 0 and found[-1] == BUCKETS - 1
    assert buckets(np.array([0]))[0] == BUCKETS // 2
    assert (found + found[::-1] == BUCKETS - 1).all()


def test_logits_by_hand() -> None:
    weights = {
        "distance.weight": np.zeros((BUCKETS, 2), np.float32),
        "out.weight": np.array([[1.0, 1.0, np.sqrt(2)]], np.float32),
        "out.bias": np.array([0.5], np.float32),
    }
    weights["distance.weight"][BUCKETS // 2] = [10, 0]
    head = PairHead(weights)
    word, anchor = np.array([[1.0, -3.0]], np.float32), np.array([[2.0, 1.0]], np.float32)
    # relu([1+2+10, -3+1+0]) = [13, 0]; the product 1*2 - 3*1 = -1 over sqrt(2), times sqrt(2); the bias 0.5
    assert np.allclose(head(word, anchor, np.array([0])), [[12.5]])
    assert np.allclose(head(word, anchor, np.array([7])), [[2.5]])
