"""A covering array over the options of a template (NIST SP 800-142).

Which answers go together is not modelled a second time: those do that `resolve`
accepts, as `forge new` would.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TypeAlias

from fastapi_forge.answers.resolution import resolve
from fastapi_forge.answers.sources import Given
from fastapi_forge.errors import ForbiddenAnswerError
from fastapi_forge.template.options import NAME, Scalar, Schema

Answer: TypeAlias = tuple[str, Scalar]
Row: TypeAlias = Mapping[str, Scalar]
"""An answer to every option with choices; one that does not apply is left out."""

_NAME = Given(value="shop", source="argument", detail="NAME")


def covering_array(
    schema: Schema, *, strength: int = 2, seed: int = 0, first: Iterable[Row] = ()
) -> list[Row]:
    """Rows in which any `strength` answers that go together stand together.

    Greedy: a row starts from answers that no row has yet, and takes for each other
    option the value that adds most of what is missing. Rows that start from `first`
    come before all others. The same seed gives the same rows.
    """
    array = _Array(schema, strength, random.Random(seed))  # noqa: S311 - no secret
    for start in first:
        array.add(start)
    while array.missing:
        array.add(dict(next(iter(array.missing))))
    return array.rows


def every_row(schema: Schema, keys: Sequence[str]) -> list[Row]:
    """All answers to these options that go together, in the order of the choices."""
    rows: list[Row] = [{}]
    for key in keys:
        rows = [longer for row in rows for longer in _extended(schema, row, key)]
    return rows


def goes_together(schema: Schema, row: Row) -> bool:
    given = {
        key: Given(value=value, source="flag", detail=key) for key, value in row.items()
    }
    try:
        resolve(schema, {NAME: _NAME, **given}, {})
    except ForbiddenAnswerError:
        return False
    return True


def _extended(schema: Schema, row: Row, key: str) -> list[Row]:
    rows = [{**row, key: value} for value in schema.option(key).values]
    # None goes with the row where the option does not apply to it.
    return [it for it in rows if goes_together(schema, it)] or [row]


class _Array:
    def __init__(self, schema: Schema, strength: int, tie: random.Random) -> None:
        self.schema = schema
        self.strength = strength
        self.tie = tie
        self.levels = {it.key: it.values for it in schema.options if it.choices}
        self.rows: list[Row] = []
        # A dict for its order, which the hashes of this process must not decide.
        self.missing = dict.fromkeys(
            answers
            for answers in self._tuples()
            if goes_together(schema, dict(answers))
        )

    def add(self, start: Row) -> None:
        row = dict(start)
        for key in self.tie.sample(list(self.levels), len(self.levels)):
            fitting = [
                (self._gain(row, (key, value)), self.tie.random(), value)
                for value in self.levels[key]
                if key not in row and goes_together(self.schema, {**row, key: value})
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
