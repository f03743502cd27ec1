"""A linear head on the frozen embedding, compared with the teachers' embeddings: steel classes and tomato freshness."""

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from trainer.arrays import FloatArray, IndexArray, TextArray
from trainer.evaluate.report import Figure, Row, named_values
from trainer.evaluate.teachers import EmbeddingNetwork
from trainer.rubber.dataset import fruit_of

Labels = IndexArray
FOLDS = 5
SHOTS = (5, 10, 25)
DRAWS = 10
REGULARISATION = 0.1


def head() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, max_iter=300))


def steel_pictures(data: Path) -> tuple[list[Path], Labels]:
    paths = sorted((data / "steel-classes").glob("*/*.jpg"))
    names = sorted({p.parent.name for p in paths})
    return paths, np.asarray([names.index(p.parent.name) for p in paths])


def tomato_pictures(data: Path) -> tuple[list[Path], Labels, TextArray]:
    """(pictures, freshness 1-9, fruit: the letters of the file's name)."""
    paths = sorted((data / "tomato-freshness").glob("*/*.jpg"))
    fruit = [fruit_of(p) for p in paths]
    return paths, np.asarray([int(p.parent.name) for p in paths]), np.asarray(fruit)


def folded_accuracy(embeddings: FloatArray, labels: Labels, seed: int) -> float:
    splits = StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(embeddings, labels)
    return float(np.mean([head().fit(embeddings[a], labels[a]).score(embeddings[b], labels[b]) for a, b in splits]))


def few_shot_accuracy(embeddings: FloatArray, labels: Labels, shots: int) -> float:
    """Mean over draws of `shots` pictures per class, tested on all others."""
    found = []
    for seed in range(DRAWS):
        random = np.random.default_rng(seed)
        taken = np.concatenate([random.permutation(np.flatnonzero(labels == c))[:shots] for c in np.unique(labels)])
        rest = np.setdiff1d(np.arange(len(labels)), taken)
        found.append(head().fit(embeddings[taken], labels[taken]).score(embeddings[rest], labels[rest]))
    return float(np.mean(found))


def by_fruit(embeddings: FloatArray, labels: Labels, fruit: TextArray) -> Labels:
    """Predictions for every picture by heads that were not trained on its fruit."""
    guesses = np.zeros_like(labels)
    for a, b in GroupKFold(FOLDS).split(embeddings, labels, fruit):
        guesses[b] = head().fit(embeddings[a], labels[a]).predict(embeddings[b])
    return guesses


def embeddings_by_network(nets: list[EmbeddingNetwork], paths: list[Path]) -> dict[str, FloatArray]:
    """Embeddings by name, each [n, D]; for the teachers also the square root, which our top uses (`backbone.model`)."""
    found = {net.name: net.embeddings(paths) for net in nets}
    return found | {f"{name} rooted": np.sqrt(value) for name, value in found.items() if name != "ours"}


def steel_rows(nets: list[EmbeddingNetwork], data: Path, seed: int) -> list[Row]:
    paths, labels = steel_pictures(data)
    embeddings = embeddings_by_network(nets, paths)
    rows = [row("steel classes", f"{FOLDS}-fold", {n: folded_accuracy(e, labels, seed) for n, e in embeddings.items()})]
    for shots in SHOTS:
        found = {n: few_shot_accuracy(e, labels, shots) for n, e in embeddings.items()}
        rows.append(row("steel classes", f"{shots} a class, {DRAWS} draws", found))
    return rows


def tomato_rows(nets: list[EmbeddingNetwork], data: Path) -> list[Row]:
    paths, labels, fruit = tomato_pictures(data)
    three = (labels - 1) // 3
    accuracy, kappa = {}, {}
    for name, embeddings in embeddings_by_network(nets, paths).items():
        accuracy[name] = float(np.mean(by_fruit(embeddings, three, fruit) == three))
        kappa[name] = float(cohen_kappa_score(by_fruit(embeddings, labels, fruit), labels, weights="quadratic"))
    split = f"{FOLDS} folds by fruit ({len(set(fruit))} fruits)"
    return [
        row("tomato freshness", f"3 grades, {split}", accuracy),
        row("tomato freshness", f"9 ordered grades, {split}", kappa, "quadratic kappa"),
    ]


def row(work: str, protocol: str, found: dict[str, float], measure: str = "accuracy") -> Row:
    others = {name: value for name, value in found.items() if name != "ours"}
    return Row(work, protocol, Figure(measure + " {ours:.3f}", {"ours": found["ours"]}), named_values(others), "embedding-head")
