"""The product's classifier heads: trained on few pictures, chosen by training pictures left out, tested on the rest."""

import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GroupKFold

from trainer.arrays import FloatArray, IndexArray
from trainer.evaluate.embedding import DRAWS, FOLDS, SHOTS, steel_pictures, tomato_pictures
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.teachers import EmbeddingNetwork, networks
from trainer.heads.train import Options, train_head

STEEL_BARS = {5: 0.955, 10: 0.985, 25: 0.992}
KAPPA_BAR = 0.70
MODULE_SHOTS = 25
MODULE_DRAWS = 3
MODULES = 100
"""Modules of each kind that are looked at: those to train on and those to test."""
NOTE = "heads"


@dataclass(frozen=True)
class Measured:
    """A figure, and how often each kind of head was chosen."""

    value: float
    chosen: Counter[str]

    def heads(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in self.chosen.most_common())


def few_shots(embeddings: FloatArray, labels: IndexArray, shots: int, draws: int) -> Measured:
    """Mean accuracy over draws of `shots` pictures of each class, tested on all others."""
    found, chosen = [], Counter[str]()
    for seed in range(draws):
        random = np.random.default_rng(seed)
        taken = np.concatenate([random.permutation(np.flatnonzero(labels == c))[:shots] for c in np.unique(labels)])
        rest = np.setdiff1d(np.arange(len(labels)), taken)
        head = train_head(embeddings[taken], labels[taken], Options(seed)).head
        chosen[head.name] += 1
        found.append(np.mean(head.probabilities(embeddings[rest]).argmax(axis=1) == labels[rest]))
    return Measured(float(np.mean(found)), chosen)


def ordered_kappa(embeddings: FloatArray, labels: IndexArray, groups: Sequence[str], seed: int) -> Measured:
    """Quadratic kappa of ordered classes from 0: every picture by a head that was not trained on its group."""
    guesses, chosen = np.zeros_like(labels), Counter[str]()
    numbers = np.unique(np.asarray(groups), return_inverse=True)[1]
    for inside, outside in GroupKFold(FOLDS).split(embeddings, labels, numbers):
        options = Options(seed, ordered=True, groups=numbers[inside].tolist())
        head = train_head(embeddings[inside], labels[inside], options).head
        chosen[head.name] += 1
        guesses[outside] = head.probabilities(embeddings[outside]).argmax(axis=1)
    return Measured(float(cohen_kappa_score(guesses, labels, weights="quadratic")), chosen)


def row(work: str, protocol: str, measure: str, found: dict[str, Measured], bar: float | None) -> Row:
    ours, mobile = found["ours"], found["MobileNetV2"]
    figure = Figure(measure + " {ours:.3f} ({heads})", {"ours": ours.value, "heads": ours.heads()})
    beside = "MobileNetV2 {mobile:.3f} ({heads})" if bar is None else "bar {bar:g}; MobileNetV2 {mobile:.3f} ({heads})"
    values: dict[str, float | str] = {"mobile": mobile.value, "heads": mobile.heads()}
    return Row(
        work,
        f"head chosen on the training side, {protocol}",
        figure,
        Figure(beside, values | ({} if bar is None else {"bar": bar})),
        NOTE,
    )


def steel_head_rows(nets: list[EmbeddingNetwork], data: Path) -> list[Row]:
    paths, labels = steel_pictures(data)
    embeddings = {net.name: net.embeddings(paths) for net in nets}
    rows = []
    for shots in SHOTS:
        found = {name: few_shots(each, labels, shots, DRAWS) for name, each in embeddings.items()}
        rows.append(row("steel classes", f"{shots} a class, {DRAWS} draws", "accuracy", found, STEEL_BARS[shots]))
    return rows


def tomato_head_rows(nets: list[EmbeddingNetwork], data: Path, seed: int) -> list[Row]:
    paths, labels, fruit = tomato_pictures(data)
    found = {net.name: ordered_kappa(net.embeddings(paths), labels - 1, fruit.tolist(), seed) for net in nets}
    protocol = f"9 ordered grades, {FOLDS} folds by fruit"
    return [row("tomato freshness", protocol, "quadratic kappa", found, KAPPA_BAR)]


def module_pictures(data: Path, folder: Path, seed: int) -> tuple[list[Path], IndexArray]:
    """`MODULES` modules of each kind, written to `folder`."""
    with zipfile.ZipFile(data / "solar-modules.zip") as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".jpg"))
        kinds = sorted({Path(name).parent.name for name in names})
        chosen = [some_of([n for n in names if Path(n).parent.name == kind], seed) for kind in kinds]
        archive.extractall(folder, [name for kind in chosen for name in kind])
    labels = np.repeat(np.arange(len(kinds)), [len(kind) for kind in chosen])
    return [folder / name for kind in chosen for name in kind], labels


def some_of(names: list[str], seed: int) -> list[str]:
    return [names[at] for at in np.random.default_rng(seed).permutation(len(names))[:MODULES]]


def module_head_rows(nets: list[EmbeddingNetwork], data: Path, seed: int, cache: Path | None) -> list[Row]:
    with tempfile.TemporaryDirectory() if cache is None else nullcontext(str(cache / "solar")) as folder:
        paths, labels = module_pictures(data, Path(folder), seed)
        found = {net.name: few_shots(net.embeddings(paths), labels, MODULE_SHOTS, MODULE_DRAWS) for net in nets}
    tested = len(labels) - MODULE_SHOTS * len(np.unique(labels))
    protocol = f"{MODULE_SHOTS} a class, {MODULE_DRAWS} draws, {tested} others tested"
    return [row("solar modules", protocol, "accuracy", found, None)]


def head_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    nets = [net for net in networks(models, data, cache) if net.name in ("ours", "MobileNetV2")]
    return [*steel_head_rows(nets, data), *tomato_head_rows(nets, data, seed), *module_head_rows(nets, data, seed, cache)]
