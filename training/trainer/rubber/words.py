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

import torch
from torch import Tensor, nn

from trainer.backbone.joined import JoinedLayer, JoinedWidths, Taps

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


class TextureWords(JoinedLayer):
    """Taps s4 [N,A,H/4,W/4], s8 [N,B,H/8,W/8], s16 [N,C,H/16,W/16] to [N, WordsSize.total]."""

    def __init__(self, widths: JoinedWidths, size: WordsSize) -> None:
        super().__init__(widths, size.words)
        self.marks = nn.Conv2d(size.words, size.marks, 1)
        self.sheet = nn.Conv2d(size.words, 1, 1)
        self.verdicts = nn.Linear(size.pooled, size.verdicts)

    def forward(self, s4: Tensor, s8: Tensor, s16: Tensor) -> Tensor:
        words = self.look(Taps(s4, s8, s16))
        pooled = pool(words, torch.relu(self.marks(words)), torch.sigmoid(self.sheet(words)), (2, 3))
        return torch.cat([pooled, torch.relu(self.verdicts(pooled))], dim=1)


def pool(words: Tensor, marks: Tensor, sheet: Tensor, places: tuple[int, ...]) -> Tensor:
    """[N, WordsSize.pooled] of what is said of every place."""
    return torch.cat([words.mean(dim=places), weighted_mean(marks, sheet, places), sheet.mean(dim=places)], dim=1)


def weighted_mean(values: Tensor, weights: Tensor, places: tuple[int, ...]) -> Tensor:
    """Mean of `values` over the dimensions `places`, each place counted by its weight (0..1) and a little."""
    counted = weights + SHEET_FLOOR
    return (values * counted).mean(dim=places) / counted.mean(dim=places)
