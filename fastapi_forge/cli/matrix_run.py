"""Render or verify the chosen combinations."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

from fastapi_forge.answers.resources import checked_resources
from fastapi_forge.cli.custom_template import CustomTemplate
from fastapi_forge.cli.matrix_reports import MatrixVerification, Rendering
from fastapi_forge.cli.matrix_scope import Scope
from fastapi_forge.cli.verdict import counted
from fastapi_forge.errors import DestinationError
from fastapi_forge.matrix.array import Progress
from fastapi_forge.matrix.factors import PROJECT, Factors, factors_of
from fastapi_forge.matrix.options_check import OPTIONS, check_options
from fastapi_forge.matrix.rendering import render_rows
from fastapi_forge.matrix.result_cache import ResultCache
from fastapi_forge.matrix.rows import Matrix, MatrixRow, matrix_of
from fastapi_forge.matrix.verification import RowResult, Verifier
from fastapi_forge.project.request import NewProject
from fastapi_forge.rendering.state import state_of
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.schema import Schema
from fastapi_forge.verify.environments import cache_directory
from fastapi_forge.verify.junit import write_junit
from fastapi_forge.verify.outcome import Outcome
from fastapi_forge.verify.plan import PLAN_FILE, Plan, read_plan
from fastapi_forge.verify.registry import chosen_checks


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRun:
    template: Path
    factors: Factors
    matrix: Matrix
    plan: Plan | None
    """The template's own plan; without it each project may bring one."""
    custom: CustomTemplate | None
    scope: Scope

    @classmethod
    def read(
        cls,
        template: Path,
        schema: Schema,
        scope: Scope,
        *,
        trusted: bool,
        progress: Progress,
    ) -> MatrixRun:
        """Raise RequestError for an invalid plan or matrix."""
        custom = None
        if template != builtin_template():
            custom = CustomTemplate.read(
                template, schema, folder=PROJECT, trusted=trusted, asks=False
            )
            schema = custom.schema
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
                progress=each_second(progress),
            ),
            plan=plan if (template / PLAN_FILE).is_file() else None,
            custom=custom,
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

    def verify(
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
        options = self._options(progress) if self.scope.checks_options else None
        with _run_directory() as directory:
            services = counted(len(rows), "service")
            progress(f"Generating {services} and installing their dependencies")
            rendered = list(render_rows(rows, directory, self._request))
            verifier = Verifier(
                plan=self.plan,
                only=only,
                skip=skip,
                needs_python=self.scope.needs_python,
                seed=self.scope.seed,
                jobs=jobs,
                cache=ResultCache(
                    directory=_cache() / "passed", ignores_existing=fresh
                ),
                on_result=_reporter(len(rows), progress),
            )
            results = verifier.verify(rendered)
        if junit is not None:
            suites = {result.row.name: result.outcomes for result in results}
            write_junit(junit, suites | ({OPTIONS: [options]} if options else {}))
        return MatrixVerification(
            matrix=self.matrix, results=results, scope=self.scope, options=options
        )

    def _options(self, progress: Progress) -> Outcome:
        progress("Checking that every value changes the output")
        return check_options(
            self.factors,
            [row.answers for row in self.matrix.rows],
            self._request,
            command=self.scope.command(None, [OPTIONS]),
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
        if self.custom is None:
            return request
        return self.custom.with_tasks(self.custom.apply_to(request), asks=False)


def each_second(progress: Progress) -> Progress:
    """Return a callback that reports at most once a second, and not at once."""
    last = monotonic()

    def report(text: str) -> None:
        nonlocal last
        if monotonic() - last >= 1:
            last = monotonic()
            progress(text)

    return report


def _reporter(rows: int, progress: Progress) -> Callable[[RowResult], None]:
    """Return a callback that reports each finished combination."""
    done = 0

    def report(result: RowResult) -> None:
        nonlocal done
        done += 1
        word = result.status + (
            f" ({', '.join(result.failed)})" if result.failed else ""
        )
        progress(f"{done}/{rows}  {result.row.name}  {word}  {result.seconds:.1f} s")

    return report


def _cache() -> Path:
    return cache_directory() / "matrix"


@contextmanager
def _run_directory() -> Iterator[Path]:
    """Yield a directory for the services of this run; failed ones are kept."""
    _cache().mkdir(parents=True, exist_ok=True)
    directory = Path(tempfile.mkdtemp(prefix="run-", dir=_cache()))
    try:
        yield directory
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    with suppress(OSError):
        directory.rmdir()
