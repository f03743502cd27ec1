"""Finders that were not trained on a picture, for every figure and threshold measured on that picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
import torch

from trainer.arrays import ByteArray, FloatArray
from trainer.backbone.joined import JoinedTaps, join_taps
from trainer.packs.reference import Features
from trainer.packs.thermal_set import ThermalPicture
from trainer.spots.examples import INPUT, SpotExamples, learn_finder, real_pictures, rendered_pictures, spot_examples
from trainer.spots.finder import SpotFinder, SpotTaps, spots_of


@dataclass(frozen=True)
class HeldOutFinder:
    """Map values of pictures, by finders that were not trained on the pictures left out. Each finder is trained once."""

    examples: SpotExamples
    seed: int
    trained: dict[frozenset[str], SpotFinder] = field(default_factory=dict)

    def places(self, pictures: Sequence[Path], left_out: Sequence[Path]) -> list[FloatArray]:
        """Logits [cells] of each of `pictures`, which are among the examples' or `left_out`."""
        names = frozenset(str(path) for path in left_out)
        if names not in self.trained:
            self.trained[names] = learn_finder(self.examples.without(set(names)), self.seed)
        return [spots_of(self.trained[names], self.taps_of(path))[0] for path in pictures]

    def taps_of(self, picture: Path) -> JoinedTaps:
        """Joined taps [1, cells, 153] of a picture, not its mirror image."""
        at = int(np.flatnonzero(self.examples.origin == str(picture))[0])
        return self.examples.taps[at : at + 1]


def open_held_out_finder(backbone: Features, data: Path, pictures: list[ThermalPicture], seed: int) -> HeldOutFinder:
    """A finder on this backbone's taps."""

    def taps_of(picture: ByteArray) -> JoinedTaps:
        found = backbone.features(picture, INPUT)
        return join_taps(SpotTaps(*(torch.from_numpy(found[name])[None] for name in ("s4", "heat", "s8", "s16"))))

    real = real_pictures(data, [(p.path, p.faulty, p.pixels()) for p in pictures])
    return HeldOutFinder(spot_examples(taps_of, chain(real, rendered_pictures(seed))), seed)
