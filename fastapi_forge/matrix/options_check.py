"""Find values without effect on the generated files."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from fastapi_forge.answers.display import show
from fastapi_forge.errors import TemplateError
from fastapi_forge.matrix.factors import Factors, Level, Row
from fastapi_forge.matrix.rendering import Request
from fastapi_forge.matrix.rows import MatrixRow
from fastapi_forge.project.creation import plan_project
from fastapi_forge.verify.outcome import Outcome

OPTIONS = "options"
Digests: TypeAlias = Sequence[tuple[str, str]]
# The record of the answers always differs.
_RECORDS = (".forge/", ".copier-answers")


def check_options(
    factors: Factors, rows: Sequence[Row], request: Request, *, command: str
) -> Outcome:
    """Check that every value makes a difference in at least one combination."""
    begun = time.monotonic()
    known: dict[frozenset[tuple[str, Level]], Digests] = {}
    with tempfile.TemporaryDirectory(prefix="forge-options-") as holder:
        path = Path(holder, "project")

        def digests_of(row: Row) -> Digests:
            key = frozenset(row.items())
            if key not in known:
                known[key] = _rendered(request, row, path)
            return known[key]

        found = list(values_without_effect(factors, rows, digests_of))
    lines = [
        (
            f"{key}={factors.labels.get((key, value), show(value))} does not change"
            " any file."
        )
        for key, value in found
    ]
    answers = sum(map(len, factors.levels.values()))
    return Outcome(
        name=OPTIONS,
        status="failed" if found else "passed",
        seconds=time.monotonic() - begun,
        detail="\n".join(lines) or f"each of {answers} values changes the output",
        command=command if found else "",
    )


def values_without_effect(
    factors: Factors, rows: Sequence[Row], digests_of: Callable[[Row], Digests]
) -> Iterator[tuple[str, Level]]:
    """Return values for which every combination is the same as with another value.

    `digests_of` returns every path of a combination with the digest of its content.
    """

    def same(pair: tuple[Row, Row]) -> bool:
        one, other = (_without_records(digests_of(row)) for row in pair)
        return one == other

    for key, values in factors.levels.items():
        for value in values:
            others = [other for other in values if other != value]
            pairs = _changes(factors, rows, (key, value), others)
            # No other value is allowed here, so there is nothing to compare.
            first = next(pairs, None)
            if first is not None and all(map(same, chain((first,), pairs))):
                yield key, value


def _changes(
    factors: Factors,
    rows: Iterable[Row],
    answer: tuple[str, Level],
    others: Iterable[Level],
) -> Iterator[tuple[Row, Row]]:
    key, value = answer
    for row in rows:
        if row.get(key) != value:
            continue
        for other in others:
            if factors.accepts(changed := {**row, key: other}):
                yield row, changed


def _rendered(request: Request, row: Row, path: Path) -> Digests:
    try:
        return plan_project(request(MatrixRow(name="", answers=row), path)).files
    except TemplateError as error:
        # The combination's failure is reported by the rendering step.
        return [("", error.message)]


def _without_records(digests: Digests) -> Digests:
    return [entry for entry in digests if not entry[0].startswith(_RECORDS)]
