"""Compute a covering array over the options of a template (NIST SP 800-142)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeAlias

from fastapi_forge.matrix.factors import Factors, Level, Row

Answer: TypeAlias = tuple[str, Level]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    rows: list[Row]
    tuples: int
    """The number of sets of values that can occur together; all are covered."""


Progress: TypeAlias = Callable[[str], None]


def covering_array(
    factors: Factors,
    *,
    strength: int = 2,
    seed: int = 0,
    first: Iterable[Row] = (),
    progress: Progress = lambda _: None,
) -> Covering:
    """Return combinations that cover every set of `strength` values.

    Greedy: a combination starts with values that are not covered yet, and takes for
    each other option the value that covers most. Combinations that start with those in
    `first` come first. The same seed gives the same result. `progress` is called often.
    """
    array = _Array(factors, strength, random.Random(seed), progress)  # noqa: S311 - no secret
    tuples = len(array.missing)
    for start in first:
        array.add(start)
    while array.missing:
        array.add(dict(next(iter(array.missing.values()))))
        covered = tuples - len(array.missing)
        progress(f"Computing combinations: {covered:,} of {tuples:,} sets of values")
    return Covering(rows=array.rows, tuples=tuples)


class _Array:
    """The rows so far. A set of answers is an integer, with one bit for each answer."""

    def __init__(
        self,
        factors: Factors,
        strength: int,
        tie_breaker: random.Random,
        progress: Progress,
    ) -> None:
        self.factors = factors
        self.levels = factors.levels
        self.strength = strength
        self.tie_breaker = tie_breaker
        self.rows: list[Row] = []
        answers = ((key, level) for key in self.levels for level in self.levels[key])
        self._bits = {answer: 1 << number for number, answer in enumerate(answers)}
        # A dict for its order, which must not depend on the hash seed.
        self.missing: dict[int, tuple[Answer, ...]] = {}
        for number, chosen in enumerate(self._tuples()):
            progress(f"Computing combinations: checked {number:,} sets of values")
            if factors.accepts(dict(chosen)):
                self.missing[sum(map(self._bit, chosen))] = chosen

    def add(self, start: Row) -> None:
        row = dict(start)
        for key in self.tie_breaker.sample(list(self.levels), len(self.levels)):
            if key in row:
                continue
            others = self._sets(row, self.strength - 1)
            fitting = [
                (self._gain((key, value), others), self.tie_breaker.random(), value)
                for value in self.levels[key]
                if self.factors.accepts({**row, key: value})
            ]
            if fitting:
                row[key] = max(fitting)[-1]
        for covered in self._sets(row, self.strength):
            self.missing.pop(covered, None)
        self.rows.append({key: row[key] for key in self.levels if key in row})

    def _gain(self, answer: Answer, others: Iterable[int]) -> int:
        """Return how much the combination would cover with this value."""
        bit = self._bit(answer)
        return sum(bit | other in self.missing for other in others)

    def _sets(self, row: Row, size: int) -> list[int]:
        """Return all sets of `size` answers of the row."""
        return list(map(sum, combinations(map(self._bit, row.items()), size)))

    def _bit(self, answer: Answer) -> int:
        # The default of a varied option need not be one of its levels.
        return self._bits.get(answer, 0)

    def _tuples(self) -> Iterator[tuple[Answer, ...]]:
        for keys in combinations(self.levels, self.strength):
            for values in product(*(self.levels[key] for key in keys)):
                yield tuple(zip(keys, values, strict=True))
