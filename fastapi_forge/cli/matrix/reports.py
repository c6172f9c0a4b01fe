"""Reports of `forge matrix`, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fastapi_forge.cli.console import Report, columns
from fastapi_forge.cli.matrix.scope import Scope
from fastapi_forge.cli.verdict import Verdict, counted, counts_of, summary_of
from fastapi_forge.cli.verify import check_document
from fastapi_forge.matrix.rendering import RENDER, Rendered
from fastapi_forge.matrix.rows import Matrix, MatrixRow
from fastapi_forge.matrix.verification import INSTALL, PYTHON, RowResult
from fastapi_forge.verify.outcome import Outcome

_STEPS = (RENDER, INSTALL, PYTHON)
_TUPLES = {1: "values", 2: "pairs of values", 3: "triples of values"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Report):
    matrix: Matrix
    rows: Sequence[MatrixRow]

    def document(self) -> Mapping[str, object]:
        return {
            **_heading(self.matrix),
            "rows": [{"name": row.name, "answers": _answers(row)} for row in self.rows],
        }

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            yield row.name
        yield ""
        yield _coverage(self.matrix, len(self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering(Report):
    matrix: Matrix
    directory: Path
    rendered: Sequence[Rendered]

    @property
    def exit_code(self) -> int:
        return 1 if any(rendered.failure for rendered in self.rendered) else 0

    def document(self) -> Mapping[str, object]:
        return {
            **_heading(self.matrix),
            "ok": not self.exit_code,
            "path": str(self.directory.absolute()),
            "rows": [
                {
                    "name": rendered.row.name,
                    "answers": _answers(rendered.row),
                    "error": rendered.failure.detail if rendered.failure else None,
                }
                for rendered in self.rendered
            ],
        }

    def lines(self) -> Iterator[str]:
        failed = [rendered for rendered in self.rendered if rendered.failure]
        for rendered in failed:
            yield f"{rendered.row.name} cannot be rendered:"
            yield from _indented(rendered.failure.detail if rendered.failure else "")
        made = len(self.rendered) - len(failed)
        total = counted(len(self.rendered), "combination")
        yield f"Rendered {made} of {total} into {self.directory}."


@dataclass(frozen=True, kw_only=True)
class MatrixVerification(Report):
    matrix: Matrix
    results: Sequence[RowResult]
    scope: Scope
    options: Outcome | None = None
    """The check of the template as a whole."""

    @cached_property
    def outcomes(self) -> Sequence[Outcome]:
        of_template = [self.options] if self.options else []
        return of_template + [
            outcome for result in self.results for outcome in result.outcomes
        ]

    @cached_property
    def verdict(self) -> Verdict:
        scope = self.scope
        return Verdict(outcomes=self.outcomes, named=scope.only, strict=scope.strict)

    @property
    def exit_code(self) -> int:
        return self.verdict.exit_code

    def document(self) -> Mapping[str, object]:
        return {
            **_heading(self.matrix),
            "ok": not self.exit_code,
            "counts": counts_of(self.outcomes),
            "options": check_document(self.options) if self.options else None,
            "rows": [self._row(result) for result in self.results],
        }

    def lines(self) -> Iterator[str]:
        yield from columns(list(self._table()), indent="")
        for result in self.results:
            yield from self._failures(result)
        if self.options is not None and self.options.status == "failed":
            yield from _failure("The template", self.options, self.options.command)
        yield from self._skip_reasons()
        yield ""
        yield _coverage(self.matrix, len(self.results))
        known = sum(result.cached for result in self.results)
        before = f" ({known:,} in an earlier run)" if known else ""
        yield f"{summary_of(self.outcomes, before)}."
        if failing := sum(bool(self._failing(result)) for result in self.results):
            total = counted(len(self.results), "combination")
            yield f"{failing} of {total} failed."

    def _skip_reasons(self) -> Iterator[str]:
        """Return each reason for skipped checks once."""
        reasons = Counter(
            f"{outcome.name} was skipped: {outcome.detail}"
            for result in self.results
            for outcome in result.outcomes
            if outcome.status == "skipped"
            and (outcome.applies or self.verdict.counts(outcome))
        )
        for reason, rows in reasons.items():
            yield ""
            yield f"In {counted(rows, 'combination')}, {reason}"

    def _table(self) -> Iterator[tuple[str, str, str, str]]:
        if outcome := self.options:
            word = "" if outcome.status == "failed" else outcome.detail
            yield outcome.status, f"({outcome.name})", f"{outcome.seconds:.1f} s", word
        for result in self.results:
            counting = self._failing(result)
            word = (
                "failed" if result.failed else "skipped" if counting else result.status
            )
            detail = ", ".join(counting) or summary_of(result.outcomes)
            yield word, result.row.name, f"{result.seconds:.1f} s", detail

    def _failures(self, result: RowResult) -> Iterator[str]:
        for outcome in result.outcomes:
            if outcome.status == "failed":
                command = self._repeat_command(result, outcome.name)
                yield from _failure(result.row.name, outcome, command)
                yield f"Files kept in: {result.path}"

    def _row(self, result: RowResult) -> Mapping[str, object]:
        counting = self._failing(result)
        return {
            "name": result.row.name,
            "answers": _answers(result.row),
            "ok": not counting,
            "seconds": round(result.seconds, 3),
            "path": str(result.path) if result.failed else None,
            "command": self.scope.command(result.row.name) if counting else "",
            "checks": [check_document(outcome) for outcome in result.outcomes],
        }

    def _failing(self, result: RowResult) -> list[str]:
        """Return the checks that make a combination fail."""
        return [
            outcome.name for outcome in result.outcomes if self.verdict.counts(outcome)
        ]

    def _repeat_command(self, result: RowResult, check: str) -> str:
        """Return the command that repeats a check, or the steps before all checks."""
        known = {
            outcome.name for outcome in result.outcomes if outcome.name not in _STEPS
        }
        return self.scope.command(result.row.name, [check] if check in known else [])


def _heading(matrix: Matrix) -> Mapping[str, object]:
    return {
        "ok": True,
        "command": "matrix",
        "strength": matrix.strength,
        "seed": matrix.seed,
        "combinations": matrix.tuples,
    }


def _coverage(matrix: Matrix, rows: int) -> str:
    what = _TUPLES.get(matrix.strength, f"combinations of {matrix.strength} values")
    total = counted(len(matrix.rows), "combination")
    if rows == len(matrix.rows):
        return f"{total} covering all {matrix.tuples:,} {what}."
    return f"{rows} of the {total} covering all {matrix.tuples:,} {what}."


def _answers(row: MatrixRow) -> Mapping[str, object]:
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in row.answers.items()
    }


def _failure(what: str, outcome: Outcome, command: str) -> Iterator[str]:
    yield ""
    yield f"{what}: {outcome.name} failed:"
    yield from _indented(outcome.detail)
    yield f"To repeat: {command}"


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in text.splitlines())
