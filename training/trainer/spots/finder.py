"""The spot finder: does this cell of a thermal picture look like what people mark, joints, bushings and leads?

The distance to healthy cells says how strange a cell is, not whether anyone would look there: a cold bolt, the sky or the
camera's logo may be as strange as a hot joint. The finder is a layer of 32 ReLUs on the joined taps at stride 8 and one linear
output, a logit [N, 1, H/8, W/8], trained with the backbone frozen and exported in its graph as the output `spots`.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

JoinedTaps = NDArray[np.float16]
"""[n, cells, 153]: taps at stride 8 joined in the order of `SpotTaps`."""
WIDTHS = (24, 1, 32, 96)
STRIDE_PX = 8


class SpotTaps(NamedTuple):
    """s4 [N,24,H/4,W/4], heat [N,1,H/4,W/4], s8 [N,32,H/8,W/8], s16 [N,96,H/16,W/16]."""

    s4: Tensor
    heat: Tensor
    s8: Tensor
    s16: Tensor


class SpotFinder(nn.Module):
    """`SpotTaps` to logits [N, 1, H/8, W/8]. The taps' means and deviations are folded into the weights."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.fine = nn.Conv2d(WIDTHS[0] + WIDTHS[1], hidden, 1, bias=False)
        self.middle = nn.Conv2d(WIDTHS[2], hidden, 1, bias=False)
        self.coarse = nn.Conv2d(WIDTHS[3], hidden, 1, bias=False)
        self.bias = nn.Parameter(torch.zeros(hidden))
        self.out = nn.Conv2d(hidden, 1, 1)

    def forward(self, taps: SpotTaps) -> Tensor:
        middle = self.middle(taps.s8)
        fine = self.fine(functional.avg_pool2d(torch.cat([taps.s4, taps.heat], dim=1), 2, ceil_mode=True))
        coarse = functional.interpolate(self.coarse(taps.s16), size=middle.shape[2:], mode="bilinear")
        found: Tensor = self.out(torch.relu(fine + middle + coarse + self.bias.view(1, -1, 1, 1)))
        return found


@torch.no_grad()
def join_spot_taps(taps: SpotTaps) -> JoinedTaps:
    """[N, cells, 153], what the finder's first layer sees, cell by cell, row after row."""
    fine = functional.avg_pool2d(torch.cat([taps.s4, taps.heat], dim=1), 2, ceil_mode=True)
    coarse = functional.interpolate(taps.s16, size=taps.s8.shape[2:], mode="bilinear")
    return torch.cat([fine, taps.s8, coarse], dim=1).flatten(2).transpose(1, 2).to(torch.float16).numpy()


@dataclass(frozen=True)
class FinderPlan:
    """`negatives`: share of unmarked cells that are learned from; marked ones all are."""

    seed: int
    hidden: int = 32
    steps: int = 1000
    batch: int = 1024
    negatives: float = 0.4
    learning_rate: float = 3e-3
    weight_decay: float = 3e-2
    dropout: tuple[float, float] = (0.1, 0.2)


class Lesson(NamedTuple):
    """Cells [n, 153], the share of each that is marked [n], and how much each counts [n]."""

    cells: Tensor
    marked: Tensor
    weight: Tensor


def chosen_cells(taps: JoinedTaps, marked: NDArray[np.float32], weight: NDArray[np.float32], plan: FinderPlan) -> Lesson:
    """All marked cells and a share of the others. `marked` [n, cells], `weight` [n] per picture."""
    random = np.random.default_rng(plan.seed)
    keep = ((marked > 0) | (random.random(marked.shape) < plan.negatives)) & (weight[:, None] > 0)
    counts = np.repeat(weight[:, None], marked.shape[1], axis=1)
    return Lesson(*(torch.from_numpy(np.ascontiguousarray(v[keep], np.float32)) for v in (taps, marked, counts)))


def fit_finder(lesson: Lesson, plan: FinderPlan) -> SpotFinder:
    """Weighted cross-entropy on random cells; one thread gives one result per seed."""
    torch.manual_seed(plan.seed)
    mean, spread = lesson.cells.mean(dim=0), lesson.cells.std(dim=0) + 1e-3
    cells = (lesson.cells - mean) / spread
    first, last = nn.Linear(cells.shape[1], plan.hidden), nn.Linear(plan.hidden, 1)
    nn.init.constant_(last.bias, -3.0)
    parameters = [*first.parameters(), *last.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=plan.learning_rate, weight_decay=plan.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.learning_rate, total_steps=plan.steps + 1)
    for _ in range(plan.steps):
        drawn = torch.randint(len(cells), (plan.batch,))
        hidden = torch.relu(first(functional.dropout(cells[drawn], plan.dropout[0])))
        logits = last(functional.dropout(hidden, plan.dropout[1]))[:, 0]
        loss = functional.binary_cross_entropy_with_logits(logits, lesson.marked[drawn], lesson.weight[drawn])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
        schedule.step()
    return fold(first, last, mean, spread)


@torch.no_grad()
def fold(first: nn.Linear, last: nn.Linear, mean: Tensor, spread: Tensor) -> SpotFinder:
    """The two layers as convolutions, one a tap, the standardisation folded in."""
    folded = SpotFinder(first.out_features)
    weight = first.weight / spread
    fine, middle, coarse = torch.split(weight, [WIDTHS[0] + WIDTHS[1], WIDTHS[2], WIDTHS[3]], dim=1)
    for conv, part in zip((folded.fine, folded.middle, folded.coarse), (fine, middle, coarse), strict=True):
        conv.weight.copy_(part[..., None, None])
    folded.bias.copy_(first.bias - weight @ mean)
    folded.out.weight.copy_(last.weight[..., None, None])
    folded.out.get_parameter("bias").copy_(last.bias)
    return folded.eval()


@torch.no_grad()
def spots_of(finder: SpotFinder, taps: JoinedTaps) -> NDArray[np.float32]:
    """Logits [n, cells] of joined taps, equal to `finder` on the taps they were joined from."""
    weights = torch.cat([finder.fine.weight, finder.middle.weight, finder.coarse.weight], dim=1)[:, :, 0, 0]
    hidden = torch.relu(torch.from_numpy(taps).float() @ weights.T + finder.bias)
    found: NDArray[np.float32] = (hidden @ finder.out.weight[0, :, 0, 0] + finder.out.get_parameter("bias")).numpy()
    return found
