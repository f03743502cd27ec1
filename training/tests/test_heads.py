"""Each head against a slow reference: leaving out by fitting again, probabilities by their definition."""

from collections.abc import Callable

import numpy as np
import pytest

from trainer.arrays import DoubleArray
from trainer.heads.class_means import fit_means, means_left_out
from trainer.heads.cumulative import fit_cumulative, step_probabilities
from trainer.heads.fixture import made_set
from trainer.heads.folds import assign_parts
from trainer.heads.labelled import Labelled, Rows, labelled, weights_of
from trainer.heads.lda import Scatter, fit_lda, lda_left_out, log_priors, scatter_of
from trainer.heads.logistic import fit_logistic
from trainer.heads.ridge import fit_ridge, ridge_left_out
from trainer.heads.scaling import fit_scaling
from trainer.heads.temperature import fit_temperature, log_losses, probabilities
from trainer.heads.train import Options, choose, train_head


def known_set(seed: int, count: int = 24, width: int = 40, classes: int = 3) -> Labelled:
    embeddings, labels = made_set(np.random.default_rng(seed), count, width, classes)
    return labelled(fit_scaling(embeddings).apply(embeddings), labels, classes, "balanced")


def without(known: Labelled, at: int) -> Labelled:
    rest = np.flatnonzero(np.arange(len(known.labels)) != at)
    return Labelled(known.x[rest], known.labels[rest], known.classes, known.weights[rest])


@pytest.mark.parametrize("seed", range(3))
def test_class_means_left_out_equal_means_of_the_others(seed: int) -> None:
    known = known_set(seed)
    refitted = [fit_means(without(known, at)).values(known.x[at : at + 1])[0] for at in range(len(known.labels))]
    assert means_left_out(known) == pytest.approx(np.stack(refitted), abs=1e-9)


@pytest.mark.parametrize(("count", "width"), [(24, 40), (40, 6)])
def test_ridge_left_out_equals_fitting_without_the_picture(count: int, width: int) -> None:
    known = known_set(4, count, width)
    total = float(np.sum(known.weights[:, None] * (known.x - known.weights @ known.x / known.weights.sum()) ** 2)) / count

    def slow(rest: Labelled) -> Rows:
        mean, target = rest.weights @ rest.x / rest.weights.sum(), rest.weights @ rest.one_hot() / rest.weights.sum()
        centred = rest.x - mean
        inner = centred.T @ (rest.weights[:, None] * centred) + 0.1 * total * np.eye(width)
        weights: DoubleArray = np.linalg.solve(inner, centred.T @ (rest.weights[:, None] * (rest.one_hot() - target))).T
        return Rows(weights, target - weights @ mean)

    assert fit_ridge(known, 0.1).weights == pytest.approx(slow(known).weights, abs=1e-9)
    refitted = [slow(without(known, at)).values(known.x[at : at + 1])[0] for at in range(count)]
    assert ridge_left_out(known, 0.1) == pytest.approx(np.stack(refitted), abs=1e-8)


@pytest.mark.parametrize(("count", "width"), [(24, 40), (40, 6)])
def test_lda_left_out_equals_fitting_without_the_picture(count: int, width: int) -> None:
    known = known_set(5, count, width)
    whole = scatter_of(known)

    def slow(rest: Labelled, point: DoubleArray) -> DoubleArray:
        means = np.stack([rest.x[rest.labels == c].mean(axis=0) for c in range(3)])
        rows = np.sqrt(rest.weights)[:, None] * (rest.x - means[rest.labels])
        covariance = (rows.T @ rows + whole.ridge * np.eye(width)) / whole.factor
        differences = point - means
        found: DoubleArray = log_priors(known) - 0.5 * np.sum(differences * np.linalg.solve(covariance, differences.T).T, axis=1)
        return found

    refitted = np.stack([slow(without(known, at), known.x[at]) for at in range(count)])
    assert lda_left_out(known) == pytest.approx(refitted, abs=1e-7)
    centre = fit_lda(known).values(known.x) - np.stack([slow(known, point) for point in known.x])
    assert np.ptp(centre, axis=1) == pytest.approx(np.zeros(count), abs=1e-8)


