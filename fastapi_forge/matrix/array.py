"""Compute a covering array over the options of a template (NIST SP 800-142)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
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


def covering_array(
    factors: Factors, *, strength: int = 2, seed: int = 0, first: Iterable[Row] = ()
) -> Covering:
    """Return combinations that cover every set of `strength` values.

    Greedy: a combination starts with values that are not covered yet, and takes for
    each other option the value that covers most. Combinations that start with those in
    `first` come first. The same seed gives the same result.
    """
    array = _Array(factors, strength, random.Random(seed))  # noqa: S311 - no secret
    tuples = len(array.missing)
    for start in first:
        array.add(start)
    while array.missing:
        array.add(dict(next(iter(array.missing))))
    return Covering(rows=array.rows, tuples=tuples)


class _Array:
    def __init__(
        self, factors: Factors, strength: int, tie_breaker: random.Random
    ) -> None:
        self.factors = factors
        self.levels = factors.levels
        self.strength = strength
        self.tie_breaker = tie_breaker
        self.rows: list[Row] = []
        # A dict for its order, which must not depend on the hash seed.
        self.missing = dict.fromkeys(
            answers for answers in self._tuples() if factors.accepts(dict(answers))
        )

    def add(self, start: Row) -> None:
        row = dict(start)
        for key in self.tie_breaker.sample(list(self.levels), len(self.levels)):
            if key in row:
                continue
            fitting = [
                (self._gain(row, (key, value)), self.tie_breaker.random(), value)
                for value in self.levels[key]
                if self.factors.accepts({**row, key: value})
            ]
            if fitting:
                row[key] = max(fitting)[-1]
        for answers in combinations(row.items(), self.strength):
            self.missing.pop(frozenset(answers), None)
        self.rows.append({key: row[key] for key in self.levels if key in row})

    def _gain(self, row: Row, answer: Answer) -> int:
        """Return how much the combination would cover with this value."""
        return sum(
            frozenset({answer, *others}) in self.missing
            for others in combinations(row.items(), self.strength - 1)
        )

    def _tuples(self) -> Iterator[frozenset[Answer]]:
        for keys in combinations(self.levels, self.strength):
            for values in product(*(self.levels[key] for key in keys)):
                yield frozenset(zip(keys, values, strict=True))
