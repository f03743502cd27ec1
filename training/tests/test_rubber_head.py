"""Head and measures against slow, independent references."""

import numpy as np
import pytest
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from trainer.arrays import FloatArray, IndexArray
from trainer.packs.rubber import refusing
from trainer.rubber.embedded import Embedded
from trainer.rubber.head import Head, fit_temperature, train_head
from trainer.rubber.metrics import Probabilities, calibration_error, confusion, macro_f1


def slow_calibration_error(probabilities: Probabilities, truth: list[int], bins: int) -> float:
    """One sample at a time, bins (k / bins, (k + 1) / bins]."""
    error = 0.0
    for index in range(bins):
        right: list[float] = []
        sure: list[float] = []
        for row, wanted in zip(probabilities.tolist(), truth, strict=True):
            top = max(row)
            if index / bins < top <= (index + 1) / bins:
                right.append(float(row.index(top) == wanted))
                sure.append(top)
        if right:
            error += len(right) / len(truth) * abs(sum(right) / len(right) - sum(sure) / len(sure))
    return error


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_calibration_error_equals_the_slow_reference(seed: int) -> None:
    random = np.random.default_rng(seed)
    probabilities = softmax(random.normal(0, 2, (200, 5)), axis=1)
    truth = random.integers(0, 5, 200)
    expected = slow_calibration_error(probabilities, truth.tolist(), 15)
    assert calibration_error(probabilities, truth) == pytest.approx(expected)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_macro_f1_equals_scikit_learn(seed: int) -> None:
    random = np.random.default_rng(seed)
    truth, predicted = random.integers(0, 5, 300), random.integers(0, 6, 300)
    expected = f1_score(truth, predicted, labels=range(5), average="macro")
    assert macro_f1(truth, predicted, 5) == pytest.approx(expected)


def test_confusion_counts_rows_as_truth() -> None:
    table = confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), 2)
    assert table.tolist() == [[1, 1], [0, 1]]


def blobs(seed: int, count: int) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], "IndexArray"]:
    random = np.random.default_rng(seed)
    truth = random.integers(0, 4, count)
    centres = np.random.default_rng(99).normal(0, 1.2, (4, 6)) * [1, 10, 0.1, 3, 1, 1]
    spread = random.normal(0, 1, (count, 6)) * [1, 10, 0.1, 3, 1, 1]
    return (centres[truth] + spread + [0, 50, 0, -4, 0, 0]).astype(np.float32), truth


def test_head_on_raw_embeddings_equals_scikit_learn_on_standardised_ones() -> None:
    embedding, truth = blobs(0, 400)
    penalty = 0.01
    head = train_head(embedding, truth, embedding, truth, penalty=penalty)
    standardised = (embedding - embedding.mean(axis=0)) / embedding.std(axis=0)
    reference = LogisticRegression(C=1 / (penalty * len(truth)), tol=1e-8, max_iter=2000).fit(standardised, truth)
    ours = softmax(head.logits(embedding), axis=1)
    assert np.abs(ours - reference.predict_proba(standardised)).max() < 5e-3


def test_temperature_undoes_a_known_scaling() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 1.5, (4000, 4))
    truth = np.array([random.choice(4, p=row) for row in softmax(logits, axis=1)])
    assert fit_temperature(logits * 3, truth) == pytest.approx(3, rel=0.1)


def refused_share(head: Head, embedding: "FloatArray") -> float:
    """Share of pictures whose probability of `Not_Rubber` is more than half."""
    return float((head.probabilities(embedding)[:, -1] > 0.5).mean())


def near_and_far() -> tuple[Head, Embedded]:
    """A head that reads one number as the score of `Not_Rubber`: sheets around 1.8 and photos around 6."""
    random = np.random.default_rng(0)
    label = np.repeat([0, 5], 200)
    embedding = np.zeros((400, 6), dtype=np.float32)
    embedding[:, 5] = np.where(label == 5, 6.0, 1.8) + random.normal(0, 0.3, 400)
    head = Head(np.eye(6, dtype=np.float32), np.zeros(6, dtype=np.float32), 1.0)
    return head, Embedded(embedding, label, np.where(label == 5, "photo/made", "render/made"))


def test_without_a_shift_the_reject_bias_falls_only_while_photos_stay_refused() -> None:
    head, part = near_and_far()
    moved = refusing(head, part, 0.99, 0)
    assert moved.bias[5] < -2
    assert refused_share(moved, part.embedding[part.label == 5]) == pytest.approx(0.99, abs=0.005)
    assert refused_share(moved, part.embedding[part.label == 0]) < refused_share(head, part.embedding[part.label == 0])


def test_a_full_shift_keeps_the_wanted_share_of_sheets_and_half_of_it_lies_between() -> None:
    head, part = near_and_far()
    photos, sheets = (part.embedding[part.label == label] for label in (5, 0))
    assert refused_share(refusing(head, part, 0.99, 1), sheets) == pytest.approx(0.01, abs=0.005)
    between = refusing(head, part, 0.99, 0.5)
    assert (refused_share(between, photos), refused_share(between, sheets)) == (1, 0)


def test_bytes_are_weights_row_after_row_then_biases() -> None:
    head = Head(np.arange(6, dtype=np.float32).reshape(2, 3), np.array([7, 8], dtype=np.float32), 1.0)
    assert np.frombuffer(head.to_bytes(), "<f4").tolist() == [0, 1, 2, 3, 4, 5, 7, 8]
