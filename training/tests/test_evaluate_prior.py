"""The prior of few normals: the fit finds the true parameters, and with a wider prior fewer pictures are anomalous."""

import numpy as np
import pytest

from trainer.evaluate import prior
from trainer.evaluate.prior import Teaching
from trainer.patchcore.conformal import SHIPPED_PRIOR, Prior, place_threshold, prior_threshold


def teaching(seed: int, count: int = 5, deviation: float = 0.1) -> Teaching:
    random = np.random.default_rng(seed)
    normal = np.exp(random.normal(0, deviation, count + 30)).astype(np.float32)
    return Teaching(normal[:count], normal[count:], normal[count:] * np.float32(1.5))


def test_the_fit_finds_the_prior_that_the_variances_were_drawn_from() -> None:
    random, freedom = np.random.default_rng(0), 29
    own = 0.2**2 * 6 / random.chisquare(6, 4000)
    found = prior.fitted_prior(np.sqrt(own * random.chisquare(freedom, 4000) / freedom).tolist(), freedom)
    assert found.deviation == pytest.approx(0.2, rel=0.03)
    assert found.pictures == pytest.approx(6, rel=0.1)


def test_the_prior_that_ships_is_the_one_that_places_thresholds() -> None:
    scores = [1.0, 1.1, 0.9]
    assert place_threshold(scores).threshold == prior_threshold(scores, SHIPPED_PRIOR)
    assert place_threshold(scores, Prior(0.3)).threshold > place_threshold(scores).threshold
    assert place_threshold(scores, None).threshold == pytest.approx(1.1, rel=1e-5)


def test_a_wider_prior_calls_fewer_normals_anomalous_and_finds_fewer_faulty_pictures() -> None:
    found = [teaching(seed) for seed in range(20)]
    none, shipped, wide = (prior.effects(found, each) for each in (None, SHIPPED_PRIOR, Prior(0.3)))
    assert none[0] > shipped[0] > wide[0]
    assert none[1] > shipped[1] > wide[1]


def test_sets_without_faulty_pictures_count_for_the_normals_alone() -> None:
    alone = teaching(0)
    empty = Teaching(alone.left_out, alone.others, alone.faulty[:0])
    assert prior.effects([alone, empty], None)[1] == prior.effects([alone], None)[1]


def test_the_rows_state_the_shipped_prior_beside_the_fitted_one() -> None:
    found = {f"set {at}": {n: [teaching(10 * at + draw, n) for draw in range(2)] for n in prior.SIZES} for at in range(8)}
    row = prior.spread_row(found)
    assert row.figure.values["deviation"] == pytest.approx(0.1, abs=0.03)
    assert str(row.comparison).startswith("ships 0.1 and 4")
    assert [prior.size_row(found, n).protocol.split(" ")[0] for n in prior.SIZES] == ["2", "3", "5", "9"]
