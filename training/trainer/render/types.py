"""Array types shared by the renderer. Light is linear and relative: 1.0 is a white surface in the key light."""

import numpy as np
import numpy.typing as npt

from trainer.arrays import AnyFloatArray, BoolArray, ByteArray

Field = AnyFloatArray
"""[H, W] scalar field; single precision wherever it is made."""
Light = AnyFloatArray
"""[H, W, 3] linear RGB."""
Picture = ByteArray
"""[H, W, 3] sRGB."""
Mask = BoolArray
"""[H, W]."""
Bits = npt.NDArray[np.int32]
"""[H, W] label bits: 1 the sheet, then one bit a defect."""
Random = np.random.Generator
Rgb = tuple[float, float, float]
