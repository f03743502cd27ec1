"""The measures of a pack's preconditions, as `models/README.md` defines them and `src/vision` computes them.

All are taken of the picture at the size of the network's input, [H, W, 3] floats 0-255.
"""

import numpy as np

from trainer.arrays import DoubleArray, FloatArray

HUE_BINS = 12
SATURATION_STEPS = (0.5, 0.85)
LIGHT_FROM = 128
COLOUR_BINS = HUE_BINS * 3 * 2
GREY_BINS = 4
BINS = COLOUR_BINS + GREY_BINS


def rank_quantile(values: FloatArray, share: float) -> float:
    """The value at rank floor(share * (n - 1)) of the rising values: an element, not interpolated."""
    rising = np.sort(values, axis=None)
    return float(rising[int(np.floor(share * (len(rising) - 1)))])


def contrast(small: FloatArray, low: float, high: float) -> float:
    """The difference between two quantiles, in the channel where it is largest."""
    return max(rank_quantile(plane, high) - rank_quantile(plane, low) for plane in np.moveaxis(small, 2, 0))


def luma(small: FloatArray) -> FloatArray:
    """ITU-R BT.601 luma [H, W]."""
    return np.asarray(small.astype(np.float64) @ np.asarray([0.299, 0.587, 0.114]), np.float32)


def sharpness(small: FloatArray, quantile: float, low: float, high: float) -> float:
    """A quantile of the steps to the right and the lower neighbour, divided by the contrast of the luma; 0 if that is 0."""
    grey = luma(small)
    right = np.abs(np.diff(grey, axis=1, append=grey[:, -1:]))
    below = np.abs(np.diff(grey, axis=0, append=grey[-1:]))
    span = rank_quantile(grey, high) - rank_quantile(grey, low)
    return 0.0 if span == 0 else rank_quantile(np.maximum(right, below), quantile) / span


def colour_histogram(small: FloatArray, chroma: float) -> DoubleArray:
    """The square root of the share of the pixels in each bin [BINS]: hue, saturation and lightness, then greys."""
    pixels = small.reshape(-1, 3).astype(np.float64)
    red, green, blue = pixels.T
    top, span = pixels.max(axis=1), np.ptp(pixels, axis=1)
    is_colour = span >= chroma
    divisor = np.where(is_colour, span, 1)
    sextant = np.where(
        top == red,
        ((green - blue) / divisor + 6) % 6,
        np.where(top == green, (blue - red) / divisor + 2, (red - green) / divisor + 4),
    )
    hue = np.minimum(HUE_BINS - 1, (2 * sextant).astype(int))
    ratio = span / np.maximum(top, 1e-9)
    saturation = sum((ratio >= step).astype(int) for step in SATURATION_STEPS)
    colour_bin = (hue * 3 + saturation) * 2 + (top >= LIGHT_FROM)
    grey_bin = COLOUR_BINS + np.minimum(GREY_BINS - 1, (top / 64).astype(int))
    counts = np.bincount(np.where(is_colour, colour_bin, grey_bin), minlength=BINS)
    return np.asarray(np.sqrt(counts / len(pixels)))


def coloured_share(small: FloatArray, chroma: float) -> float:
    """The share of the pixels whose largest and smallest channel differ by at least `chroma`."""
    return float((np.ptp(small.reshape(-1, 3), axis=1) >= chroma).mean())
