"""Render or verify the chosen combinations."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fastapi_forge.answers.resources import checked_resources
from fastapi_forge.cli.foreign import Foreign
from fastapi_forge.cli.matrix_reports import MatrixVerification, Rendering
from fastapi_forge.cli.matrix_scope import Scope
from fastapi_forge.cli.state import state_of
from fastapi_forge.cli.sums import counted
from fastapi_forge.errors import DestinationError
from fastapi_forge.matrix.factors import PROJECT, Factors, factors_of
from fastapi_forge.matrix.inert import OPTIONS, check_options
from fastapi_forge.matrix.proving import Proof, Prover
from fastapi_forge.matrix.record import Record
from fastapi_forge.matrix.rendering import render_rows
from fastapi_forge.matrix.rows import Matrix, MatrixRow, matrix_of
from fastapi_forge.project.request import NewProject
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.schema import Schema
from fastapi_forge.verify.environments import cache_directory
from fastapi_forge.verify.junit import write_junit
from fastapi_forge.verify.outcome import Outcome
from fastapi_forge.verify.plan import PLAN_FILE, Plan, read_plan
from fastapi_forge.verify.registry import chosen_checks

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRun:
    template: Path
    factors: Factors
    matrix: Matrix
    plan: Plan | None
    """The template's own plan; without it each project may bring one."""
    foreign: Foreign | None
    scope: Scope

    @classmethod
    def read(
        cls, template: Path, schema: Schema, scope: Scope, *, trusted: bool
    ) -> MatrixRun:
        """Raise RequestError for an invalid plan or matrix."""
        foreign = None
        if template != builtin_template():
            foreign = Foreign.read(
                template, schema, folder=PROJECT, trusted=trusted, asks=False
            )
            schema = foreign.schema
        plan = read_plan(template)
        if template == builtin_template() or (template / PLAN_FILE).is_file():
            chosen_checks(plan, *scope.checks)
        factors = factors_of(schema, plan.sampling)
        return cls(
            template=template,
            factors=factors,
            matrix=matrix_of(
                factors,
                plan.sampling.together,
                strength=scope.strength,
                seed=scope.seed,
            ),
            plan=plan if (template / PLAN_FILE).is_file() else None,
            foreign=foreign,
            scope=scope,
        )

    def write(self, rows: Sequence[MatrixRow], directory: Path) -> Rendering:
        """Write the projects without random content, as they would be committed."""
        if directory.exists() and any(directory.iterdir()):
            raise DestinationError(
                f"{directory} is not empty.", "Choose another directory for --render."
            )
        rendered = list(
            render_rows(rows, directory, partial(self._request, secrets=False))
        )
        return Rendering(matrix=self.matrix, directory=directory, rendered=rendered)

    def prove(
        self,
        rows: Sequence[MatrixRow],
        *,
        jobs: int,
        fresh: bool,
        junit: Path | None,
        progress: Progress,
    ) -> MatrixVerification:
        only, skip = self.scope.checks
        if self.scope.only and not only:
            rows = ()  # the only check needs all combinations at once
        options = self._options(progress) if self.scope.heeds else None
        with _workplace() as holder:
            services = counted(len(rows), "service")
            progress(f"Generating {services} and installing their dependencies")
            rendered = list(render_rows(rows, holder, self._request))
            prover = Prover(
                plan=self.plan,
                only=only,
                skip=skip,
                needs_python=self.scope.needs_python,
                seed=self.scope.seed,
                jobs=jobs,
                record=Record(directory=_home() / "passed", forgets=fresh),
                told=_telling(len(rows), progress),
            )
            proofs = prover.prove(rendered)
        if junit is not None:
            suites = {it.row.name: it.outcomes for it in proofs}
            write_junit(junit, suites | ({OPTIONS: [options]} if options else {}))
        return MatrixVerification(
            matrix=self.matrix, proofs=proofs, scope=self.scope, options=options
        )

    def _options(self, progress: Progress) -> Outcome:
        progress("Checking that every value changes the output")
        return check_options(
            self.factors,
            [row.answers for row in self.matrix.rows],
            self._request,
            again=self.scope.command(None, [OPTIONS]),
        )

    def _request(
        self, row: MatrixRow, path: Path, *, secrets: bool = True
    ) -> NewProject:
        answers = self.factors.resolved(row.answers)
        schema = self.factors.schema
        request = NewProject(
            destination=path,
            template=self.template,
            state=state_of(schema, answers, checked_resources(schema, answers)),
            answers=answers,
            git=False,
            install=False,
            offline=True,
            secrets=secrets,
        )
        if self.foreign is None:
            return request
        return self.foreign.agreed(self.foreign.applied(request), asks=False)


def _telling(rows: int, progress: Progress) -> Callable[[Proof], None]:
    """Return a callback that reports each finished combination."""
    done = 0

    def tell(proof: Proof) -> None:
        nonlocal done
        done += 1
        word = proof.status + (f" ({', '.join(proof.failed)})" if proof.failed else "")
        progress(f"{done}/{rows}  {proof.row.name}  {word}  {proof.seconds:.1f} s")

    return tell


def _home() -> Path:
    return cache_directory() / "matrix"


@contextmanager
def _workplace() -> Iterator[Path]:
    """Yield a directory for the services of this run; failed ones are kept."""
    _home().mkdir(parents=True, exist_ok=True)
    holder = Path(tempfile.mkdtemp(prefix="run-", dir=_home()))
    try:
        yield holder
    except BaseException:
        shutil.rmtree(holder, ignore_errors=True)
        raise
    with suppress(OSError):
        holder.rmdir()
