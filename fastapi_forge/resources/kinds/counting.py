"""Provide integers that tests can draw from a range without repetition."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi_forge.resources.code import Code

NUMBER = "tests.factories.sequence.number"
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

    def expression(self) -> Code:
        """Return an expression with a new value in the range on every call, until
        exhausted.
        """
        return Code(self._text(), (NUMBER,)) if self.size > 1 else Code(str(self.low))

    def rare(self) -> tuple[int, int]:
        """Return the two numbers that the expression reaches last."""
        if self._counts_down():
            return self.high - 2 * _AMPLE, self.high - 2 * _AMPLE - 1
        top = min(self.high, max(self.low, 0) + 2 * _AMPLE)
        return top, top - 1

    def _counts_down(self) -> bool:
        return self.high < _AMPLE and self.size > 3 * _AMPLE

    def _text(self) -> str:
        if self.low <= 1 and self.high >= _AMPLE:
            return "number()"
        if self._counts_down():
            return f"{self.high} - number()"
        if self.size > 3 * _AMPLE:
            return f"{self.low} + number()"
        start = f"{self.low} + " if self.low else ""
        return f"{start}number() % {self.size}"
