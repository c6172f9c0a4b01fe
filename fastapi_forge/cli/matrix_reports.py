"""What `forge matrix` says: to people and to scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.cli.console import Report, columns
from fastapi_forge.cli.matrix_scope import Scope
from fastapi_forge.cli.verify import check_document, counts
from fastapi_forge.matrix.proving import INSTALL, PYTHON, Proof
from fastapi_forge.matrix.rendering import RENDER, Rendered
from fastapi_forge.matrix.rows import Matrix, MatrixRow
from fastapi_forge.verify.outcome import Outcome

_STEPS = (RENDER, INSTALL, PYTHON)
_TUPLES = {1: "answers", 2: "pairs of answers", 3: "triples of answers"}


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
        yield f"{made} of {len(self.rendered)} rows are in {self.directory}."


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixVerification(Report):
    matrix: Matrix
    proofs: Sequence[Proof]
    scope: Scope
    options: Outcome | None = None
    """Of the template as a whole."""

    @property
    def exit_code(self) -> int:
        heeds = self.options is None or self.options.status == "passed"
        return 0 if heeds and not any(map(self._counting, self.proofs)) else 1

    def document(self) -> Mapping[str, object]:
        return {
            **_heading(self.matrix),
            "ok": not self.exit_code,
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
        failing = sum(bool(self._counting(it)) for it in self.proofs)
        if failing:
            yield f"{failing} of {len(self.proofs)} rows did not pass."
        elif self.exit_code:
            yield "All rows passed, and some answers change nothing."
        else:
            known = sum(it.recalled for it in self.proofs)
            before = f" ({known} of them in an earlier run)" if known else ""
            yield f"{self._passed()} checks passed{before}, and none failed."

    def _passed(self) -> int:
        outcomes = [it for proof in self.proofs for it in proof.outcomes]
        outcomes += [self.options] if self.options else []
        return sum(it.status == "passed" for it in outcomes)

    def _missed(self) -> Iterator[str]:
        """What could not be checked, once for each reason."""
        reasons = Counter(
            f"{it.name} was skipped: {it.detail}"
            for proof in self.proofs
            for it in proof.outcomes
            if it.status == "skipped" and it.applies
        )
        for reason, rows in reasons.items():
            yield ""
            yield f"In {rows} rows {reason}"

    def _table(self) -> Iterator[tuple[str, str, str, str]]:
        if it := self.options:
            word = "" if it.status == "failed" else it.detail
            yield it.status, f"({it.name})", f"{it.seconds:.1f} s", word
        for proof in self.proofs:
            counting = self._counting(proof)
            word = "failed" if counting else "passed"
            seconds = f"{proof.seconds:.1f} s"
            yield word, proof.row.name, seconds, ", ".join(counting)

    def _failures(self, proof: Proof) -> Iterator[str]:
        for outcome in proof.outcomes:
            if not counts(outcome, strict=self.scope.strict):
                continue
            again = self._again(proof, outcome.name)
            yield from _failure(proof.row.name, outcome, again)
            if proof.failed:
                yield f"Kept: {proof.path}"

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
        """The checks that make the row fail."""
        strict = self.scope.strict
        return [it.name for it in proof.outcomes if counts(it, strict=strict)]

    def _again(self, proof: Proof, check: str) -> str:
        """Rendering and installing are no checks: they come before any."""
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
    what = _TUPLES.get(matrix.strength, f"combinations of {matrix.strength} answers")
    part = "" if rows == len(matrix.rows) else f"{rows} of "
    return f"{part}{len(matrix.rows)} rows, which hold all {matrix.tuples} {what}."


def _answers(row: MatrixRow) -> Mapping[str, object]:
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in row.answers.items()
    }


def _failure(what: str, outcome: Outcome, again: str) -> Iterator[str]:
    yield ""
    yield f"{what}: {outcome.name} {outcome.status}:"
    yield from _indented(outcome.detail)
    yield f"Again: {again}"


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in text.splitlines())
