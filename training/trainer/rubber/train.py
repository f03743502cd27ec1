"""From an embedding function to the head of the rubber pack and its figures.

Everything is chosen on training-style sheets and training photos; held-out styles and test photos are only measured.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from trainer.render.types import Picture
from trainer.rubber.dataset import (
    Sample,
    drying_lines,
    held_out_sheets,
    photo_crops,
    photo_paths,
    rendered_negatives,
    thermal_negatives,
    training_sheets,
    whole_photos,
)
from trainer.rubber.head import Embedding, Head, fit_temperature, train_head
from trainer.rubber.metrics import Classes, Probabilities, calibration_error, confusion, macro_f1
from trainer.rubber.rules import GRADES

Embed = Callable[[Sequence[Picture]], Embedding]
"""RGB uint8 pictures of any sizes to [n, D]; does the pack's own preprocessing."""
REFUSED = len(GRADES)
REJECT_SHIFTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
LEAST_REFUSED = 0.993
"""Of the validation negatives. The bar is 0.99 on test photos; a few hundred validation negatives leave that much doubt."""


@dataclass(frozen=True)
class RubberPlan:
    """How many pictures of each kind, and the L2 penalties to choose from (on validation macro-F1)."""

    seed: int
    sheets: int = 6000
    validation_sheets: int = 900
    held_out_sheets: int = 1000
    crops: int = 1500
    non_sheets: int = 1200
    drying_lines: int = 600
    thermal: int = 400
    batch: int = 32
    penalties: tuple[float, ...] = (3e-4, 1e-3, 3e-3, 1e-2)


class Embedded(NamedTuple):
    """[n, D] embeddings, [n] labels (index of rules.LABELS), [n] sources."""

    embedding: Embedding
    label: Classes
    source: npt.NDArray[np.str_]


@dataclass(frozen=True)
class RubberReport:
    """Figures of the pack; shares in 0..1. `confusion` rows are true grades, the last column is "no sheet"."""

    validation_macro_f1: float
    held_out_macro_f1: float
    held_out_group_f1: float
    held_out_calibration_error: float
    photos_refused: float
    sheets_refused: float
    confusion: list[list[int]]
    penalty: float
    temperature: float
    training_sheets: int
    held_out_sheets: int
    test_photos: int

    def as_json(self) -> dict[str, object]:
        return asdict(self)


class RubberParts(NamedTuple):
    """The data set, embedded. Keep it: embedding is what takes long."""

    training: Embedded
    validation: Embedded
    held_out: Embedded
    test_photos: Embedded


def embed_samples(embed: Embed, samples: Iterable[Sample], batch: int) -> Embedded:
    """Pictures are made, embedded and dropped batch by batch."""
    rest = iter(samples)
    embeddings: list[Embedding] = []
    labels: list[int] = []
    sources: list[str] = []
    while group := list(islice(rest, batch)):
        embeddings.append(embed([sample.picture for sample in group]))
        labels.extend(sample.label for sample in group)
        sources.extend(sample.source for sample in group)
    return Embedded(np.concatenate(embeddings), np.array(labels, dtype=np.int64), np.array(sources))


def embed_parts(embed: Embed, plan: RubberPlan, root: Path) -> RubberParts:
    """All parts. Every seventh training photo, crop and non-sheet goes to validation."""
    photos, seed = photo_paths(root, "training"), plan.seed
    negatives = embed_samples(
        embed,
        chain(
            whole_photos(photos),
            photo_crops(seed, photos, plan.crops),
            rendered_negatives(seed, plan.non_sheets),
            thermal_negatives(seed, plan.thermal),
        ),
        plan.batch,
    )
    to_validation = np.arange(len(negatives.label)) % 7 == 0
    sheets = embed_samples(embed, training_sheets(seed, plan.sheets), plan.batch)
    lines = embed_samples(embed, drying_lines(seed, plan.drying_lines), plan.batch)
    validation = embed_samples(embed, training_sheets(seed + 1, plan.validation_sheets), plan.batch)
    return RubberParts(
        training=joined(sheets, lines, where(negatives, ~to_validation)),
        validation=joined(validation, where(negatives, to_validation)),
        held_out=embed_samples(embed, held_out_sheets(seed + 2, plan.held_out_sheets), plan.batch),
        test_photos=embed_samples(embed, whole_photos(photo_paths(root, "test")), plan.batch),
    )


