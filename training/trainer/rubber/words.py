"""Texture words: how much of the sheet looks like each of K learned small textures, and by how much that exceeds a limit.

A pooled embedding is an average over 32-px cells, in which a few specks or a film over a tenth of the sheet are lost. Grade rules
compare the percent *of the visible sheet* under each defect with limits; the worst one decides. The layers here can express
that, a linear layer on means cannot:

- A *word* is a 1x1 convolution on the joined taps at stride 8 and a ReLU: how far a place exceeds a threshold in one direction.
- A *mark* is a second such layer on the words, and *sheet* is the probability that a place is sheet. The amount of a mark is its
  mean weighted by the sheet, so that neither the background nor the sheet's size in the picture counts.
- A *verdict* is a ReLU on all amounts of one picture: by how much a mixture of them exceeds a limit.

They are trained with the backbone frozen (`rubber.learner`) and go into its ONNX graph: the vector [N, K] beside the embedding,
and the logit of each defect per cell as the separate output `defects`.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from trainer.backbone.joined import JoinedLayer, JoinedWidths, Taps
from trainer.render.defects import DEFECT_LABELS

SHEET_FLOOR = 1e-3
"""Added to the sheet share of a cell, so that amounts are defined for a picture without any sheet."""


@dataclass(frozen=True)
class WordsSize:
    """Number of each; `total` is the length they add to the vector `sheet`."""

    words: int = 96
    marks: int = 48
    verdicts: int = 64

    @property
    def pooled(self) -> int:
        """Means of words, amounts of marks, and the sheet share of the picture: the input of a verdict."""
        return self.words + self.marks + 1

    @property
    def total(self) -> int:
        return self.pooled + self.verdicts


class Read(NamedTuple):
    """`vector` [N, WordsSize.total] of the whole picture; `defects` [N, DEFECT_LABELS, H/8, W/8], positive where one shows."""

    vector: Tensor
    defects: Tensor


class TextureWords(JoinedLayer):
    """Taps s4 [N,A,H/4,W/4], s8 [N,B,H/8,W/8], s16 [N,C,H/16,W/16] to the sheet vector and the defects.

    A defect shows where its logit is over `levels` [defects] and the place is more likely sheet than not.
    """

    levels: Tensor

    def __init__(self, widths: JoinedWidths, size: WordsSize) -> None:
        super().__init__(widths, size.words)
        self.marks = nn.Conv2d(size.words, size.marks, 1)
        self.sheet = nn.Conv2d(size.words, 1, 1)
        self.verdicts = nn.Linear(size.pooled, size.verdicts)
        self.defects = nn.Conv2d(size.marks, len(DEFECT_LABELS), 1)
        self.register_buffer("levels", torch.zeros(len(DEFECT_LABELS)))

    def forward(self, s4: Tensor, s8: Tensor, s16: Tensor) -> Read:
        words = self.look(Taps(s4, s8, s16))
        marks, sheet = torch.relu(self.marks(words)), self.sheet(words)
        pooled = pool(words, marks, torch.sigmoid(sheet), (2, 3))
        vector = torch.cat([pooled, torch.relu(self.verdicts(pooled))], dim=1)
        return Read(vector, torch.minimum(self.defects(marks) - self.levels.view(1, -1, 1, 1), sheet))


def pool(words: Tensor, marks: Tensor, sheet: Tensor, places: tuple[int, ...]) -> Tensor:
    """[N, WordsSize.pooled] from the values of every position."""
    return torch.cat([words.mean(dim=places), weighted_mean(marks, sheet, places), sheet.mean(dim=places)], dim=1)


def weighted_mean(values: Tensor, weights: Tensor, places: tuple[int, ...]) -> Tensor:
    """Mean of `values` over the dimensions `places`, weighted (0..1, plus a small constant)."""
    counted = weights + SHEET_FLOOR
    return (values * counted).mean(dim=places) / counted.mean(dim=places)
