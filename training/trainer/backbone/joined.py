"""The taps joined at stride 8, the input of the packs' own small layers: the finer averaged, the coarser enlarged."""

from typing import NamedTuple, Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional

from trainer.arrays import HalfArray

JoinedTaps = HalfArray
"""[n, cells, channels]: taps of n pictures at stride 8, row after row, in the order fine, s8, s16."""
JoinedWidths = tuple[int, int, int]
"""Channels of the fine tap (stride 4), of s8 and of s16."""


class Pyramid(Protocol):
    """`fine` [n,A,H/4,W/4], s8 [n,B,H/8,W/8], s16 [n,C,H/16,W/16]."""

    @property
    def fine(self) -> Tensor: ...
    @property
    def s8(self) -> Tensor: ...
    @property
    def s16(self) -> Tensor: ...


class Taps(NamedTuple):
    """The backbone's own taps as a `Pyramid`: the fine tap is s4."""

    fine: Tensor
    s8: Tensor
    s16: Tensor


@torch.no_grad()
def join_taps(taps: Pyramid) -> JoinedTaps:
    """The input of a `JoinedLayer`, cell by cell."""
    coarse = functional.interpolate(taps.s16, size=taps.s8.shape[2:], mode="bilinear")
    joined = torch.cat([functional.avg_pool2d(taps.fine, 2, ceil_mode=True), taps.s8, coarse], dim=1)
    return joined.flatten(2).transpose(1, 2).to(torch.float16).numpy()


class JoinedLayer(nn.Module):
    """A ReLU layer on the joined taps, as one 1x1 convolution per tap, so that each tap is reduced before it is enlarged."""

    def __init__(self, widths: JoinedWidths, hidden: int) -> None:
        super().__init__()
        self.fine, self.middle, self.coarse = (nn.Conv2d(width, hidden, 1, bias=False) for width in widths)
        self.bias = nn.Parameter(torch.zeros(hidden))

    def look(self, taps: Pyramid) -> Tensor:
        """[n, hidden, H/8, W/8], not negative."""
        middle = self.middle(taps.s8)
        near = self.fine(functional.avg_pool2d(taps.fine, 2, ceil_mode=True))
        far = functional.interpolate(self.coarse(taps.s16), size=middle.shape[2:], mode="bilinear")
        return torch.relu(near + middle + far + self.bias.view(1, -1, 1, 1))

    @torch.no_grad()
    def look_at(self, taps: JoinedTaps) -> Tensor:
        """Joined taps [n, cells, channels] to [n, cells, hidden]; equals `look` on the taps they were joined from."""
        weights = torch.cat([self.fine.weight, self.middle.weight, self.coarse.weight], dim=1)[:, :, 0, 0]
        return torch.relu(torch.from_numpy(taps).float() @ weights.T + self.bias)

    @torch.no_grad()
    def take(self, trained: nn.Linear, mean: Tensor, spread: Tensor) -> None:
        """Take the weights of `trained`, which was trained on joined taps standardised by `mean` and `spread` [channels]."""
        weight = trained.weight / spread
        convs = (self.fine, self.middle, self.coarse)
        for conv, part in zip(convs, torch.split(weight, [conv.in_channels for conv in convs], dim=1), strict=True):
            conv.weight.copy_(part[..., None, None])
        self.bias.copy_(trained.bias - weight @ mean)