def fit_rubber_head(parts: RubberParts, penalties: Sequence[float]) -> tuple[Head, RubberReport]:
    """The head with the best validation macro-F1 over `penalties`, and its figures."""
    fitted = [(penalty, lean_to_sheets(_fit(parts, penalty), parts.validation)) for penalty in penalties]
    penalty, head = max(fitted, key=lambda pair: _validation_f1(parts, pair[1]))
    return head, measure(head, parts, penalty)


def lean_to_sheets(head: Head, validation: Embedded) -> Head:
    """The head with the reject label's bias lowered as far as validation negatives allow, and the temperature fitted anew.

    Styles nobody drew for training look a little like no sheet. So the bias sinks to the last of REJECT_SHIFTS that still
    refuses LEAST_REFUSED of the validation negatives; no sheet is looked at for the choice.
    """
    logits = head.logits(validation.embedding)
    negatives = logits[validation.label == REFUSED]
    shift = max((step for step in REJECT_SHIFTS if _refused(negatives, step) >= LEAST_REFUSED), default=0.0)
    bias = head.bias.copy()
    bias[REFUSED] -= np.float32(shift)
    logits[:, REFUSED] -= shift
    return Head(head.weights, bias, fit_temperature(logits, validation.label))


def _refused(logits: npt.NDArray[np.float64], shift: float) -> float:
    return float((logits[:, REFUSED] - shift > logits[:, :REFUSED].max(axis=1)).mean())


def measure(head: Head, parts: RubberParts, penalty: float) -> RubberReport:
    chance = head.probabilities(parts.held_out.embedding)
    said, truth = chance.argmax(axis=1), parts.held_out.label
    photos = head.probabilities(parts.test_photos.embedding).argmax(axis=1)
    return RubberReport(
        validation_macro_f1=_validation_f1(parts, head),
        held_out_macro_f1=macro_f1(truth, said, len(GRADES)),
        held_out_group_f1=macro_f1(to_group(truth), to_group(said), 2),
        held_out_calibration_error=calibration_error(chance, truth),
        photos_refused=float((photos == REFUSED).mean()),
        sheets_refused=float((said == REFUSED).mean()),
        confusion=confusion(truth, said, len(GRADES) + 1)[: len(GRADES)].tolist(),
        penalty=penalty,
        temperature=head.temperature,
        training_sheets=int((parts.training.label != REFUSED).sum()),
        held_out_sheets=len(truth),
        test_photos=len(photos),
    )


def refused_share(head: Head, embedding: Embedding) -> float:
    """Share of pictures that get no grade because the likeliest label is Not_Rubber."""
    probabilities: Probabilities = head.probabilities(embedding)
    return float((probabilities.argmax(axis=1) == REFUSED).mean())


def to_group(label: Classes) -> Classes:
    """0 Grade A (RSS 1-3), 1 Grade B (RSS 4-5), 2 no sheet: rules.group_of by number."""
    return np.where(label == REFUSED, 2, np.where(label < 3, 0, 1)).astype(np.int64)


def where(part: Embedded, mask: npt.NDArray[np.bool_]) -> Embedded:
    return Embedded(part.embedding[mask], part.label[mask], part.source[mask])


def joined(*parts: Embedded) -> Embedded:
    return Embedded(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _fit(parts: RubberParts, penalty: float) -> Head:
    training, validation = parts.training, parts.validation
    return train_head(training.embedding, training.label, validation.embedding, validation.label, penalty=penalty)


def _validation_f1(parts: RubberParts, head: Head) -> float:
    said = head.probabilities(parts.validation.embedding).argmax(axis=1)
    return macro_f1(parts.validation.label, said, len(GRADES) + 1)
