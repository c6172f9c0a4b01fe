"""Reports of `forge matrix`, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fastapi_forge.cli.console import Report, columns
from fastapi_forge.cli.matrix_scope import Scope
from fastapi_forge.cli.sums import Verdict, counted, counts_of, sum_of
from fastapi_forge.cli.verify import check_document
from fastapi_forge.matrix.proving import INSTALL, PYTHON, Proof
from fastapi_forge.matrix.rendering import RENDER, Rendered
from fastapi_forge.matrix.rows import Matrix, MatrixRow
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
        yield _extent(self.matrix, len(self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering(Report):
    matrix: Matrix
    directory: Path
    rendered: Sequence[Rendered]

    @property
    def exit_code(self) -> int:
        return 1 if any(it.failure for it in self.rendered) else 0

    def document(self) -> Mapping[str, object]:
        return {
            **_heading(self.matrix),
            "ok": not self.exit_code,
            "path": str(self.directory.absolute()),
            "rows": [
                {
                    "name": it.row.name,
                    "answers": _answers(it.row),
                    "error": it.failure.detail if it.failure else None,
                }
                for it in self.rendered
            ],
        }

    def lines(self) -> Iterator[str]:
        failed = [it for it in self.rendered if it.failure]
        for it in failed:
            yield f"{it.row.name} cannot be rendered:"
            yield from _indented(it.failure.detail if it.failure else "")
        made = len(self.rendered) - len(failed)
        total = counted(len(self.rendered), "combination")
        yield f"Rendered {made} of {total} into {self.directory}."


@dataclass(frozen=True, kw_only=True)
class MatrixVerification(Report):
    matrix: Matrix
    proofs: Sequence[Proof]
    scope: Scope
    options: Outcome | None = None
    """The check of the template as a whole."""

    @cached_property
    def outcomes(self) -> Sequence[Outcome]:
        of_template = [self.options] if self.options else []
        return of_template + [it for proof in self.proofs for it in proof.outcomes]

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
            "rows": [self._row(proof) for proof in self.proofs],
        }

    def lines(self) -> Iterator[str]:
        yield from columns(list(self._table()), indent="")
        for proof in self.proofs:
            yield from self._failures(proof)
        if self.options is not None and self.options.status == "failed":
            yield from _failure("The template", self.options, self.options.command)
        yield from self._missed()
        yield ""
        yield _extent(self.matrix, len(self.proofs))
        known = sum(it.recalled for it in self.proofs)
        before = f" ({known:,} in an earlier run)" if known else ""
        yield f"{sum_of(self.outcomes, before)}."
        if failing := sum(bool(self._counting(it)) for it in self.proofs):
            total = counted(len(self.proofs), "combination")
            yield f"{failing} of {total} failed."

    def _missed(self) -> Iterator[str]:
        """Return each reason for skipped checks once."""
        reasons = Counter(
            f"{it.name} was skipped: {it.detail}"
            for proof in self.proofs
            for it in proof.outcomes
            if it.status == "skipped" and (it.applies or self.verdict.counts(it))
        )
        for reason, rows in reasons.items():
            yield ""
            yield f"In {counted(rows, 'combination')}, {reason}"

    def _table(self) -> Iterator[tuple[str, str, str, str]]:
        if it := self.options:
            word = "" if it.status == "failed" else it.detail
            yield it.status, f"({it.name})", f"{it.seconds:.1f} s", word
        for proof in self.proofs:
            counting = self._counting(proof)
            word = "failed" if proof.failed else "skipped" if counting else proof.status
            detail = ", ".join(counting) or sum_of(proof.outcomes)
            yield word, proof.row.name, f"{proof.seconds:.1f} s", detail

    def _failures(self, proof: Proof) -> Iterator[str]:
        for outcome in proof.outcomes:
            if outcome.status == "failed":
                again = self._again(proof, outcome.name)
                yield from _failure(proof.row.name, outcome, again)
                yield f"Files kept in: {proof.path}"

    def _row(self, proof: Proof) -> Mapping[str, object]:
        counting = self._counting(proof)
        return {
            "name": proof.row.name,
            "answers": _answers(proof.row),
            "ok": not counting,
            "seconds": round(proof.seconds, 3),
            "path": str(proof.path) if proof.failed else None,
            "command": self.scope.command(proof.row.name) if counting else "",
            "checks": [check_document(it) for it in proof.outcomes],
        }

    def _counting(self, proof: Proof) -> list[str]:
        """Return the checks that make a combination fail."""
        return [it.name for it in proof.outcomes if self.verdict.counts(it)]

    def _again(self, proof: Proof, check: str) -> str:
        """Return the command that repeats a check, or the steps before all checks."""
        known = {it.name for it in proof.outcomes if it.name not in _STEPS}
        return self.scope.command(proof.row.name, [check] if check in known else [])


def _heading(matrix: Matrix) -> Mapping[str, object]:
    return {
        "ok": True,
        "command": "matrix",
        "strength": matrix.strength,
        "seed": matrix.seed,
        "combinations": matrix.tuples,
    }


def _extent(matrix: Matrix, rows: int) -> str:
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


def _failure(what: str, outcome: Outcome, again: str) -> Iterator[str]:
    yield ""
    yield f"{what}: {outcome.name} failed:"
    yield from _indented(outcome.detail)
    yield f"To repeat: {again}"


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in text.splitlines())
