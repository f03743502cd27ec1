"""Trains every head, compares them on pictures that they were not trained on, and keeps the best."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from trainer.arrays import AnyFloatArray, DoubleArray, IndexArray
from trainer.heads import cumulative, logistic, ridge
from trainer.heads.class_means import fit_means, means_left_out
from trainer.heads.folds import assign_parts
from trainer.heads.labelled import Labelled, Rows, Weighting, labelled
from trainer.heads.lda import fit_lda, lda_left_out
from trainer.heads.scaling import Scaling, fit_scaling
from trainer.heads.temperature import Form, fit_temperature, probabilities

FOLDS = 5
LEAVE_ONE_OUT_LIMIT = 1500
"""Above, and where pictures belong together, folds take the place of leave-one-out."""
ALL_FOLDS_LIMIT = 3000
"""Above, only one of the folds is judged: the others would take minutes in a browser."""


@dataclass(frozen=True)
class Candidate:
    """A kind of head. `left_out` is the closed form of leave-one-out, where there is one."""

    name: str
    form: Form
    fit: Callable[[Labelled], Rows]
    left_out: Callable[[Labelled], DoubleArray] | None = None


def candidates(*, ordered: bool) -> list[Candidate]:
    """In the order of preference."""
    steps = [
        Candidate(f"cumulative-{p:g}", "cumulative", partial(cumulative.fit_cumulative, penalty=p)) for p in cumulative.PENALTIES
    ]
    ridges = [
        Candidate(f"ridge-{p:g}", "softmax", partial(ridge.fit_ridge, penalty=p), partial(ridge.ridge_left_out, penalty=p))
        for p in ridge.PENALTIES
    ]
    logistics = [Candidate(f"logistic-{p:g}", "softmax", partial(logistic.fit_logistic, penalty=p)) for p in logistic.PENALTIES]
    return [
        *(steps if ordered else []),
        Candidate("lda", "softmax", fit_lda, lda_left_out),
        *ridges,
        *logistics,
        Candidate("class-means", "softmax", fit_means, means_left_out),
    ]


@dataclass(frozen=True)
class Options:
    seed: int
    ordered: bool = False
    weighting: Weighting = "balanced"
    groups: Sequence[int] | None = None
    names: Sequence[str] | None = None
    """Only these heads."""


@dataclass(frozen=True)
class ClassHead:
    """Acts on raw embeddings."""

    name: str
    form: Form
    scaling: Scaling
    rows: Rows
    temperature: float

    def probabilities(self, embeddings: AnyFloatArray) -> DoubleArray:
        return probabilities(self.rows.values(self.scaling.apply(embeddings)), self.form, self.temperature)


@dataclass(frozen=True)
class Judged:
    """A kind of head on pictures that it was not trained on."""

    temperature: float
    at: IndexArray
    """The judged pictures, [m]."""
    chances: DoubleArray
    """[m, classes]."""
    errors: DoubleArray
    """[m], see `errors_of`."""


@dataclass(frozen=True)
class Trained:
    head: ClassHead
    judged: dict[str, Judged]
    """By the name of the head."""


def train_head(embeddings: AnyFloatArray, labels: IndexArray, options: Options) -> Trained:
    """From raw embeddings [n, D] and labels [n] from 0; every label occurs at least twice."""
    tried = [c for c in candidates(ordered=options.ordered) if options.names is None or c.name in options.names]
    classes = int(labels.max()) + 1
    scaling = fit_scaling(embeddings)
    known = labelled(scaling.apply(embeddings), labels, classes, options.weighting)
    found = {c.name: judge(c, embeddings, known, options) for c in tried}
    weights = known.weights[found[tried[0].name].at]
    best = tried[choose([found[c.name].errors for c in tried], weights)]
    head = ClassHead(best.name, best.form, scaling, best.fit(known), found[best.name].temperature)
    return Trained(head, found)


def choose(errors: Sequence[DoubleArray], weights: DoubleArray) -> int:
    """The first whose mean error is at most two standard errors (of the paired differences) above the least."""
    means = [float(weights @ each / weights.sum()) for each in errors]
    least = errors[means.index(min(means))]
    return next(at for at, each in enumerate(errors) if is_as_good(each - least, weights))


def is_as_good(differences: DoubleArray, weights: DoubleArray) -> bool:
    mean = float(weights @ differences / weights.sum())
    error = float(np.sqrt(np.sum(weights**2 * (differences - mean) ** 2)) / weights.sum())
    return mean <= 2 * error


def judge(c: Candidate, embeddings: AnyFloatArray, known: Labelled, options: Options) -> Judged:
    values, at = left_out_values(c, embeddings, known, options)
    labels, weights = known.labels[at], known.weights[at]
    temperature = fit_temperature(values, c.form, labels, weights)
    chances = probabilities(values, c.form, temperature)
    return Judged(temperature, at, chances, errors_of(chances, labels, ordered=options.ordered))


def errors_of(chances: DoubleArray, labels: IndexArray, *, ordered: bool) -> DoubleArray:
    """[n]: 1 for each wrong picture; for ordered classes by how many classes it is wrong."""
    wrong: DoubleArray = np.abs(chances.argmax(axis=1) - labels).astype(np.float64)
    return wrong if ordered else np.minimum(wrong, 1)


def left_out_values(c: Candidate, embeddings: AnyFloatArray, known: Labelled, options: Options) -> tuple[DoubleArray, IndexArray]:
    """Outputs [m, outputs] of pictures by heads that were not trained on them, and which pictures these are."""
    count = len(known.labels)
    if options.groups is None and count <= LEAVE_ONE_OUT_LIMIT and c.left_out is not None:
        return c.left_out(known), np.arange(count)
    groups = list(range(count)) if options.groups is None else options.groups
    parts = assign_parts(known.labels.tolist(), groups, [1 / FOLDS] * FOLDS, options.seed)
    folds = FOLDS if count <= ALL_FOLDS_LIMIT else 1
    values = np.zeros((count, known.classes - 1 if c.form == "cumulative" else known.classes))
    for part in range(folds):
        inside, outside = np.flatnonzero(parts != part), np.flatnonzero(parts == part)
        scaling = fit_scaling(embeddings[inside])
        learned = labelled(scaling.apply(embeddings[inside]), known.labels[inside], known.classes, options.weighting)
        values[outside] = c.fit(learned).values(scaling.apply(embeddings[outside]))
    judged = np.flatnonzero(parts < folds)
    return values[judged], judged
