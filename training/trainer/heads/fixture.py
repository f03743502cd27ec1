"""`heads.json`: what every head computes for small made sets, for the hosts to compare."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from trainer.arrays import AnyFloatArray, FloatArray, IndexArray
from trainer.heads.train import Options, candidates, train_head

SETS = (("fewer pictures than columns", 24, 40, 3), ("more pictures than columns", 60, 8, 4))
ASKED = 6


def write_heads(out: Path, seed: int) -> None:
    cases = [case for at in range(len(SETS)) for case in cases_of(at, seed)]
    (out / "heads.json").write_text(json.dumps({"tolerance": 1e-5, "cases": cases}) + "\n")


def cases_of(at: int, seed: int) -> list[dict[str, Any]]:
    """The set as unordered classes, and as ordered ones in groups."""
    title, count, width, classes = SETS[at]
    embeddings, labels = made_set(np.random.default_rng((seed, at)), count, width, classes)
    groups = [number // 2 for number in range(count)]
    alone = Options(seed, weighting="balanced")
    together = Options(seed, ordered=True, weighting="equal", groups=groups)
    return [case_of(f"{title}, {kind}", embeddings, labels, each) for kind, each in (("alone", alone), ("in groups", together))]


def made_set(random: np.random.Generator, count: int, width: int, classes: int) -> tuple[FloatArray, IndexArray]:
    """Overlapping classes of unequal sizes, along one direction and with some noise; pairs of pictures have one label."""
    labels = np.sort(np.concatenate([np.arange(classes), random.integers(0, classes, count // 2 - classes)])).repeat(2)
    direction = random.normal(size=width)
    step = 0.3 * np.sqrt(width) * direction / np.linalg.norm(direction)
    embeddings = labels[:, None] * step + random.normal(size=(count, width))
    return np.round(embeddings, 5).astype(np.float32), labels.astype(np.int64)


def case_of(title: str, embeddings: AnyFloatArray, labels: IndexArray, options: Options) -> dict[str, Any]:
    trained = train_head(embeddings, labels, options)
    asked = embeddings[:: max(1, len(embeddings) // ASKED)] * np.float32(0.9)
    heads = [head_of(c.name, embeddings, labels, asked, options) for c in candidates(ordered=options.ordered)]
    return {
        "title": title,
        "seed": options.seed,
        "ordered": options.ordered,
        "weighting": options.weighting,
        "groups": options.groups,
        "embeddings": rounded(embeddings),
        "labels": labels.tolist(),
        "asked": rounded(asked),
        "chosen": trained.head.name,
        "heads": heads,
    }


def head_of(name: str, embeddings: AnyFloatArray, labels: IndexArray, asked: AnyFloatArray, options: Options) -> dict[str, Any]:
    """The head alone: probabilities of `asked`, and those of every third picture left out."""
    only = Options(options.seed, options.ordered, options.weighting, options.groups, (name,))
    trained = train_head(embeddings, labels, only)
    return {
        "name": name,
        "temperature": trained.head.temperature,
        "leftOut": rounded(trained.judged[name].chances[::3]),
        "probabilities": rounded(trained.head.probabilities(asked)),
    }


def rounded(values: AnyFloatArray) -> list[list[float]]:
    return [[float(f"{value:.9g}") for value in row] for row in values]
