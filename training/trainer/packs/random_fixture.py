"""Numbers of the seeded generator, for the test that TypeScript gives the same."""

import json
from pathlib import Path

from trainer.packs.manifest import Json
from trainer.seeded_random import SeededRandom

SEEDS = (0, 1, 12, 4294967295, 4294967296 + 7)


def random_case(seed: int) -> Json:
    numbers, orders, integers = (SeededRandom(seed) for _ in range(3))
    return {
        "seed": seed,
        "numbers": [numbers.next() for _ in range(8)],
        "order": orders.shuffled(list(range(10))),
        "below": [integers.below(count) for count in (1, 2, 10, 1000, 4294967296)],
    }


def write_random_fixture(path: Path) -> None:
    path.write_text(json.dumps({"cases": [random_case(seed) for seed in SEEDS]}, indent=1) + "\n")
