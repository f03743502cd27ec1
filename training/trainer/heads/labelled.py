"""Labelled embeddings, and the linear rows that a head learns from them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from trainer.arrays import AnyFloatArray, DoubleArray, IndexArray

Weighting = Literal["balanced", "equal"]


@dataclass(frozen=True)
class Labelled:
    """`x` [n, D] scaled embeddings; `labels` [n] from 0; `weights` [n] with mean 1."""

    x: DoubleArray
    labels: IndexArray
    classes: int
    weights: DoubleArray

    def counts(self) -> IndexArray:
        return np.bincount(self.labels, minlength=self.classes)

    def one_hot(self) -> DoubleArray:
        return np.eye(self.classes)[self.labels]

    def take(self, at: IndexArray, weighting: Weighting) -> "Labelled":
        return labelled(self.x[at], self.labels[at], self.classes, weighting)


def labelled(x: DoubleArray, labels: IndexArray, classes: int, weighting: Weighting) -> Labelled:
    return Labelled(x, labels, classes, weights_of(labels, classes, weighting))


def weights_of(labels: IndexArray, classes: int, weighting: Weighting) -> DoubleArray:
    """`balanced`: every class that occurs counts the same. Mean 1 over the pictures."""
    if weighting == "equal":
        return np.ones(len(labels))
    counts = np.bincount(labels, minlength=classes)
    return len(labels) / (np.count_nonzero(counts) * counts[labels].astype(np.float64))


@dataclass(frozen=True)
class Rows:
    """`weights` [outputs, D] and `biases` [outputs] act on scaled embeddings."""

    weights: DoubleArray
    biases: DoubleArray

    def values(self, x: AnyFloatArray) -> DoubleArray:
        """[n, D] to [n, outputs]."""
        return x.astype(np.float64) @ self.weights.T + self.biases
