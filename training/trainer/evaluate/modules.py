"""Solar modules of twelve kinds: heads from 25 modules of each kind, and from all modules but those tested."""

import hashlib
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import StratifiedGroupKFold

from trainer.arrays import FloatArray, IndexArray
from trainer.evaluate.embedding import FOLDS
from trainer.evaluate.heads import compared_networks, few_shots, row
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.teachers import EmbeddingNetwork
from trainer.heads.train import Options, train_head

WORK = "solar modules"
SHOTS = 25
DRAWS = 3
FEW = 100
"""Modules of each kind that are looked at with few shots: those to train on and those to test."""
TOGETHER = 500
"""Modules whose embeddings are kept as one file, so that a stopped run continues."""
CLOSED_FORMS = ("lda", "ridge-0.01", "ridge-0.1", "ridge-1", "class-means")
"""Heads for all modules: logistic regression on 8,000 of them takes many minutes."""
NOTE = "modules"


@dataclass(frozen=True)
class Modules:
    """Pictures, kind by kind, with the number of each one's kind and of its content: a few files are equal."""

    paths: list[Path]
    labels: IndexArray
    contents: IndexArray


def modules_in(data: Path, folder: Path) -> Modules:
    """Every module of the archive, written to `folder`."""
    with zipfile.ZipFile(data / "solar-modules.zip") as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".jpg"))
        archive.extractall(folder, [name for name in names if not (folder / name).exists()])
    kinds = sorted({Path(name).parent.name for name in names})
    ordered = [name for kind in kinds for name in names if Path(name).parent.name == kind]
    paths = [folder / name for name in ordered]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    labels = np.asarray([kinds.index(path.parent.name) for path in paths])
    return Modules(paths, labels, np.unique(hashes, return_inverse=True)[1])


def few_of_each(labels: IndexArray, count: int, seed: int) -> IndexArray:
    """Positions of `count` modules of each kind, or of all where there are fewer."""
    random = [np.random.default_rng(seed) for _ in np.unique(labels)]
    each = [np.flatnonzero(labels == kind) for kind in np.unique(labels)]
    return np.concatenate([own[r.permutation(len(own))[:count]] for own, r in zip(each, random, strict=True)])


def embeddings_of(net: EmbeddingNetwork, paths: Sequence[Path]) -> FloatArray:
    return np.concatenate([net.embeddings(paths[at : at + TOGETHER]) for at in range(0, len(paths), TOGETHER)])


@dataclass(frozen=True)
class Outcome:
    """Accuracy over the tested modules, the mean over the kinds, and the head that was chosen."""

    accuracy: float
    balanced: float
    head: str
    tested: int

    def shown(self, name: str) -> Figure:
        template = name + "accuracy {accuracy:.3f}, mean of the kinds {balanced:.3f} ({head})"
        return Figure(template, {"accuracy": self.accuracy, "balanced": self.balanced, "head": self.head})


def tested_fifth(embeddings: FloatArray, modules: Modules, seed: int) -> Outcome:
    """Trained on four of five parts, tested on the fifth; equal files are in the same part."""
    labels = modules.labels
    parts = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(embeddings, labels, modules.contents)
    inside, outside = next(parts)
    head = train_head(embeddings[inside], labels[inside], Options(seed, names=CLOSED_FORMS)).head
    guesses, known = head.probabilities(embeddings[outside]).argmax(axis=1), labels[outside]
    balanced = float(balanced_accuracy_score(known, guesses))
    return Outcome(float(np.mean(guesses == known)), balanced, head.name, len(outside))


def full_row(found: dict[str, Outcome], count: int) -> Row:
    ours, mobile = found["ours"], found["MobileNetV2"]
    protocol = f"head chosen on the training side, {count - ours.tested} modules, {ours.tested} others tested"
    return Row(WORK, protocol, ours.shown(""), mobile.shown("MobileNetV2 "), NOTE)


def module_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    nets = compared_networks(models, data, cache)
    with tempfile.TemporaryDirectory() if cache is None else nullcontext(str(cache / "solar")) as folder:
        modules = modules_in(data, Path(folder))
        embeddings = {net.name: embeddings_of(net, modules.paths) for net in nets}
    few = few_of_each(modules.labels, FEW, seed)
    labels = modules.labels[few]
    found = {name: few_shots(each[few], labels, SHOTS, DRAWS) for name, each in embeddings.items()}
    tested = len(labels) - SHOTS * len(np.unique(labels))
    protocol = f"{SHOTS} a class, {DRAWS} draws, {tested} others tested"
    rows = [row(WORK, protocol, "accuracy", found, None)]
    return [*rows, full_row({name: tested_fifth(each, modules, seed) for name, each in embeddings.items()}, len(modules.labels))]
