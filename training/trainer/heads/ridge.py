"""Ridge regression on one-hot targets, with an intercept that is not penalised."""

import numpy as np

from trainer.arrays import DoubleArray
from trainer.heads.labelled import Labelled, Rows
from trainer.heads.solve import solve_scatter

PENALTIES = (0.01, 0.1, 1.0)
"""Relative to the mean squared length of the centred rows."""


def fit_ridge(known: Labelled, penalty: float) -> Rows:
    centred, mean, target_mean, root = parts(known)
    target = root[:, None] * (known.one_hot() - target_mean)
    weights = solve_scatter(centred, strength_of(centred, penalty), target.T @ centred)
    return Rows(weights, target_mean - weights @ mean)


def ridge_left_out(known: Labelled, penalty: float) -> DoubleArray:
    """Values [n, classes] of each picture by the regression without it: the closed form by leverages, the penalty held."""
    centred, _, _, _ = parts(known)
    solved = solve_scatter(centred, strength_of(centred, penalty), centred)
    leverage = np.sum(solved * centred, axis=1) + known.weights / known.weights.sum()
    residual = known.one_hot() - fit_ridge(known, penalty).values(known.x)
    left: DoubleArray = known.one_hot() - residual / np.maximum(1 - leverage, 1e-9)[:, None]
    return left


def parts(known: Labelled) -> tuple[DoubleArray, DoubleArray, DoubleArray, DoubleArray]:
    """(rows, centred and times the root of their weight; weighted mean; weighted mean target; roots of the weights)."""
    total = known.weights.sum()
    mean, target_mean = known.weights @ known.x / total, known.weights @ known.one_hot() / total
    root = np.sqrt(known.weights)
    return root[:, None] * (known.x - mean), mean, target_mean, root


def strength_of(centred: DoubleArray, penalty: float) -> float:
    return penalty * float(np.sum(centred**2)) / len(centred)
