"""Array types shared by the renderer. Light is linear and relative: 1.0 is a white surface in the key light."""

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float32]
"""[H, W] scalar field."""
Light = npt.NDArray[np.float32]
"""[H, W, 3] linear RGB."""
Picture = npt.NDArray[np.uint8]
"""[H, W, 3] sRGB."""
Mask = npt.NDArray[np.bool_]
"""[H, W]."""
Bits = npt.NDArray[np.int32]
"""[H, W] label bits: 1 the sheet, then one bit a defect."""
Random = np.random.Generator
Rgb = tuple[float, float, float]
