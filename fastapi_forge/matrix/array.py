"""A covering array over the options of a template (NIST SP 800-142)."""

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
    """How many pairs, triples, ... of answers go together; each is in a row."""


def covering_array(
    factors: Factors, *, strength: int = 2, seed: int = 0, first: Iterable[Row] = ()
) -> Covering:
    """Rows in which any `strength` answers that go together stand together.

    Greedy: a row starts from answers that no row has yet, and takes for each other
    option the value that adds most of what is missing. Rows that start from `first`
    come before all others. The same seed gives the same rows.
    """
    array = _Array(factors, strength, random.Random(seed))  # noqa: S311 - no secret
    tuples = len(array.missing)
    for start in first:
        array.add(start)
    while array.missing:
        array.add(dict(next(iter(array.missing))))
    return Covering(rows=array.rows, tuples=tuples)


class _Array:
    def __init__(self, factors: Factors, strength: int, tie: random.Random) -> None:
        self.factors = factors
        self.levels = factors.levels
        self.strength = strength
        self.tie = tie
        self.rows: list[Row] = []
        # A dict for its order, which the hashes of this process must not decide.
        self.missing = dict.fromkeys(
            answers for answers in self._tuples() if factors.accepts(dict(answers))
        )

    def add(self, start: Row) -> None:
        row = dict(start)
        for key in self.tie.sample(list(self.levels), len(self.levels)):
            if key in row:
                continue
            fitting = [
                (self._gain(row, (key, value)), self.tie.random(), value)
                for value in self.levels[key]
                if self.factors.accepts({**row, key: value})
            ]
            if fitting:
                row[key] = max(fitting)[-1]
        for answers in combinations(row.items(), self.strength):
            self.missing.pop(frozenset(answers), None)
        self.rows.append({key: row[key] for key in self.levels if key in row})

    def _gain(self, row: Row, answer: Answer) -> int:
        """How much of what is missing the row has as soon as it has the answer."""
        return sum(
            frozenset({answer, *others}) in self.missing
            for others in combinations(row.items(), self.strength - 1)
        )

    def _tuples(self) -> Iterator[frozenset[Answer]]:
        for keys in combinations(self.levels, self.strength):
            for values in product(*(self.levels[key] for key in keys)):
                yield frozenset(zip(keys, values, strict=True))
