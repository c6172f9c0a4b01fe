"""Provide integers that tests can draw from a range without repetition."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi_forge.resources.samples import NumberDraw

ROOM = 500
"""How many values a unique field needs for a whole test run."""
_AMPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Counting:
    """The integers from `low` to `high`."""

    low: int
    high: int

    @property
    def size(self) -> int:
        return self.high - self.low + 1

    def draw(self, *, in_units: bool = False) -> NumberDraw:
        """Return how to get a new value in the range each time, until exhausted."""
        start, size = self._start_and_size()
        return {
            "start": start,
            "descends": self._counts_down(),
            "size": size,
            "step": 1,
            "in_units": in_units,
        }

    def rare(self) -> tuple[int, int]:
        """Return the two numbers that the expression reaches last."""
        if self._counts_down():
            return self.high - 2 * _AMPLE, self.high - 2 * _AMPLE - 1
        top = min(self.high, max(self.low, 0) + 2 * _AMPLE)
        return top, top - 1

    def _counts_down(self) -> bool:
        return self.high < _AMPLE and self.size > 3 * _AMPLE

    def _start_and_size(self) -> tuple[int | None, int]:
        if self.low <= 1 and self.high >= _AMPLE:
            return None, 0
        if self._counts_down():
            return self.high, 0
        if self.size > 3 * _AMPLE:
            return self.low, 0
        return self.low or None, self.size
