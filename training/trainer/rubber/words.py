"""Texture words: how much of the sheet looks like each of K learned small textures, and how far that is over a limit.

A pooled embedding is an average of what the network says of 32-px cells, so a few specks or a film over a tenth of the sheet
drown in it. Grade rules count: percent *of the visible sheet* under each defect, against limits, the worst one deciding. The
layers here can say that, where a linear layer on means cannot:

- A *word* is a 1x1 convolution on the joined taps at stride 8 and a ReLU: how far a place is over a threshold in one direction.
- A *mark* is a second such layer on the words, and *sheet* says where the sheet is. The amount of a mark is its mean weighted by
  the sheet, so that neither what hangs behind nor the sheet's size in the picture counts.
- A *verdict* is a ReLU on all amounts of one picture: by how much a mixture of them exceeds a limit.

They are trained with the backbone frozen (`rubber.lessons`) and go into its ONNX graph as one more output, [N, K].
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

JoinedTaps = npt.NDArray[np.float16]
"""[n, cells, channels]: taps of n pictures at stride 8, joined in the order s4, s8, s16."""
TapWidths = tuple[int, int, int]
SHEET_FLOOR = 1e-3
"""Added to how much of a cell is sheet, so that a picture without any sheet has amounts too."""


@dataclass(frozen=True)
class WordsSize:
    """How many of each; `total` is what they add to the vector `sheet`."""

    words: int = 96
    marks: int = 48
    verdicts: int = 64

    @property
    def pooled(self) -> int:
        """Means of words, amounts of marks, and how much of the picture is sheet: what a verdict is made of."""
        return self.words + self.marks + 1

    @property
    def total(self) -> int:
        return self.pooled + self.verdicts


class TextureWords(nn.Module):
    """Taps s4 [N,A,H/4,W/4], s8 [N,B,H/8,W/8], s16 [N,C,H/16,W/16] to [N, WordsSize.total]."""

    def __init__(self, widths: TapWidths, size: WordsSize) -> None:
        super().__init__()
        self.fine, self.middle, self.coarse = (nn.Conv2d(width, size.words, 1, bias=False) for width in widths)
        self.bias = nn.Parameter(torch.zeros(size.words))
        self.marks = nn.Conv2d(size.words, size.marks, 1)
        self.sheet = nn.Conv2d(size.words, 1, 1)
        self.verdicts = nn.Linear(size.pooled, size.verdicts)

    def forward(self, s4: Tensor, s8: Tensor, s16: Tensor) -> Tensor:
        middle = self.middle(s8)
        fine = self.fine(functional.avg_pool2d(s4, 2, ceil_mode=True))
        coarse = functional.interpolate(self.coarse(s16), size=middle.shape[2:], mode="bilinear")
        words = torch.relu(fine + middle + coarse + self.bias.view(1, -1, 1, 1))
        pooled = pool(words, torch.relu(self.marks(words)), torch.sigmoid(self.sheet(words)), (2, 3))
        return torch.cat([pooled, torch.relu(self.verdicts(pooled))], dim=1)


def pool(words: Tensor, marks: Tensor, sheet: Tensor, places: tuple[int, ...]) -> Tensor:
    """[N, WordsSize.pooled] of what is said of every place."""
    return torch.cat([words.mean(dim=places), weighted_mean(marks, sheet, places), sheet.mean(dim=places)], dim=1)


def weighted_mean(values: Tensor, weights: Tensor, places: tuple[int, ...]) -> Tensor:
    """Mean of `values` over the dimensions `places`, each place counted by its weight (0..1) and a little."""
    counted = weights + SHEET_FLOOR
    return (values * counted).mean(dim=places) / counted.mean(dim=places)


class Taps(NamedTuple):
    s4: Tensor
    s8: Tensor
    s16: Tensor


@torch.no_grad()
def join_taps(taps: Taps) -> JoinedTaps:
    """[n, H/8 * W/8, channels], what `TextureWords` convolves, cell by cell."""
    s16 = functional.interpolate(taps.s16, size=taps.s8.shape[2:], mode="bilinear")
    joined = torch.cat([functional.avg_pool2d(taps.s4, 2, ceil_mode=True), taps.s8, s16], dim=1)
    return joined.flatten(2).transpose(1, 2).to(torch.float16).numpy()
