"""Train the spot finder on a backbone's taps; it is exported with it."""

from itertools import chain
from pathlib import Path

import torch

from trainer.arrays import ByteArray
from trainer.backbone.export import palette_heat
from trainer.backbone.joined import JoinedTaps, join_taps
from trainer.backbone.model import Student
from trainer.packs.thermal_set import thermal_pictures
from trainer.preprocess import to_tensor
from trainer.spots.examples import INPUT, learn_finder, real_pictures, rendered_pictures, spot_examples
from trainer.spots.finder import SpotFinder, SpotTaps


def bake_spots(student: Student, data: Path, seed: int) -> SpotFinder:
    """A finder trained on every annotated or healthy picture and the renders."""

    @torch.no_grad()
    def taps_of(picture: ByteArray) -> JoinedTaps:
        image = torch.from_numpy(to_tensor(picture, INPUT))
        out = student(image)
        return join_taps(SpotTaps(out.s4, palette_heat(image), out.s8, out.s16))

    pictures = [(p.path, p.faulty, p.pixels()) for p in thermal_pictures(data)]
    return learn_finder(spot_examples(taps_of, chain(real_pictures(data, pictures), rendered_pictures(seed))), seed)


def save_spots(finder: SpotFinder, path: Path) -> None:
    torch.save(finder.state_dict(), path)


def load_spots(path: Path) -> SpotFinder:
    state = torch.load(path, map_location="cpu", weights_only=True)
    finder = SpotFinder(len(state["bias"]))
    finder.load_state_dict(state)
    return finder.eval()
