"""The training set of the spot finder: thermal pictures with drawn polygons, healthy ones, and rendered yards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from trainer.arrays import BoolArray, ByteArray, FloatArray, TextArray
from trainer.backbone.joined import JoinedTaps
from trainer.preprocess import InputRecipe
from trainer.render.thermal_faults import render_yard
from trainer.spots.finder import STRIDE_PX, FinderPlan, SpotFinder, chosen_cells, fit_finder
from trainer.spots.polygons import drawn_classes
from trainer.spots.views import Marked, views_of

TapsOf = Callable[[ByteArray], JoinedTaps]
"""A picture [H, W, 3] to its joined taps [1, cells, 153]."""
RENDERS = 400
RENDER_WEIGHT = 0.3
"""Weight of a rendered scene relative to a real picture: its masks are exact, its surroundings are not realistic."""
INPUT = InputRecipe(256, 256)


@dataclass(frozen=True)
class SpotExamples:
    """`taps` [n, cells, 153], `marked` [n, cells] 0-1, `weight` [n], `origin` [n]: path of the real picture, "" of a render."""

    taps: JoinedTaps
    marked: FloatArray
    weight: FloatArray
    origin: TextArray

    def without(self, left_out: set[str]) -> "SpotExamples":
        keep = ~np.isin(self.origin, sorted(left_out))
        return SpotExamples(self.taps[keep], self.marked[keep], self.weight[keep], self.origin[keep])


def spot_examples(taps_of: TapsOf, marked: Iterator[Marked]) -> SpotExamples:
    """Every picture in all its views, the picture itself before its other views."""
    views = [view for at, found in enumerate(marked) for view in views_of(found, at)]
    return SpotExamples(
        np.concatenate([taps_of(view.picture) for view in views]),
        np.stack([cell_shares(view.mask) for view in views]),
        np.asarray([view.weight for view in views], np.float32),
        np.asarray([view.origin for view in views]),
    )


def cell_shares(mask: BoolArray) -> FloatArray:
    """The marked share of each cell, [cells], of a mask of any size."""
    small = np.asarray(Image.fromarray(mask).resize((INPUT.width, INPUT.height), Image.Resampling.NEAREST), np.float32)
    rows, columns = INPUT.height // STRIDE_PX, INPUT.width // STRIDE_PX
    return np.asarray(small.reshape(rows, STRIDE_PX, columns, STRIDE_PX).mean(axis=(1, 3)).ravel(), np.float32)


def real_pictures(data: Path, pictures: list[tuple[Path, bool, ByteArray]]) -> Iterator[Marked]:
    """Annotated pictures with their polygons, healthy ones with none; `pictures` are (path, faulty, pixels).

    A faulty picture without polygons has weight 0.
    """
    for path, faulty, pixels in pictures:
        classes = drawn_classes(data, path, pixels.shape[:2], (INPUT.height, INPUT.width))
        mask = np.zeros((INPUT.height, INPUT.width), np.bool_) if classes is None else classes > 0
        yield Marked(pixels, mask, 0.0 if faulty and not mask.any() else 1.0, str(path))


def rendered_pictures(seed: int, count: int = RENDERS) -> Iterator[Marked]:
    """Rendered yards; marked where a joint, a lead or a bushing is too warm."""
    for at in range(count):
        picture, mask = render_yard(np.random.default_rng((seed, 31, at)))
        yield Marked(picture, mask, RENDER_WEIGHT, "")


def learn_finder(examples: SpotExamples, seed: int) -> SpotFinder:
    plan = FinderPlan(seed)
    return fit_finder(chosen_cells(examples.taps, examples.marked, examples.weight, plan), plan)
