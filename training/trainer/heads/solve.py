"""Systems of a regularised scatter, in whichever space is smaller."""

import numpy as np

from trainer.arrays import DoubleArray


def solve_scatter(rows: DoubleArray, ridge: float, vectors: DoubleArray) -> DoubleArray:
    """(R'R + ridge I)^-1 applied to each row of `vectors` [m, D]; R is `rows` [n, D]."""
    count, width = rows.shape
    if width <= count:
        direct: DoubleArray = np.linalg.solve(rows.T @ rows + ridge * np.eye(width), vectors.T).T.astype(np.float64)
        return direct
    gram = rows @ rows.T + ridge * np.eye(count)
    inner: DoubleArray = (vectors - np.linalg.solve(gram, rows @ vectors.T).T @ rows) / ridge
    return inner
