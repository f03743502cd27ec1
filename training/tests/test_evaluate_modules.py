"""Solar modules: every kind of the archive, equal files on one side, and the figures of both protocols."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

from trainer.arrays import FloatArray, IndexArray
from trainer.evaluate import modules
from trainer.evaluate.modules import Modules, Outcome
from trainer.heads.train import Options, Trained, train_head

KINDS = np.arange(60) % 3


def separate(labels: IndexArray) -> FloatArray:
    noise = np.random.default_rng(0).normal(0, 0.05, (len(labels), 6))
    return (noise + np.eye(6)[labels]).astype(np.float32)


def test_modules_are_read_from_every_kind_of_the_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "solar-modules.zip", "w") as archive:
        for name in ("set/soiling/3.jpg", "set/cell/1.jpg", "set/cell/2.jpg", "set/read.me"):
            archive.writestr(name, "same" if name.endswith(("1.jpg", "3.jpg")) else name)
    found = modules.modules_in(tmp_path, tmp_path / "out")
    assert [path.parent.name for path in found.paths] == ["cell", "cell", "soiling"]
    assert found.labels.tolist() == [0, 0, 1]
    assert found.contents[0] == found.contents[2] != found.contents[1]
    assert found.paths[1].read_text() == "set/cell/2.jpg"


def test_few_of_each_kind_are_taken_or_all_where_there_are_fewer() -> None:
    labels = np.asarray([0] * 5 + [1] * 2)
    few = modules.few_of_each(labels, 3, 0)
    assert labels[few].tolist() == [0, 0, 0, 1, 1]
    assert len(set(few.tolist())) == 5


def test_a_head_is_tested_on_the_modules_that_it_was_not_trained_on() -> None:
    found = modules.tested_fifth(separate(KINDS), Modules([], KINDS, np.arange(60)), 0)
    assert (found.accuracy, found.balanced, found.tested) == (1, 1, 12)


def test_equal_files_are_never_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = np.tile(np.arange(30), 2)
    embeddings = separate(KINDS)
    embeddings[:, 0] = pairs
    trained: list[set[float]] = []

    def train(known: FloatArray, labels: IndexArray, options: Options) -> Trained:
        trained.append(set(known[:, 0].tolist()))
        return train_head(known, labels, options)

    monkeypatch.setattr(modules, "train_head", train)
    found = modules.tested_fifth(embeddings, Modules([], KINDS, pairs), 0)
    assert len(trained[0]) == 30 - found.tested // 2


def test_the_row_states_how_many_were_trained_on_and_tested() -> None:
    row = modules.full_row({"ours": Outcome(0.8, 0.7, "lda", 12), "MobileNetV2": Outcome(0.6, 0.5, "ridge-1", 12)}, 60)
    assert row.protocol.endswith("48 modules, 12 others tested")
    assert str(row.figure) == "accuracy 0.800, mean of the kinds 0.700 (lda)"
    assert str(row.comparison) == "MobileNetV2 accuracy 0.600, mean of the kinds 0.500 (ridge-1)"
