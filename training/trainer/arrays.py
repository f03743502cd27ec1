"""Array types, each defined once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
"""Single precision: features, distances, scores, weights."""
DoubleArray = NDArray[np.float64]
"""Double precision: sums, shares and probabilities."""
AnyFloatArray = NDArray[np.floating[Any]]
"""Of any precision, where the caller's precision is kept."""
ByteArray = NDArray[np.uint8]
"""Pictures [H, W, 3] and whatever else is counted in bytes."""
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.int64]
"""Class numbers and positions."""
TextArray = NDArray[np.str_]
HalfArray = NDArray[np.float16]
"""Kept or stored where half the bytes are enough."""
