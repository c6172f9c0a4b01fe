"""Generate the combinations of a template, and verify them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fastapi_forge.answers.resources import checked_resources
from fastapi_forge.errors import DestinationError
from fastapi_forge.matrix.array import Progress
from fastapi_forge.matrix.factors import Factors, factors_of
from fastapi_forge.matrix.options_check import check_options
from fastapi_forge.matrix.rendering import Rendered, render_rows
from fastapi_forge.matrix.result_cache import ResultCache
from fastapi_forge.matrix.rows import Matrix, MatrixRow, matrix_of
from fastapi_forge.matrix.verification import RowResult, Verifier
from fastapi_forge.project.request import NewProject
from fastapi_forge.rendering.state import state_of
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.schema import Schema
from fastapi_forge.verify.environments import cache_directory
from fastapi_forge.verify.outcome import Outcome
from fastapi_forge.verify.plan import PLAN_FILE, Plan, read_plan
from fastapi_forge.verify.registry import chosen_checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The values to cover, and the checks to run."""

    strength: int
    seed: int
    only: Sequence[str]
    skip: Sequence[str]
    needs_python: bool
    """False if another version may stand in for a missing Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRun:
    template: Path
    factors: Factors
    matrix: Matrix
    plan: Plan | None
    """The template's own plan; without it each project may bring one."""
    selection: Selection
    complete: Callable[[NewProject], NewProject]
    """Adds what the user has allowed a custom template to do."""

    @classmethod
    def read(
        cls,
        template: Path,
        schema: Schema,
        selection: Selection,
        *,
        complete: Callable[[NewProject], NewProject],
        progress: Progress,
    ) -> MatrixRun:
        """Raise RequestError for an invalid plan or matrix."""
        plan = read_plan(template)
        has_plan = (template / PLAN_FILE).is_file()
        if template == builtin_template() or has_plan:
            chosen_checks(plan, selection.only, selection.skip)
        factors = factors_of(schema, plan.sampling)
        return cls(
            template=template,
            factors=factors,
            matrix=matrix_of(
                factors,
                plan.sampling.together,
                strength=selection.strength,
                seed=selection.seed,
                progress=progress,
            ),
            plan=plan if has_plan else None,
            selection=selection,
            complete=complete,
        )

    def write(self, rows: Sequence[MatrixRow], directory: Path) -> list[Rendered]:
        """Write the projects without random content, as they would be committed."""
        if directory.exists() and any(directory.iterdir()):
            raise DestinationError(
                f"{directory} is not empty.", "Choose another directory for --render."
            )
        request = partial(self._request, secrets=False)
        return list(render_rows(rows, directory, request))

    def verify(
        self,
        rows: Sequence[MatrixRow],
        *,
        jobs: int,
        fresh: bool,
        on_result: Callable[[RowResult], None],
    ) -> list[RowResult]:
        with _run_directory() as directory:
            rendered = list(render_rows(rows, directory, self._request))
            verifier = Verifier(
                plan=self.plan,
                only=self.selection.only,
                skip=self.selection.skip,
                needs_python=self.selection.needs_python,
                seed=self.selection.seed,
                jobs=jobs,
                cache=ResultCache(
                    directory=_cache() / "passed", ignores_existing=fresh
                ),
                on_result=on_result,
            )
            return verifier.verify(rendered)

    def check_options(self, command: str) -> Outcome:
        """Check that every value changes the output; `command` repeats it."""
        rows = [row.answers for row in self.matrix.rows]
        return check_options(self.factors, rows, self._request, command=command)

    def _request(
        self, row: MatrixRow, path: Path, *, secrets: bool = True
    ) -> NewProject:
        answers = self.factors.resolved(row.answers)
        schema = self.factors.schema
        return self.complete(
            NewProject(
                destination=path,
                template=self.template,
                state=state_of(schema, answers, checked_resources(schema, answers)),
                answers=answers,
                git=False,
                install=False,
                offline=True,
                secrets=secrets,
            )
        )


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
