"""Dense features to one vector per grid cell, as `models/README.md` ("Cells") defines it.

Locally aware patch features after Roth et al. 2022, PatchCore (arXiv:2106.08265), section 3.1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trainer.arrays import DoubleArray, FloatArray


@dataclass(frozen=True)
class Tap:
    """One dense output of the backbone and its processing."""

    output: str
    neighbourhood: int = 1
    norm: str = "none"
    weight: float = 1.0


@dataclass(frozen=True)
class CellRecipe:
    """Taps joined on a square grid of `grid` x `grid` cells."""

    taps: tuple[Tap, ...]
    grid: int


def cells(outputs: Mapping[str, FloatArray], recipe: CellRecipe) -> FloatArray:
    """Outputs of one picture, each [C, H, W], to cell vectors [grid * grid, sum of C], row after row."""
    return np.concatenate([tap_cells(outputs[tap.output], tap, recipe.grid) for tap in recipe.taps], axis=1)


def tap_cells(features: FloatArray, tap: Tap, grid: int) -> FloatArray:
    """One tap [C, H, W] to [grid * grid, C]."""
    local = neighbourhood_mean(features, tap.neighbourhood)
    vectors = to_grid(local, grid).reshape(len(features), -1).T
    if tap.norm == "l2":
        vectors = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12)
    return np.ascontiguousarray(vectors * tap.weight, np.float32)


def neighbourhood_mean(features: FloatArray, size: int) -> FloatArray:
    """Mean over a size x size window, stride 1, the window cut at the border. [C, H, W] to [C, H, W]."""
    if size == 1:
        return features
    return axis_mean(axis_mean(features, size, 1), size, 2)


def axis_mean(features: FloatArray, size: int, axis: int) -> FloatArray:
    length = features.shape[axis]
    at = np.arange(length)
    low, high = np.maximum(0, at - size // 2), np.minimum(length, at + size // 2 + 1)
    sums = np.concatenate([np.zeros_like(features.take([0], axis), np.float64), features.cumsum(axis, np.float64)], axis)
    shape = [1, 1, 1]
    shape[axis] = length
    return np.asarray((sums.take(high, axis) - sums.take(low, axis)) / (high - low).reshape(shape), np.float32)


def to_grid(features: FloatArray, grid: int) -> FloatArray:
    """[C, H, W] to [C, grid, grid]: block means where H, W are whole multiples, bilinear otherwise."""
    channels, height, width = features.shape
    if height % grid == 0 and width % grid == 0:
        return np.asarray(features.reshape(channels, grid, height // grid, grid, width // grid).mean(axis=(2, 4)), np.float32)
    across, down = bilinear_weights(width, grid), bilinear_weights(height, grid)
    return np.asarray(np.einsum("gh,chw,kw->cgk", down, features, across, optimize=True), np.float32)


def bilinear_weights(size: int, count: int) -> DoubleArray:
    """[count, size]: half-pixel centres, clamped edges."""
    centres = np.clip((np.arange(count) + 0.5) * size / count - 0.5, 0, size - 1)
    low = np.minimum(np.floor(centres).astype(int), size - 1)
    high = np.minimum(low + 1, size - 1)
    weights = np.zeros((count, size))
    weights[np.arange(count), low] += 1 - (centres - low)
    weights[np.arange(count), high] += centres - low
    return weights


def enlarge(raster: FloatArray, height: int, width: int) -> FloatArray:
    """A map [h, w] enlarged bilinearly to [height, width]."""
    down, across = bilinear_weights(raster.shape[0], height), bilinear_weights(raster.shape[1], width)
    return (down @ raster @ across.T).astype(np.float32)


def join(pictures: Sequence[FloatArray]) -> FloatArray:
    """Cell vectors of several pictures as one matrix [sum of cells, D]."""
    return np.concatenate(list(pictures))
