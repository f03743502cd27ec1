"""Training of the texture words: from the grade of each picture, and from the renderer's ground truth for each cell.

One grade per sheet does not say where to look. The renderer knows which cells are sheet and what each defect covers:
two small outputs are trained on it, and a third, discarded afterwards, on the amounts that the rules use.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from trainer.backbone.joined import JoinedTaps, JoinedWidths
from trainer.render.defects import DEFECT_LABELS
from trainer.rubber.cells import Cells
from trainer.rubber.metrics import Classes
from trainer.rubber.words import TextureWords, WordsSize, pool

SMALL_AMOUNTS = (0.3, 0.3, 1.0, 1.0, 2.0, 8.0, 8.0, 2.0, 4.0, 2.0, 2.0)
"""Percent of the sheet for each defect (DEFECT_LABELS); amounts are compared as log(1 + amount / small)."""


@dataclass(frozen=True)
class WordsPlan:
    """`cells` random positions of each picture are used in a step: enough for a mean, and it regularises."""

    seed: int
    size: WordsSize = WordsSize()
    epochs: int = 20
    batch: int = 64
    cells: int = 160
    learning_rate: float = 5e-3
    weight_decay: float = 2e-2
    dropout: float = 0.2
    smoothing: float = 0.03
    cell_weight: float = 1.0
    defect_weight: float = 8.0
    amount_weight: float = 0.3


class Examples(NamedTuple):
    """Taps [n, cells, channels], labels [n] and what covers each cell [n, cells, 1 + defects], 0-255."""

    taps: JoinedTaps
    label: Classes
    cover: Cells


class LearnerOutput(NamedTuple):
    """Logits: grades [n, classes]; sheet [n, cells] and defects [n, cells, defects]; amounts [n, defects] as `log_amounts`."""

    grade: Tensor
    sheet: Tensor
    defects: Tensor
    amounts: Tensor


class Learner(nn.Module):
    """The layers of `TextureWords` on joined taps, with the training outputs on top."""

    def __init__(self, taps: Tensor, classes: int, plan: WordsPlan) -> None:
        super().__init__()
        size = plan.size
        self.mean, self.spread = tap_statistics(taps)
        self.words = nn.Linear(taps.shape[2], size.words)
        self.marks = nn.Linear(size.words, size.marks)
        self.sheet = nn.Linear(size.words, 1)
        self.norm = nn.BatchNorm1d(size.pooled)
        self.verdicts = nn.Linear(size.pooled, size.verdicts)
        self.dropout = nn.Dropout(plan.dropout)
        self.grade = nn.Linear(size.total, classes)
        self.defects = nn.Linear(size.marks, len(DEFECT_LABELS))
        self.amounts = nn.Linear(size.verdicts, len(DEFECT_LABELS))

    def forward(self, taps: Tensor) -> LearnerOutput:
        words = torch.relu(self.words((taps - self.mean) / self.spread))
        marks, sheet = torch.relu(self.marks(words)), self.sheet(words)
        pooled = self.dropout(self.norm(pool(words, marks, torch.sigmoid(sheet), (1,))))
        verdicts = torch.relu(self.verdicts(pooled))
        grade = self.grade(torch.cat([pooled, self.dropout(verdicts)], dim=1))
        return LearnerOutput(grade, sheet[..., 0], self.defects(marks), self.amounts(verdicts))


def tap_statistics(taps: Tensor) -> tuple[Tensor, Tensor]:
    """(mean, deviation) [channels] over every tenth picture."""
    some = taps[::10].float()
    return some.mean(dim=(0, 1)), some.std(dim=(0, 1)) + 1e-3


def log_amounts(cover: Tensor) -> Tensor:
    """[n, defects] of [n, cells, 1 + defects] in 0..1: percent of the sheet under each defect, on a scale where ratios count."""
    covered = cover.mean(dim=1)
    percent = 100 * covered[:, 1:] / (covered[:, :1] + 1e-3)
    return torch.log1p(percent / torch.tensor(SMALL_AMOUNTS))


def loss_of(output: LearnerOutput, label: Tensor, seen: Tensor, amounts: Tensor, plan: WordsPlan) -> Tensor:
    """Loss for the grades and for the ground truth of the `seen` cells [n, cells, 1 + defects] in 0..1."""
    grade = functional.cross_entropy(output.grade, label, label_smoothing=plan.smoothing)
    sheet = functional.binary_cross_entropy_with_logits(output.sheet, seen[..., 0])
    defects = functional.binary_cross_entropy_with_logits(output.defects, seen[..., 1:])
    amount = functional.smooth_l1_loss(output.amounts, amounts)
    return grade + plan.cell_weight * (sheet + plan.defect_weight * defects) + plan.amount_weight * amount


def train_words(examples: Examples, widths: JoinedWidths, plan: WordsPlan) -> TextureWords:
    """Train words with which a linear layer separates the labels. Deterministic per seed with one thread."""
    torch.manual_seed(plan.seed)
    taps, label, cover = (torch.from_numpy(part) for part in examples)
    amounts = torch.cat([log_amounts(part.float() / 255) for part in torch.split(cover, 256)])
    learner = Learner(taps, int(label.max()) + 1, plan).train()
    steps = plan.epochs * (len(taps) // plan.batch)
    optimiser = torch.optim.AdamW(learner.parameters(), lr=plan.learning_rate, weight_decay=plan.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.learning_rate, total_steps=steps + 1)
    for _ in range(steps):
        chosen = torch.randint(len(taps), (plan.batch,))
        cells = torch.randperm(taps.shape[1])[: plan.cells]
        places = (chosen[:, None], cells)
        loss = loss_of(learner(taps[places].float()), label[chosen], cover[places].float() / 255, amounts[chosen], plan)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
        schedule.step()
    return fold_words(learner.eval(), widths, plan.size)


@torch.no_grad()
def fold_words(learner: Learner, widths: JoinedWidths, size: WordsSize) -> TextureWords:
    """The trained layers with their standardisations folded in, the first split into one convolution per tap."""
    folded = TextureWords(widths, size)
    folded.take(learner.words, learner.mean, learner.spread)
    layers = ((folded.marks, learner.marks), (folded.sheet, learner.sheet), (folded.defects, learner.defects))
    for cut, layer in layers:
        cut.weight.copy_(layer.weight[..., None, None])
        cut.get_parameter("bias").copy_(layer.bias)
    shift, moved = learner.norm(torch.stack([torch.zeros(size.pooled), torch.ones(size.pooled)]))
    gain = moved - shift
    folded.verdicts.weight.copy_(learner.verdicts.weight * gain)
    folded.verdicts.bias.copy_(learner.verdicts.bias + learner.verdicts.weight @ shift)
    return folded.eval()
