"""The heads' arithmetic."""

import numpy as np
import pytest

from demarche.reader.heads import DISTANCES, FAR, ORDERS, buckets, sigmoid, softmax

SENTENCE = np.array([0, 0, 0, 1, 1, 2, 9, 9])


def test_distance_is_counted_in_sentences_and_bounded() -> None:
    distance, _ = buckets([(0, 0)], [(2, 2), (3, 4), (5, 5), (6, 7)], SENTENCE)
    assert distance.tolist() == [[FAR, FAR + 1, FAR + 2, DISTANCES - 1]]
    back, _ = buckets([(6, 7)], [(0, 0)], SENTENCE)
    assert back.tolist() == [[0]]


def test_order_tells_inside_overlap_before_and_after_apart() -> None:
    _, order = buckets([(3, 5)], [(4, 5), (5, 7), (1, 1), (7, 7)], np.zeros(9, np.int64))
    inside, overlap, before, after = order[0].tolist()
    assert (inside, overlap) == (0, 1)
    assert len({inside, overlap, before, after}) == 4
    _, far = buckets([(100, 101)], [(0, 1), (198, 199)], np.zeros(200, np.int64))
    assert max(far[0]) < ORDERS


def test_pairs_of_nothing_have_no_buckets() -> None:
    distance, order = buckets([], [(0, 1)], SENTENCE)
    assert distance.shape == order.shape == (0, 1)


def test_probabilities_stay_probabilities_at_any_size() -> None:
    x = np.array([[-1e4, 0.0, 1e4]], np.float32)
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid(x)[0].tolist() == [0.0, 0.5, 1.0]
        assert softmax(x)[0].tolist() == [0.0, 0.0, 1.0]
    y = softmax(np.random.default_rng(0).normal(size=(5, 7)).astype(np.float32))
    assert y.sum(-1) == pytest.approx(np.ones(5), abs=1e-6)
