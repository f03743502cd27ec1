"""Array types shared by the renderer. Light is linear and relative: 1.0 is a white surface in the key light."""

from typing import Any

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.floating[Any]]
"""[H, W] scalar field; single precision wherever it is made."""
Light = npt.NDArray[np.floating[Any]]
"""[H, W, 3] linear RGB."""
Picture = npt.NDArray[np.uint8]
"""[H, W, 3] sRGB."""
Mask = npt.NDArray[np.bool_]
"""[H, W]."""
Bits = npt.NDArray[np.int32]
"""[H, W] label bits: 1 the sheet, then one bit a defect."""
Random = np.random.Generator
Rgb = tuple[float, float, float]
