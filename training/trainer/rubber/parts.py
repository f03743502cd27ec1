"""The sample streams of one build: training sets of the words and the head, and validation sets."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from trainer.rubber.dataset import (
    Sample,
    drying_lines,
    fruit_photo_paths,
    held_out_sheets,
    photo_crops,
    photo_paths,
    rendered_negatives,
    thermal_negatives,
    training_sheets,
    whole_photos,
)
from trainer.rubber.kept import kept

TRAINING_SHEETS = 4000
VALIDATION_SHEETS = 600
HELD_OUT_SHEETS = 600
DRYING_LINES = 500
CROPS = 2400
NON_SHEETS = 2400
THERMAL = 300
FRUIT_EVERY = 3
VALIDATION_EVERY = 7
"""Every seventh training photo is for validation (penalty, temperature) and used to train neither words nor head."""


def learned_samples(data: Path, seed: int, cache: Path | None) -> Iterator[Sample]:
    """Sheets of the training styles, sheets drying outdoors, training photos and their crops, other rendered pictures."""
    photos = [path for at, path in enumerate(photo_paths(data, "training")) if at % VALIDATION_EVERY]
    return chain(
        kept(training_sheets(seed, TRAINING_SHEETS), cache, f"sheets-{TRAINING_SHEETS}-{seed}"),
        kept(drying_lines(seed, DRYING_LINES), cache, f"drying-lines-{DRYING_LINES}-{seed}"),
        whole_photos(photos),
        photo_crops(seed, photos, CROPS),
        kept(rendered_negatives(seed, NON_SHEETS), cache, f"non-sheets-{NON_SHEETS}-{seed}"),
        kept(thermal_negatives(seed, THERMAL), cache, f"thermal-{THERMAL}-{seed}"),
    )


def head_samples(data: Path, seed: int, cache: Path | None) -> Iterator[Sample]:
    """The training set of the words and, for the head only, photos of fruits."""
    return chain(learned_samples(data, seed, cache), whole_photos(fruit_photo_paths(data, "training")[::FRUIT_EVERY]))


def validation_sheets(seed: int, cache: Path | None) -> Iterator[Sample]:
    """Sheets of the training styles that are not in the training set of the words."""
    return kept(training_sheets(seed + 1, VALIDATION_SHEETS), cache, f"validation-{VALIDATION_SHEETS}-{seed}")


def validation_samples(data: Path, seed: int, cache: Path | None) -> Iterator[Sample]:
    photos = photo_paths(data, "training")[::VALIDATION_EVERY]
    return chain(validation_sheets(seed, cache), whole_photos(photos), photo_crops(seed + 1, photos, 100))


def held_out_samples(seed: int, cache: Path | None) -> Iterator[Sample]:
    return kept(held_out_sheets(seed + 2, HELD_OUT_SHEETS), cache, f"held-out-{HELD_OUT_SHEETS}-{seed}")


def other_things(seed: int, count: int, cache: Path | None) -> Iterator[Sample]:
    """Rendered pictures that are not sheets and not in the training set."""
    return kept(rendered_negatives(seed + 7, count), cache, f"non-sheets-test-{count}-{seed}")
