"""Chosen heads: no tested picture was used for training, and the figures are those of the chosen head."""

import numpy as np
import pytest

from trainer.arrays import FloatArray, IndexArray
from trainer.evaluate import heads
from trainer.heads.train import Options, Trained, train_head

KINDS = np.arange(36) % 3


def separate(labels: IndexArray) -> FloatArray:
    """Embeddings of classes that lie apart in the order of their numbers."""
    noise = np.random.default_rng(0).normal(0, 0.05, (len(labels), 6))
    return (noise + labels[:, None] * np.linspace(1, 2, 6) + np.eye(6)[labels]).astype(np.float32)


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[tuple[FloatArray, Options]]:
    """What every head was trained on."""
    asked: list[tuple[FloatArray, Options]] = []

    def train(embeddings: FloatArray, labels: IndexArray, options: Options) -> Trained:
        asked.append((embeddings, options))
        return train_head(embeddings, labels, options)

    monkeypatch.setattr(heads, "train_head", train)
    return asked


def test_a_draw_trains_on_that_many_of_each_class(trained: list[tuple[FloatArray, Options]]) -> None:
    found = heads.few_shots(separate(KINDS), KINDS, 4, 2)
    assert found.value == 1
    assert [len(embeddings) for embeddings, _ in trained] == [12, 12]
    assert found.chosen.total() == 2


def test_a_group_is_tested_by_heads_that_it_did_not_train(trained: list[tuple[FloatArray, Options]]) -> None:
    groups = [f"fruit {at // 6}" for at in range(36)]
    embeddings = separate(KINDS)
    assert heads.ordered_kappa(embeddings, KINDS, groups, 0).value > 0.95
    seen = [{row.tobytes() for row in inside} for inside, _ in trained]
    for at in range(36):
        members = [other.tobytes() for other in embeddings[[g for g in range(36) if groups[g] == groups[at]]]]
        assert sum(set(members).isdisjoint(rows) for rows in seen) == 1
    assert all(options.ordered and options.groups is not None for _, options in trained)
