"""Linear discriminant analysis with the shrinkage of Ledoit and Wolf (2004), in the space of the pictures."""

from dataclasses import dataclass

import numpy as np

from trainer.arrays import DoubleArray, IndexArray
from trainer.heads.labelled import Labelled, Rows
from trainer.heads.solve import solve_scatter

LEAST_SHRINKAGE = 1e-3
TINY = 1e-12


@dataclass(frozen=True)
class Scatter:
    """The covariance within classes is (1 - shrinkage)/n R'R + shrinkage * mean_variance * I."""

    means: DoubleArray
    rows: DoubleArray
    """Differences from the class mean times the root of the picture's weight, [n, D]."""
    shrinkage: float
    mean_variance: float

    @property
    def ridge(self) -> float:
        """The covariance is (1 - shrinkage)/n (R'R + ridge I)."""
        return len(self.rows) * self.shrinkage * self.mean_variance / (1 - self.shrinkage)

    @property
    def factor(self) -> float:
        return len(self.rows) / (1 - self.shrinkage)

    def solve(self, vectors: DoubleArray) -> DoubleArray:
        """(R'R + ridge I)^-1 applied to each row of `vectors` [m, D]."""
        return solve_scatter(self.rows, self.ridge, vectors)


def scatter_of(known: Labelled) -> Scatter:
    means = known.one_hot().T @ known.x / np.maximum(known.counts(), 1)[:, None]
    rows = np.sqrt(known.weights)[:, None] * (known.x - means[known.labels])
    return Scatter(means, rows, *ledoit_wolf(rows))


def ledoit_wolf(rows: DoubleArray) -> tuple[float, float]:
    """(shrinkage, mean variance) of centred rows [n, D]; kept at most 0.999 so that the scatter is never without a share."""
    count, width = rows.shape
    lengths = np.sum(rows**2, axis=1)
    mean_variance = max(float(lengths.sum()) / count / width, TINY)
    inner = rows.T @ rows if width <= count else rows @ rows.T
    squared = float(np.sum(inner**2)) / count**2
    spread = squared / width - mean_variance**2
    error = (float(np.sum(lengths**2)) / count - squared) / count / width
    shrinkage = error / spread if spread > TINY * mean_variance**2 else 1.0
    return min(max(shrinkage, LEAST_SHRINKAGE), 0.999), mean_variance


def fit_lda(known: Labelled) -> Rows:
    scatter = scatter_of(known)
    weights = scatter.factor * scatter.solve(scatter.means)
    return Rows(weights, log_priors(known) - 0.5 * np.sum(weights * scatter.means, axis=1))


def log_priors(known: Labelled) -> DoubleArray:
    shares = known.one_hot().T @ known.weights / known.weights.sum()
    priors: DoubleArray = np.log(np.maximum(shares, TINY))
    return priors


def lda_left_out(known: Labelled) -> DoubleArray:
    """
    Discriminants [n, classes] of each picture by the analysis without it: a rank-one downdate of the scatter. Shrinkage, number
    of pictures and priors are held.
    """
    scatter, counts = scatter_of(known), known.counts()
    solved, solved_means = scatter.solve(known.x), scatter.solve(scatter.means)
    own = np.sum(known.x * solved, axis=1)
    crossed = solved @ scatter.means.T
    between = solved_means @ scatter.means.T
    distances = np.stack([left_out_row(at, known, counts, own, crossed, between) for at in range(len(known.x))])
    found: DoubleArray = log_priors(known) - 0.5 * scatter.factor * distances
    return found


def left_out_row(
    at: int, known: Labelled, counts: IndexArray, own: DoubleArray, crossed: DoubleArray, between: DoubleArray
) -> DoubleArray:
    """Squared distances [classes] of picture `at`: d'qd + c (d'qu)^2 / (1 - c u'qu); q inverts the scatter, u = x - own mean."""
    label = known.labels[at]
    count = counts[label]
    lost = known.weights[at] * count / (count - 1) if count > 1 else 0.0
    squared = own[at] - 2 * crossed[at] + np.diag(between)
    across = own[at] - crossed[at, label] - crossed[at] + between[:, label]
    inside = squared[label]
    # Without the picture its own class mean is farther away: d = count / (count - 1) * u.
    stretch = count / (count - 1) if count > 1 else 1.0
    squared[label], across[label] = stretch**2 * inside, stretch * inside
    distances: DoubleArray = squared + lost * across**2 / max(1 - lost * inside, 1e-9)
    return distances
