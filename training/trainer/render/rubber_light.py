"""How light passes through and is reflected by a sheet of rubber.

Beer-Lambert: the share transmitted at thickness t is exp(-absorbance(colour) * t). Smoke constituents absorb blue most, red
least, so more smoke goes from cream over amber and brown to near black. Milky rubber scatters the light back instead.
"""

import numpy as np

from trainer.render.types import Field, Light, Rgb

ABSORPTION: Rgb = (0.34, 1.05, 2.5)
"""Per unit of smoke colour and thickness, for red, green, blue; chosen by eye against photos of smoked sheets."""
CREAM: Rgb = (0.95, 0.89, 0.7)
"""Reflectance of unsmoked rubber."""


def sheet_light(*, absorbance: Field, scatter: Field, thickness: Field, back: Field, front: Field, shading: Field) -> Light:
    """[H, W, 3] linear light from a sheet lit from behind by `back` and from the camera's side by `front`.

    `shading` is the Lambert factor of the surface's relief (1 on level ground); half of it also modulates transmitted
    light, because ribs are thicker rubber.
    """
    colour = np.maximum(absorbance, 0.03)[..., None] * np.array(ABSORPTION, dtype=np.float32)
    through = np.exp(-colour * thickness[..., None]) * (back / (1 + 1.5 * scatter))[..., None]
    body = np.array(CREAM, dtype=np.float32) * np.exp(-0.75 * colour / (1 + 0.5 * scatter[..., None]))
    reflected = body * (front * shading * (0.75 + 0.2 * np.minimum(scatter, 1.5)))[..., None]
    return np.asarray(through * (0.5 + 0.5 * shading)[..., None] + reflected, dtype=np.float32)
