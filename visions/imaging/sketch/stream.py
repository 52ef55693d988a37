"""Named streams of random numbers: the same seed and name give the same numbers everywhere.

Every layer and element draws from its own stream, so that one more element never shifts the
numbers of the others. Only `random()` of the Mersenne Twister is used; Python promises its
sequence for an integer seed, which it does not for `choice` or `shuffle`.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """Random numbers that depend on nothing but `seed` and `name`."""

    def __init__(self, seed: int, name: str) -> None:
        digest = hashlib.sha256(f"{seed}|{name}".encode()).digest()
        self._next = random.Random(int.from_bytes(digest[:8], "big")).random

    def unit(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return self._next()

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """Return an integer from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def chance(self, share: float) -> bool:
        return self._next() < share

    def sign(self) -> int:
        return 1 if self._next() < 0.5 else -1

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self._next() * len(choices))]

    def shuffle(self, items: Sequence[T]) -> list[T]:
        """Return `items` in another order."""
        left = list(items)
        return [left.pop(int(self._next() * len(left))) for _ in range(len(left))]
