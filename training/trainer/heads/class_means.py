"""Cosine to the mean of each class."""

import numpy as np

from trainer.arrays import DoubleArray
from trainer.heads.labelled import Labelled, Rows

TINY = 1e-12


def fit_means(known: Labelled) -> Rows:
    return Rows(unit(known.one_hot().T @ known.x), np.zeros(known.classes))


def means_left_out(known: Labelled) -> DoubleArray:
    """Cosines [n, classes] of each picture to the means without it."""
    sums = known.one_hot().T @ known.x
    cosines = known.x @ unit(sums).T
    own = unit(sums[known.labels] - known.x)
    cosines[np.arange(len(known.x)), known.labels] = np.sum(own * known.x, axis=1)
    return cosines


def unit(rows: DoubleArray) -> DoubleArray:
    scaled: DoubleArray = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + TINY)
    return scaled
