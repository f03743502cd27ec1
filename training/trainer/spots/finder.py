"""The spot finder: how similar each cell of a thermal picture is to what inspectors mark (joints, bushings, leads).

The distance to healthy cells measures how unusual a cell is, not whether it is relevant: a cold bolt, the sky or the
camera's logo may be as unusual as a hot joint. The finder is a layer of 32 ReLUs on the joined taps at stride 8 and one linear
output, a logit [N, 1, H/8, W/8], trained with the backbone frozen and exported in its graph as the output `spots`.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from trainer.arrays import FloatArray
from trainer.backbone.joined import JoinedLayer, JoinedTaps

WIDTHS = (24 + 1, 32, 96)
STRIDE_PX = 8


class SpotTaps(NamedTuple):
    """s4 [N,24,H/4,W/4], heat [N,1,H/4,W/4], s8 [N,32,H/8,W/8], s16 [N,96,H/16,W/16]."""

    s4: Tensor
    heat: Tensor
    s8: Tensor
    s16: Tensor

    @property
    def fine(self) -> Tensor:
        """s4 and heat, [N,25,H/4,W/4]."""
        return torch.cat([self.s4, self.heat], dim=1)


class SpotFinder(JoinedLayer):
    """`SpotTaps` to logits [N, 1, H/8, W/8]. The taps' means and deviations are folded into the weights."""

    def __init__(self, hidden: int) -> None:
        super().__init__(WIDTHS, hidden)
        self.out = nn.Conv2d(hidden, 1, 1)

    def forward(self, taps: SpotTaps) -> Tensor:
        found: Tensor = self.out(self.look(taps))
        return found


@dataclass(frozen=True)
class FinderPlan:
    """`negatives`: share of unmarked cells used for training; all marked ones are used."""

    seed: int
    hidden: int = 32
    steps: int = 1000
    batch: int = 1024
    negatives: float = 0.4
    learning_rate: float = 3e-3
    weight_decay: float = 3e-2
    dropout: tuple[float, float] = (0.1, 0.2)


class CellBatch(NamedTuple):
    """Cells [n, 153], the marked share of each [n], and its weight [n]."""

    cells: Tensor
    marked: Tensor
    weight: Tensor


def chosen_cells(taps: JoinedTaps, marked: FloatArray, weight: FloatArray, plan: FinderPlan) -> CellBatch:
    """All marked cells and a share of the others. `marked` [n, cells], `weight` [n] per picture."""
    random = np.random.default_rng(plan.seed)
    keep = ((marked > 0) | (random.random(marked.shape) < plan.negatives)) & (weight[:, None] > 0)
    counts = np.repeat(weight[:, None], marked.shape[1], axis=1)
    return CellBatch(*(torch.from_numpy(np.ascontiguousarray(v[keep], np.float32)) for v in (taps, marked, counts)))


def fit_finder(batch: CellBatch, plan: FinderPlan) -> SpotFinder:
    """Weighted cross-entropy on random cells; deterministic per seed with one thread."""
    torch.manual_seed(plan.seed)
    mean, spread = batch.cells.mean(dim=0), batch.cells.std(dim=0) + 1e-3
    cells = (batch.cells - mean) / spread
    first, last = nn.Linear(cells.shape[1], plan.hidden), nn.Linear(plan.hidden, 1)
    nn.init.constant_(last.bias, -3.0)
    parameters = [*first.parameters(), *last.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=plan.learning_rate, weight_decay=plan.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.learning_rate, total_steps=plan.steps + 1)
    for _ in range(plan.steps):
        drawn = torch.randint(len(cells), (plan.batch,))
        hidden = torch.relu(first(functional.dropout(cells[drawn], plan.dropout[0])))
        logits = last(functional.dropout(hidden, plan.dropout[1]))[:, 0]
        loss = functional.binary_cross_entropy_with_logits(logits, batch.marked[drawn], batch.weight[drawn])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
        schedule.step()
    return fold_finder(first, last, mean, spread)


@torch.no_grad()
def fold_finder(first: nn.Linear, last: nn.Linear, mean: Tensor, spread: Tensor) -> SpotFinder:
    """The two layers as convolutions, the standardisation folded in."""
    folded = SpotFinder(first.out_features)
    folded.take(first, mean, spread)
    folded.out.weight.copy_(last.weight[..., None, None])
    folded.out.get_parameter("bias").copy_(last.bias)
    return folded.eval()


@torch.no_grad()
def spots_of(finder: SpotFinder, taps: JoinedTaps) -> FloatArray:
    """Logits [n, cells] of joined taps, equal to `finder` on the taps they were joined from."""
    found: FloatArray = (finder.look_at(taps) @ finder.out.weight[0, :, 0, 0] + finder.out.get_parameter("bias")).numpy()
    return found
