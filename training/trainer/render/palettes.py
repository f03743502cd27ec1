"""False-colour palettes of thermal cameras, as our own control points (temperature share 0..1 to sRGB)."""

from typing import Literal

import numpy as np

from trainer.render.types import Field, Picture, Rgb

PaletteName = Literal["iron", "rainbow", "white-hot"]

PALETTES: dict[PaletteName, tuple[tuple[float, Rgb], ...]] = {
    "iron": (
        (0.0, (0.0, 0.0, 0.06)),
        (0.16, (0.14, 0.0, 0.42)),
        (0.35, (0.5, 0.0, 0.6)),
        (0.52, (0.8, 0.15, 0.4)),
        (0.68, (0.95, 0.42, 0.08)),
        (0.84, (1.0, 0.75, 0.08)),
        (1.0, (1.0, 1.0, 0.9)),
    ),
    "rainbow": (
        (0.0, (0.01, 0.0, 0.2)),
        (0.16, (0.0, 0.15, 0.65)),
        (0.34, (0.0, 0.6, 0.8)),
        (0.5, (0.15, 0.75, 0.2)),
        (0.66, (0.9, 0.92, 0.05)),
        (0.82, (1.0, 0.45, 0.05)),
        (0.93, (0.95, 0.05, 0.2)),
        (1.0, (1.0, 0.92, 0.95)),
    ),
    "white-hot": ((0.0, (0.03, 0.03, 0.03)), (1.0, (1.0, 1.0, 1.0))),
}


def false_colour(share: Field, palette: PaletteName) -> Picture:
    """[H, W] temperature shares (clipped to 0..1) to [H, W, 3] sRGB."""
    stops = PALETTES[palette]
    at = [position for position, _ in stops]
    clipped = np.clip(share, 0, 1)
    channels = [np.interp(clipped, at, [colour[i] for _, colour in stops]) for i in range(3)]
    return np.asarray(np.stack(channels, axis=2) * 255 + 0.5).astype(np.uint8)
