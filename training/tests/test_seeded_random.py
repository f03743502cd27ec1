"""The seeded generator and its fixture."""

import json
from pathlib import Path

from trainer.packs.random_fixture import SEEDS, random_case
from trainer.seeded_random import SeededRandom

FIXTURE = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "parity" / "seeded-random.json"


def test_the_fixture_has_the_numbers_of_this_generator() -> None:
    assert json.loads(FIXTURE.read_text())["cases"] == [random_case(seed) for seed in SEEDS]


def test_shuffling_keeps_every_item_and_repeats_with_the_seed() -> None:
    first = SeededRandom(3).shuffled(range(100))
    assert sorted(first) == list(range(100))
    assert first != list(range(100))
    assert SeededRandom(3).shuffled(range(100)) == first


def test_numbers_are_even_over_the_unit_interval() -> None:
    random = SeededRandom(5)
    counts = [0] * 10
    for _ in range(10_000):
        counts[int(random.next() * 10)] += 1
    assert min(counts) > 900
    assert max(counts) < 1100
