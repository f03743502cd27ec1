"""The batch on which an export is compared with its source network: rendered textures, so that no data is needed."""

import numpy as np
import torch
from torch import Tensor

from trainer.backbone.crops import normalise, render_texture


def probe_batch(seed: int, count: int = 4, side: int = 224) -> Tensor:
    """[count, 3, side, side], normalised."""
    random = np.random.default_rng(seed)
    return torch.from_numpy(np.stack([normalise(render_texture(side, random)) for _ in range(count)]))
