"""Seeded pseudo-random numbers, equal to those of `src/math/seeded-random.ts` (mulberry32, Tommy Ettinger, public domain)."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")
WORD = 0xFFFFFFFF


class SeededRandom:
    """A generator with 32 bits of state. Of `seed`, the lowest 32 bits count."""

    def __init__(self, seed: int) -> None:
        self.state = seed & WORD

    def next(self) -> float:
        """A number from 0 to below 1, a multiple of 2**-32."""
        self.state = (self.state + 0x6D2B79F5) & WORD
        mixed = ((self.state ^ (self.state >> 15)) * (self.state | 1)) & WORD
        mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61))) & WORD
        return ((mixed ^ (mixed >> 14)) & WORD) / 2**32

    def below(self, count: int) -> int:
        """A whole number from 0 to below `count`."""
        return int(self.next() * count)

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """A copy in random order (Fisher and Yates, from the last element to the second)."""
        copy = list(items)
        for last in range(len(copy) - 1, 0, -1):
            other = self.below(last + 1)
            copy[last], copy[other] = copy[other], copy[last]
        return copy
