"""Texture words: the words on joined taps equal those exported; training is repeatable and measures amounts of texture."""

import numpy as np
import torch
from torch import Tensor

from trainer.backbone.joined import Taps, join_taps
from trainer.evaluate.metrics import auroc
from trainer.rubber.learner import Examples, Learner, WordsPlan, fold_words, log_amounts, train_words
from trainer.rubber.words import TextureWords, WordsSize, weighted_mean

WIDTHS = (3, 4, 5)
SIZE = WordsSize(words=8, marks=6, verdicts=7)
PLAN = WordsPlan(seed=0, size=SIZE, epochs=30, batch=16, cells=36)
DEFECTS = 11


def random_taps(count: int) -> Taps:
    generator = torch.Generator().manual_seed(0)
    sizes = ((3, 24), (4, 12), (5, 6))
    return Taps(*(torch.randn(count, width, side, side, generator=generator) for width, side in sizes))


def lively_learner(joined: Tensor) -> Learner:
    """A learner whose norm has statistics, so that folding it matters."""
    torch.manual_seed(1)
    learner = Learner(joined, 3, PLAN).train()
    for _ in range(3):
        learner(joined)
    return learner.eval()


@torch.no_grad()
def test_the_exported_words_on_taps_lead_to_the_learners_grades_on_joined_taps() -> None:
    taps = random_taps(5)
    joined = torch.from_numpy(join_taps(taps)).float()
    learner = lively_learner(joined)
    pooled, verdicts = torch.split(fold_words(learner, WIDTHS, SIZE)(*taps).vector, [SIZE.pooled, SIZE.verdicts], dim=1)
    grade = learner.grade(torch.cat([learner.norm(pooled), verdicts], dim=1))
    assert (grade - learner(joined).grade).abs().max() < 2e-3


def test_odd_sizes_are_resized_to_the_middle_tap() -> None:
    taps = Taps(torch.randn(1, 3, 15, 15), torch.randn(1, 4, 8, 8), torch.randn(1, 5, 4, 4))
    read = TextureWords(WIDTHS, SIZE)(*taps)
    assert (read.vector.shape, read.defects.shape) == ((1, SIZE.total), (1, DEFECTS, 8, 8))


def test_an_amount_is_a_share_of_the_sheet_and_not_of_the_picture() -> None:
    marks = torch.tensor([[4.0, 2.0, 9.0, 9.0]])
    sheet = torch.tensor([[1.0, 1.0, 0.0, 0.0]])
    assert abs(float(weighted_mean(marks, sheet, (1,))) - 3) < 0.02


def test_amounts_are_percent_of_the_sheet() -> None:
    cover = torch.zeros(1, 4, 1 + DEFECTS)
    cover[0, :2, 0] = 1
    cover[0, 0, 1] = 0.5
    assert torch.allclose(log_amounts(cover)[0, :2], torch.tensor([np.log1p(25 / 0.3), 0.0]).float(), atol=0.01)


def three_amounts() -> Examples:
    """Pictures with 0, 10 or 20 of 144 cells with the first defect, as given by the label."""
    random = np.random.default_rng(0)
    taps = random.normal(0, 0.3, (96, 144, 12)).astype(np.float16)
    label = np.arange(96, dtype=np.int64) % 3
    cover = np.zeros((96, 144, 1 + DEFECTS), dtype=np.uint8)
    cover[..., 0] = 255
    for picture, amount in enumerate(label * 10):
        places = random.permutation(144)[:amount]
        taps[picture, places, 5] += 3
        cover[picture, places, 1] = 255
    return Examples(taps, label, cover)


def test_training_is_repeatable_and_separates_amounts() -> None:
    examples = three_amounts()
    first, again = (train_words(examples, WIDTHS, PLAN) for _ in range(2))
    assert torch.equal(first.middle.weight, again.middle.weight)
    joined = torch.from_numpy(examples.taps).float().transpose(1, 2).reshape(96, 12, 12, 12)
    s4, s8, s16 = torch.split(joined, list(WIDTHS), dim=1)
    with torch.no_grad():
        output = first(s4.repeat_interleave(2, 2).repeat_interleave(2, 3), s8, s16)
    alike = [np.corrcoef(column, examples.label)[0, 1] for column in output.vector.numpy().T if column.std() > 1e-6]
    assert np.nanmax(np.abs(alike)) > 0.9
    assert auroc(examples.cover[..., 1].ravel() > 0, output.defects[:, 0].numpy().ravel()) > 0.85


def test_a_defect_shows_from_its_level_on_and_only_on_the_sheet() -> None:
    words = TextureWords(WIDTHS, SIZE)
    taps = random_taps(1)
    with torch.no_grad():
        before = words(*taps).defects
        sheet = words.sheet(words.look(taps))
        words.levels.fill_(-50.0)
        assert torch.equal(words(*taps).defects, sheet.expand(-1, DEFECTS, -1, -1))
        words.levels.copy_(torch.arange(float(DEFECTS)) + 50)
        after = words(*taps).defects
        words.levels.zero_()
        words.sheet.get_parameter("bias").fill_(100.0)
        assert torch.allclose(after[0, 3] + 53, words(*taps).defects[0, 3], atol=1e-4)
    assert (before <= sheet).all()
