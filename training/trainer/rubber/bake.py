"""Train the texture words on a backbone's taps; they are exported with it."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from trainer.backbone.joined import JoinedTaps, Taps, join_taps
from trainer.backbone.model import Student
from trainer.preprocess import InputRecipe, to_tensor
from trainer.render.types import Picture
from trainer.rubber.cells import NO_SHEET
from trainer.rubber.learner import Examples, WordsPlan, train_words
from trainer.rubber.levels import defect_levels
from trainer.rubber.parts import learned_samples, validation_sheets
from trainer.rubber.words import TextureWords, WordsSize

INPUT = InputRecipe(224, 224)
WIDTHS = (24, 32, 96)
BATCH = 32


def bake_words(student: Student, data: Path, seed: int, cache: Path | None) -> TextureWords:
    """Texture words trained on this student's taps, with the levels of their defects."""
    words = learn_words(student, data, seed, cache)
    words.levels.copy_(held_out_levels(student, words, seed, cache))
    return words


@torch.no_grad()
def taps_of(student: Student, pictures: Sequence[Picture]) -> Taps:
    out = student(torch.from_numpy(np.concatenate([to_tensor(picture, INPUT) for picture in pictures])))
    return Taps(out.s4, out.s8, out.s16)


def learn_words(student: Student, data: Path, seed: int, cache: Path | None) -> TextureWords:
    """Texture words without levels."""

    taps: list[JoinedTaps] = []
    labels, covers = [], []
    samples = iter(learned_samples(data, seed, cache))
    while group := list(islice(samples, BATCH)):
        taps.append(join_taps(taps_of(student, [sample.picture for sample in group])))
        labels += [sample.label for sample in group]
        covers += [NO_SHEET if sample.cells is None else sample.cells for sample in group]
    cover = np.stack(covers).reshape(len(covers), -1, NO_SHEET.shape[-1])
    return train_words(Examples(np.concatenate(taps), np.asarray(labels), cover), WIDTHS, WordsPlan(seed))


@torch.no_grad()
def held_out_levels(student: Student, words: TextureWords, seed: int, cache: Path | None) -> Tensor:
    """Levels [defects] chosen on the validation sheets, for words whose levels are still 0."""
    logits, cells = [], []
    samples = iter(validation_sheets(seed, cache))
    while group := list(islice(samples, BATCH)):
        logits.append(words(*taps_of(student, [sample.picture for sample in group])).defects)
        cells += [NO_SHEET if sample.cells is None else sample.cells for sample in group]
    return defect_levels(torch.cat(logits), cells)


def save_words(words: TextureWords, path: Path) -> None:
    torch.save(words.state_dict(), path)


def load_words(path: Path) -> TextureWords:
    state = torch.load(path, map_location="cpu", weights_only=True)
    words = TextureWords(WIDTHS, WordsSize(*(len(state[layer]) for layer in ("bias", "marks.bias", "verdicts.bias"))))
    words.load_state_dict(state)
    return words.eval()
