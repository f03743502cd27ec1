"""Multinomial logistic regression with an L2 penalty."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax

from trainer.arrays import DoubleArray
from trainer.heads.labelled import Labelled, Rows

PENALTIES = (3e-4, 3e-3)
GRADIENT_LIMIT = 1e-8


def fit_logistic(known: Labelled, penalty: float) -> Rows:
    """Minimises the weighted mean cross entropy + penalty/2 |W|^2; the biases are not penalised. The minimum is unique."""
    width = known.x.shape[1]
    target = known.one_hot()
    share = known.weights / known.weights.sum()

    def loss(flat: DoubleArray) -> tuple[float, DoubleArray]:
        table = flat.reshape(known.classes, width + 1)
        log_chance = log_softmax(known.x @ table[:, :width].T + table[:, width], axis=1)
        error = share[:, None] * (np.exp(log_chance) - target)
        slope = np.concatenate([error.T @ known.x + penalty * table[:, :width], error.sum(axis=0)[:, None]], axis=1)
        value = -float(np.sum(share[:, None] * log_chance * target)) + 0.5 * penalty * float(np.sum(table[:, :width] ** 2))
        return value, slope.ravel()

    options = {"maxiter": 2000, "maxcor": 10, "gtol": GRADIENT_LIMIT, "ftol": 0}
    found = minimize(loss, np.zeros(known.classes * (width + 1)), jac=True, method="L-BFGS-B", options=options).x
    table = found.reshape(known.classes, width + 1)
    return Rows(table[:, :width], table[:, width] - table[:, width].mean())
