"""Measures of a classifier, from probabilities or predicted classes."""

import numpy as np

from trainer.arrays import DoubleArray, IndexArray

Classes = IndexArray
Probabilities = DoubleArray


def confusion(truth: Classes, predicted: Classes, classes: int) -> Classes:
    """[classes, classes] counts: rows are the truth, columns the predictions."""
    return np.bincount(truth * classes + predicted, minlength=classes * classes).reshape(classes, classes)


def macro_f1(truth: Classes, predicted: Classes, classes: int) -> float:
    """Unweighted mean of the F1 of the first `classes` classes; one that is neither true nor predicted counts as 0.

    Predictions may contain further classes (such as `Not_Rubber`): they count as misses of the true class.
    """
    size = max(classes, int(truth.max()) + 1, int(predicted.max()) + 1)
    table = confusion(truth, predicted, size)
    hits = np.diag(table)[:classes]
    either = table.sum(axis=0)[:classes] + table.sum(axis=1)[:classes]
    return float(np.mean(2 * hits / np.maximum(either, 1)))


def calibration_error(probabilities: Probabilities, truth: Classes, bins: int = 15) -> float:
    """Expected calibration error of the top class, equal-width bins (Guo et al. 2017, arXiv:1706.04599, eq. 3)."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    which = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    error = 0.0
    for index in range(bins):
        inside = which == index
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return float(error)
