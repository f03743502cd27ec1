"""The product's classifier heads: trained on few pictures, chosen by training pictures left out, tested on the rest."""

from collections import Counter
from collections.abc import Sequence
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


def head_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    nets = compared_networks(models, data, cache)
    return [*steel_head_rows(nets, data), *tomato_head_rows(nets, data, seed)]


def compared_networks(models: Path, data: Path, cache: Path | None) -> list[EmbeddingNetwork]:
    return [net for net in networks(models, data, cache) if net.name in ("ours", "MobileNetV2")]
