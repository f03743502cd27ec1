"""How embeddings are scaled before a head: centred, divided by a shrunk spread, brought to length 1."""

from dataclasses import dataclass

import numpy as np

from trainer.arrays import AnyFloatArray, DoubleArray, FloatArray

SHRINKAGE = 0.5
"""How far the variance of a column is moved to the mean variance."""
TINY = 1e-12


@dataclass(frozen=True)
class Scaling:
    """`centre` and `factor` [D], in the precision in which the pack stores them."""

    centre: FloatArray
    factor: FloatArray

    def apply(self, embeddings: AnyFloatArray) -> DoubleArray:
        """[n, D] to [n, D] of length 1."""
        moved = (embeddings.astype(np.float64) - self.centre) * self.factor
        unit: DoubleArray = moved / (np.linalg.norm(moved, axis=1, keepdims=True) + TINY)
        return unit


def fit_scaling(embeddings: AnyFloatArray) -> Scaling:
    """From the embeddings [n, D] that the head learns from."""
    values = embeddings.astype(np.float64)
    centre, variance = values.mean(axis=0), values.var(axis=0)
    spread = np.sqrt((1 - SHRINKAGE) * variance + SHRINKAGE * variance.mean() + TINY)
    return Scaling(centre.astype(np.float32), (1 / spread).astype(np.float32))
