"""Cumulative logit for ordered classes (McCullagh 1980): log-odds of "above class k" are w'x - t_k, t rising."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from trainer.arrays import DoubleArray
from trainer.heads.labelled import Labelled, Rows

PENALTIES = (3e-4, 3e-3)
GRADIENT_LIMIT = 1e-8
TINY = 1e-12


def fit_cumulative(known: Labelled, penalty: float) -> Rows:
    """Rows for the classes - 1 steps, with equal weights. Minimises weighted mean negative log likelihood + penalty/2 |w|^2."""
    width, steps = known.x.shape[1], known.classes - 1
    share = known.weights / known.weights.sum()

    def loss(flat: DoubleArray) -> tuple[float, DoubleArray]:
        weights, thresholds = flat[:width], rising(flat[width:])
        edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
        score = known.x @ weights
        upper, lower = expit(edges[known.labels + 1] - score), expit(edges[known.labels] - score)
        chance = np.maximum(upper - lower, TINY)
        by_upper, by_lower = share * upper * (1 - upper) / chance, share * lower * (1 - lower) / chance
        lower_sums = np.bincount(known.labels, by_lower, known.classes)
        upper_sums = np.bincount(known.labels, by_upper, known.classes)
        tails = np.cumsum((lower_sums[1:] - upper_sums[:-1])[::-1])[::-1]
        by_step = np.concatenate([tails[:1], tails[1:] * np.exp(flat[width + 1 :])])
        slope = np.concatenate([known.x.T @ (by_upper - by_lower) + penalty * weights, by_step])
        return -float(share @ np.log(chance)) + 0.5 * penalty * float(weights @ weights), slope

    options = {"maxiter": 2000, "maxcor": 10, "gtol": GRADIENT_LIMIT, "ftol": 0}
    start = np.concatenate([np.zeros(width), first_steps(known, share)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return Rows(np.tile(found[:width], (steps, 1)), -rising(found[width:]))


def rising(steps: DoubleArray) -> DoubleArray:
    """The first threshold and the logarithms of the differences to thresholds."""
    thresholds: DoubleArray = np.cumsum(np.concatenate([steps[:1], np.exp(steps[1:])]))
    return thresholds


def first_steps(known: Labelled, share: DoubleArray) -> DoubleArray:
    """Thresholds of the shares of the classes, for the start of the search."""
    below = np.clip(np.cumsum(np.bincount(known.labels, share, known.classes))[:-1], 1e-6, 1 - 1e-6)
    thresholds = np.log(below / (1 - below))
    return np.concatenate([thresholds[:1], np.log(np.maximum(np.diff(thresholds), 1e-3))])


def step_probabilities(values: DoubleArray) -> DoubleArray:
    """Log-odds [n, classes - 1] of "above class k" to probabilities [n, classes]."""
    above = np.concatenate([np.ones((len(values), 1)), expit(values), np.zeros((len(values), 1))], axis=1)
    chances = np.maximum(above[:, :-1] - above[:, 1:], 0)
    shares: DoubleArray = chances / chances.sum(axis=1, keepdims=True)
    return shares
