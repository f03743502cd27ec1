"""Temperature scaling (Guo et al. 2017, section 4.2)."""

from typing import Literal

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import softmax

from trainer.arrays import DoubleArray, IndexArray
from trainer.heads.cumulative import step_probabilities

Form = Literal["softmax", "cumulative"]
LOWEST, HIGHEST = 1e-4, 1e4
LEAST_CHANCE = 1e-12


def probabilities(values: DoubleArray, form: Form, temperature: float) -> DoubleArray:
    """[n, outputs] to [n, classes]."""
    scaled = values / temperature
    return step_probabilities(scaled) if form == "cumulative" else np.asarray(softmax(scaled, axis=1))


def log_losses(chances: DoubleArray, labels: IndexArray) -> DoubleArray:
    """
    The log loss of each picture against a target that leaves `1 / (n + 2)` to the other classes together (Platt 1999; Laplace's
    rule of succession): n pictures without an error do not prove that there are none.
    """
    count, classes = chances.shape
    doubt = 1 / (count + 2)
    target = np.full(chances.shape, doubt / (classes - 1))
    target[np.arange(count), labels] = 1 - doubt
    losses: DoubleArray = -np.sum(target * np.log(np.maximum(chances, LEAST_CHANCE)), axis=1)
    return losses


def fit_temperature(values: DoubleArray, form: Form, labels: IndexArray, weights: DoubleArray) -> float:
    """The temperature of least weighted log loss."""

    def loss(log_temperature: float) -> float:
        chances = probabilities(values, form, float(np.exp(log_temperature)))
        return float(weights @ log_losses(chances, labels) / weights.sum())

    bounds = (np.log(LOWEST), np.log(HIGHEST))
    return float(np.exp(minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-10}).x))
