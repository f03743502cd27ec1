"""The protocols of embedding and tiles, on stand-ins: no test picture is in a training set, and figures are correct."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from trainer.arrays import FloatArray
from trainer.evaluate import embedding
from trainer.evaluate.embedding import Labels
from trainer.evaluate.teachers import EmbeddingNetwork
from trainer.evaluate.tile import tile_auroc


class RecordingHead:
    """A head without training: it records the pictures that it was trained and tested on."""

    def __init__(self) -> None:
        self.learned: list[int] = []
        self.tested: list[int] = []

    def fit(self, numbers: FloatArray, _labels: Labels) -> "RecordingHead":
        self.learned = [int(number) for number in numbers.ravel()]
        return self

    def predict(self, numbers: FloatArray) -> Labels:
        self.tested = [int(number) for number in numbers.ravel()]
        return np.asarray(self.tested)

    def score(self, numbers: FloatArray, _labels: Labels) -> float:
        self.tested = [int(number) for number in numbers.ravel()]
        return 1.0


@pytest.fixture
def recorders(monkeypatch: pytest.MonkeyPatch) -> list[RecordingHead]:
    """Every head that the protocols of the embedding ask for."""
    created: list[RecordingHead] = []

    def create() -> RecordingHead:
        created.append(RecordingHead())
        return created[-1]

    monkeypatch.setattr(embedding, "head", create)
    return created


NUMBERS, KINDS = np.arange(60, dtype=np.float32)[:, None], np.arange(60) % 3


def test_few_shots_take_that_many_of_each_class_and_test_on_all_the_others(recorders: list[RecordingHead]) -> None:
    assert embedding.few_shot_accuracy(NUMBERS, KINDS, 5) == 1
    assert len(recorders) == embedding.DRAWS
    for recorder in recorders:
        assert np.bincount(KINDS[recorder.learned]).tolist() == [5, 5, 5]
        assert sorted(recorder.learned + recorder.tested) == list(range(60))
    assert len({tuple(sorted(recorder.learned)) for recorder in recorders}) == embedding.DRAWS


def test_each_picture_is_tested_once_by_a_head_not_trained_on_it(recorders: list[RecordingHead]) -> None:
    assert embedding.folded_accuracy(NUMBERS, KINDS, 0) == 1
    assert sorted(number for recorder in recorders for number in recorder.tested) == list(range(60))
    assert all(sorted(recorder.learned + recorder.tested) == list(range(60)) for recorder in recorders)


def test_a_fruit_is_tested_by_a_head_not_trained_on_it(recorders: list[RecordingHead]) -> None:
    fruit = np.asarray([f"fruit {at // 4}" for at in range(60)])
    assert embedding.by_fruit(NUMBERS, KINDS, fruit).tolist() == list(range(60))
    assert len(recorders) == embedding.FOLDS
    for recorder in recorders:
        assert set(fruit[recorder.learned]).isdisjoint(fruit[recorder.tested])
        assert len(recorder.learned) + len(recorder.tested) == 60


@dataclass(frozen=True)
class Known(EmbeddingNetwork):
    """A network that gives the same output for any picture."""

    vectors: FloatArray = field(default_factory=lambda: NUMBERS)

    def embeddings(self, _paths: Sequence[Path]) -> FloatArray:
        return self.vectors


def known(name: str, vectors: FloatArray) -> Known:
    return Known(name, Path(), {}, vectors=vectors)


def test_tomatoes_are_grouped_in_threes_and_kappa_is_weighted_by_order(monkeypatch: pytest.MonkeyPatch) -> None:
    labels, fruit = np.tile(np.arange(1, 10), 6), np.repeat([f"f{at}" for at in range(6)], 9)
    asked: list[list[int]] = []

    def one_less_where_marked(vectors: FloatArray, wanted: Labels, _fruit: object) -> Labels:
        asked.append(wanted[:9].tolist())
        return np.asarray(wanted - vectors[:, 0].astype(int))

    monkeypatch.setattr(embedding, "tomato_pictures", lambda _data: ([], labels, fruit))
    monkeypatch.setattr(embedding, "by_fruit", one_less_where_marked)
    ripest = (labels == 9).astype(np.float32)[:, None]
    accuracy, kappa = embedding.tomato_rows([known("ours", 0 * ripest), known("near", ripest)], Path())
    assert asked[:2] == [[0, 0, 0, 1, 1, 1, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9]]
    assert (str(accuracy.figure), str(kappa.figure)) == ("accuracy 1.000", "quadratic kappa 1.000")
    assert str(accuracy.comparison) == "near 0.889, near rooted 0.889"
    assert str(kappa.comparison) == "near 0.991, near rooted 0.991"


def test_the_teachers_embeddings_are_also_compared_with_their_root() -> None:
    four = np.full((2, 3), 4, np.float32)
    found = embedding.embeddings_by_network([known("ours", four), known("teacher", four)], [])
    assert {name: float(value[0, 0]) for name, value in found.items()} == {"ours": 4, "teacher": 4, "teacher rooted": 2}


class Tiles(EmbeddingNetwork):
    """Dense features of random healthy tiles; a cracked one lies far from all others."""

    def features(self, paths: Sequence[Path], wanted: Sequence[str]) -> dict[str, FloatArray]:
        found = {name: np.empty((len(paths), 4, 14, 14), np.float32) for name in wanted}
        for at, path in enumerate(paths):
            random = np.random.default_rng(int(path.stem))
            for name in wanted:
                found[name][at] = 1 + 0.1 * random.random((4, 14, 14))
                if path.parent.name == "crack":
                    found[name][at, 0, 3:6, 3:6] = -1
        return found


def test_cracked_tiles_score_above_healthy_ones() -> None:
    bank, healthy = [Path(f"free/{at}.jpg") for at in range(6)], [Path(f"free/{at}.jpg") for at in range(20, 24)]
    cracked = [Path(f"crack/{at}.jpg") for at in range(30, 33)]
    assert tile_auroc(Tiles("ours", Path(), {}), bank, [*healthy, *cracked], 0) == 1


def test_kept_embeddings_belong_to_a_network_and_a_list_of_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def features(_self: EmbeddingNetwork, paths: Sequence[Path], _wanted: Sequence[str]) -> dict[str, FloatArray]:
        asked.append(len(paths))
        return {"embedding": np.zeros((len(paths), 2), np.float32)}

    monkeypatch.setattr(EmbeddingNetwork, "features", features)
    (tmp_path / "a.onnx").write_bytes(b"one")
    (tmp_path / "b.onnx").write_bytes(b"two")
    first, second = (EmbeddingNetwork("n", tmp_path / name, {}, tmp_path / "cache") for name in ("a.onnx", "b.onnx"))
    three = [Path("1"), Path("2"), Path("3")]
    shapes = [net.embeddings(paths).shape for net, paths in ((first, three), (first, three), (first, three[:2]), (second, three))]
    assert asked == [3, 2, 3]
    assert shapes == [(3, 2), (3, 2), (2, 2), (3, 2)]
