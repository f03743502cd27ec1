"""The linear head: multinomial logistic regression on a frozen embedding, calibrated by one temperature."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_softmax, softmax

from trainer.arrays import DoubleArray, FloatArray
from trainer.rubber.metrics import Classes, Probabilities

Embedding = FloatArray
"""[n, D]."""


@dataclass(frozen=True)
class Head:
    """`weights` [classes, D] and `bias` [classes] act on the raw embedding; probabilities are softmax(logits / temperature)."""

    weights: FloatArray
    bias: FloatArray
    temperature: float

    def logits(self, embedding: Embedding) -> DoubleArray:
        """[n, D] to [n, classes]."""
        return embedding.astype(np.float64) @ self.weights.T.astype(np.float64) + self.bias

    def probabilities(self, embedding: Embedding) -> Probabilities:
        return np.asarray(softmax(self.logits(embedding) / self.temperature, axis=1))

    def to_bytes(self) -> bytes:
        """The pack's `head` file: little-endian float32, weights row after row, then biases (models/README.md)."""
        return self.weights.astype("<f4").tobytes() + self.bias.astype("<f4").tobytes()


def train_head(embedding: Embedding, truth: Classes, validation: Embedding, validation_truth: Classes, *, penalty: float) -> Head:
    """Fit on [n, D], fit the temperature on [m, D]. `penalty` is the L2 weight per sample on standardised features."""
    classes = int(truth.max()) + 1
    mean, spread = embedding.mean(axis=0), embedding.std(axis=0) + 1e-6
    weights, bias = _fit((embedding - mean) / spread, truth, classes, penalty)
    folded = weights / spread
    head = Head(folded.astype(np.float32), (bias - folded @ mean).astype(np.float32), 1.0)
    return Head(head.weights, head.bias, fit_temperature(head.logits(validation), validation_truth))


def _fit(features: Embedding, truth: Classes, classes: int, penalty: float) -> tuple[DoubleArray, DoubleArray]:
    """(weights [classes, D], bias [classes]) by L-BFGS from zero: deterministic, no random numbers."""
    count, width = features.shape
    target = np.eye(classes, dtype=np.float32)[truth]

    def loss(flat: DoubleArray) -> tuple[float, DoubleArray]:
        table = flat.reshape(classes, width + 1)
        logits = features @ table[:, :width].T.astype(np.float32) + table[:, width].astype(np.float32)
        cross_entropy = -float((log_softmax(logits.astype(np.float64), axis=1) * target).sum()) / count
        error = (softmax(logits, axis=1) - target) / count
        slope = np.empty_like(table)
        slope[:, :width] = error.T @ features + penalty * table[:, :width]
        slope[:, width] = error.sum(axis=0)
        return cross_entropy + 0.5 * penalty * float((table[:, :width] ** 2).sum()), slope.ravel()

    start = np.zeros(classes * (width + 1))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400, "maxcor": 20}).x
    table = found.reshape(classes, width + 1)
    return table[:, :width], table[:, width]


def fit_temperature(logits: DoubleArray, truth: Classes) -> float:
    """The temperature of least negative log likelihood (Guo et al. 2017, section 4.2), between 0.05 and 20."""

    def negative_log_likelihood(log_temperature: float) -> float:
        chance = log_softmax(logits / np.exp(log_temperature), axis=1)
        return -float(chance[np.arange(len(truth)), truth].mean())

    return float(np.exp(minimize_scalar(negative_log_likelihood, bounds=(np.log(0.05), np.log(20)), method="bounded").x))