def test_scatter_solves_alike_in_both_spaces() -> None:
    known = known_set(6)
    scatter = scatter_of(known)
    wide = np.linalg.solve(scatter.rows.T @ scatter.rows + scatter.ridge * np.eye(40), scatter.means.T).T
    assert scatter.solve(scatter.means) == pytest.approx(wide, abs=1e-8)
    tall = Scatter(scatter.means[:, :5], scatter.rows[:, :5], scatter.shrinkage, scatter.mean_variance)
    assert (tall.rows.T @ tall.rows + tall.ridge * np.eye(5)) @ tall.solve(tall.means).T == pytest.approx(tall.means.T, abs=1e-9)


@pytest.mark.parametrize("fit", [lambda k: fit_logistic(k, 0.003), lambda k: fit_cumulative(k, 0.003)])
def test_searched_heads_find_the_minimum(fit: Callable[[Labelled], Rows]) -> None:
    """No small step in a random direction of the weights lowers the loss."""
    known, random = known_set(7), np.random.default_rng(0)
    found = fit(known)
    cumulative = len(found.weights) < known.classes

    def loss(weights: DoubleArray) -> float:
        values = Rows(weights, found.biases).values(known.x)
        chances = probabilities(values, "cumulative" if cumulative else "softmax", 1.0)
        own = chances[np.arange(len(known.labels)), known.labels]
        squared = float(np.sum(weights[:1] ** 2 if cumulative else weights**2))
        return -float(known.weights @ np.log(own) / known.weights.sum()) + 0.0015 * squared

    for _ in range(20):
        step = 1e-3 * random.normal(size=40 if cumulative else found.weights.shape)
        assert loss(found.weights + step) > loss(found.weights)


def test_step_probabilities_are_differences_of_the_chances_to_be_above() -> None:
    assert step_probabilities(np.array([[0.0, -np.log(3)]])) == pytest.approx(np.array([[0.5, 0.25, 0.25]]))


def test_temperature_stays_moderate_where_no_picture_is_wrong() -> None:
    values = 50.0 * np.eye(3)[np.arange(30) % 3]
    labels = np.arange(30) % 3
    temperature = fit_temperature(values, "softmax", labels, np.ones(30))
    assert probabilities(values, "softmax", temperature).max() == pytest.approx(31 / 32, abs=1e-4)


def test_log_losses_are_least_at_their_target() -> None:
    labels = np.array([0, 1])
    target = np.array([[0.75, 0.25], [0.25, 0.75]])
    assert np.all(log_losses(target, labels) < log_losses(np.array([[0.8, 0.2], [0.3, 0.7]]), labels))


def test_deal_keeps_groups_together_and_shares_each_label() -> None:
    labels = [0] * 20 + [1] * 10
    groups = [at // 2 for at in range(30)]
    parts = assign_parts(labels, groups, [0.2] * 5, seed=3)
    assert all(parts[at] == parts[at + 1] for at in range(0, 30, 2))
    assert [int(np.sum(parts[:20] == part)) for part in range(5)] == [4] * 5
    assert [int(np.sum(parts[20:] == part)) for part in range(5)] == [2] * 5


def test_balanced_weights_count_every_class_alike() -> None:
    weights = weights_of(np.array([0, 0, 0, 1]), 2, "balanced")
    assert weights[:3].sum() == pytest.approx(weights[3])
    assert weights.mean() == pytest.approx(1)


def test_the_first_of_heads_that_do_not_differ_is_kept() -> None:
    errors = [np.array([1.0, 0, 0, 0]), np.zeros(4), np.ones(4)]
    assert choose(errors, np.ones(4)) == 0
    assert choose(errors[::-1], np.ones(4)) == 1


def test_train_head_separates_separate_classes() -> None:
    random = np.random.default_rng(0)
    labels = np.arange(40) % 4
    embeddings = 4 * np.eye(4)[labels] @ random.normal(size=(4, 30)) + random.normal(size=(40, 30))
    trained = train_head(embeddings, labels, Options(seed=1))
    assert trained.head.name == "lda"
    assert np.array_equal(trained.head.probabilities(embeddings).argmax(axis=1), labels)
