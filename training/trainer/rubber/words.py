"""Texture words: how much of a picture looks like each of K learned small textures.

A pooled embedding is an average of what the network says of 32-px cells, so a few specks or a film over a tenth of the sheet
drown in it. A word is a 1x1 convolution on the joined taps at stride 8 and a ReLU, averaged over the picture: the amount
of picture over a threshold in one direction of tap space, which is what grade rules count. The words are trained with the
backbone frozen and go into its ONNX graph as one more output, [N, K].
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from trainer.render.types import Picture
from trainer.rubber.metrics import Classes

JoinedTaps = npt.NDArray[np.float16]
"""[n, cells, channels]: taps of n pictures at stride 8, joined in the order s4, s8, s16."""
TapWidths = tuple[int, int, int]


class TextureWords(nn.Module):
    """Taps s4 [N,A,H/4,W/4], s8 [N,B,H/8,W/8], s16 [N,C,H/16,W/16] to [N, words]."""

    def __init__(self, widths: TapWidths, words: int) -> None:
        super().__init__()
        self.fine, self.middle, self.coarse = (nn.Conv2d(width, words, 1, bias=False) for width in widths)
        self.bias = nn.Parameter(torch.zeros(words))

    def forward(self, s4: Tensor, s8: Tensor, s16: Tensor) -> Tensor:
        middle = self.middle(s8)
        fine = self.fine(functional.avg_pool2d(s4, 2, ceil_mode=True))
        coarse = functional.interpolate(self.coarse(s16), size=middle.shape[2:], mode="bilinear")
        return torch.relu(fine + middle + coarse + self.bias.view(1, -1, 1, 1)).mean(dim=(2, 3))


@dataclass(frozen=True)
class WordsPlan:
    """`cells` random places of each picture are looked at in a step: enough for a mean, and it regularises."""

    seed: int
    words: int = 96
    epochs: int = 40
    batch: int = 64
    cells: int = 160
    learning_rate: float = 5e-3
    weight_decay: float = 2e-2
    dropout: float = 0.2


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


def taps_of(network: Callable[[Sequence[Picture]], Taps], pictures: Sequence[Picture], batch: int) -> JoinedTaps:
    """All pictures through the network in batches."""
    return np.concatenate([join_taps(network(pictures[at : at + batch])) for at in range(0, len(pictures), batch)])


def train_words(taps: JoinedTaps, label: Classes, widths: TapWidths, plan: WordsPlan) -> TextureWords:
    """Words that let a linear layer tell the labels (grades and no sheet) apart. One thread gives one result per seed."""
    torch.manual_seed(plan.seed)
    stored, wanted = torch.from_numpy(taps), torch.from_numpy(label)
    mean, spread = tap_statistics(stored)
    classes = int(wanted.max()) + 1
    words = nn.Linear(stored.shape[2], plan.words)
    norm, head = nn.BatchNorm1d(plan.words), nn.Linear(plan.words, classes)
    parameters = [*words.parameters(), *norm.parameters(), *head.parameters()]
    steps = plan.epochs * (len(stored) // plan.batch)
    optimiser = torch.optim.AdamW(parameters, lr=plan.learning_rate, weight_decay=plan.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.learning_rate, total_steps=steps + 1)
    for _ in range(steps):
        chosen = torch.randint(len(stored), (plan.batch,))
        cells = torch.randperm(stored.shape[1])[: plan.cells]
        seen = (stored[chosen][:, cells].float() - mean) / spread
        pooled = functional.dropout(norm(torch.relu(words(seen)).mean(dim=1)), plan.dropout)
        loss = functional.cross_entropy(head(pooled), wanted[chosen], label_smoothing=0.03)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
        schedule.step()
    return fold(words, mean, spread, widths)


def tap_statistics(stored: Tensor) -> tuple[Tensor, Tensor]:
    """(mean, deviation) [channels] over every tenth picture."""
    some = stored[::10].float()
    return some.mean(dim=(0, 1)), some.std(dim=(0, 1)) + 1e-3


@torch.no_grad()
def fold(words: nn.Linear, mean: Tensor, spread: Tensor, widths: TapWidths) -> TextureWords:
    """The trained layer with its standardisation folded in, cut into one convolution a tap."""
    folded = TextureWords(widths, words.out_features)
    weight = words.weight / spread
    parts = torch.split(weight, list(widths), dim=1)
    for conv, part in zip((folded.fine, folded.middle, folded.coarse), parts, strict=True):
        conv.weight.copy_(part[..., None, None])
    folded.bias.copy_(words.bias - weight @ mean)
    return folded.eval()


@torch.no_grad()
def words_of_taps(model: TextureWords, taps: JoinedTaps, batch: int = 64) -> npt.NDArray[np.float32]:
    """[n, words] from joined taps, equal to `model` on the taps they were joined from."""
    weight = torch.cat([conv.weight.flatten(1) for conv in (model.fine, model.middle, model.coarse)], dim=1)
    stored = torch.from_numpy(taps)
    parts = [
        torch.relu(stored[at : at + batch].float() @ weight.T + model.bias).mean(dim=1) for at in range(0, len(stored), batch)
    ]
    return torch.cat(parts).numpy()
