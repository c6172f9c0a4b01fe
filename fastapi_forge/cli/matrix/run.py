"""Turn flags into a run of the matrix, and its results into a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.cli.custom_template import CustomTemplate
from fastapi_forge.cli.matrix.progress import each_result, each_second
from fastapi_forge.cli.matrix.reports import MatrixVerification, Rendering
from fastapi_forge.cli.matrix.scope import Scope
from fastapi_forge.cli.verdict import counted
from fastapi_forge.matrix.array import Progress
from fastapi_forge.matrix.factors import PROJECT
from fastapi_forge.matrix.options_check import OPTIONS
from fastapi_forge.matrix.rows import MatrixRow
from fastapi_forge.matrix.run import MatrixRun, Selection
from fastapi_forge.project.request import NewProject
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.schema import Schema
from fastapi_forge.verify.junit import write_junit
from fastapi_forge.verify.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCommand:
    run: MatrixRun
    scope: Scope
    progress: Progress

    @classmethod
    def read(
        cls,
        template: Path,
        schema: Schema,
        scope: Scope,
        *,
        trusted: bool,
        progress: Progress,
    ) -> MatrixCommand:
        """Ask for consent to a custom template; raise RequestError for its plan."""
        custom = None
        if template != builtin_template():
            custom = CustomTemplate.read(
                template, schema, folder=PROJECT, trusted=trusted, asks=False
            )
            schema = custom.schema

        def complete(request: NewProject) -> NewProject:
            if custom is None:
                return request
            return custom.with_tasks(custom.apply_to(request), asks=False)

        only, skip = scope.checks
        selection = Selection(
            strength=scope.strength,
            seed=scope.seed,
            only=only,
            skip=skip,
            needs_python=scope.needs_python,
        )
        every_second = each_second(progress)
        run = MatrixRun.read(
            template, schema, selection, complete=complete, progress=every_second
        )
        return cls(run=run, scope=scope, progress=progress)

    def render(self, rows: Sequence[MatrixRow], directory: Path) -> Rendering:
        rendered = self.run.write(rows, directory)
        return Rendering(matrix=self.run.matrix, directory=directory, rendered=rendered)

    def verify(
        self, rows: Sequence[MatrixRow], *, jobs: int, fresh: bool, junit: Path | None
    ) -> MatrixVerification:
        """Report each combination while the others are verified."""
        if self.scope.only and not self.run.selection.only:
            rows = ()  # the only check needs all combinations at once
        options = self._options() if self.scope.checks_options else None
        services = counted(len(rows), "service")
        self.progress(f"Generating {services} and installing their dependencies")
        on_result = each_result(len(rows), self.progress)
        results = self.run.verify(rows, jobs=jobs, fresh=fresh, on_result=on_result)
        if junit is not None:
            suites = {result.row.name: result.outcomes for result in results}
            write_junit(junit, suites | ({OPTIONS: [options]} if options else {}))
        return MatrixVerification(
            matrix=self.run.matrix, results=results, scope=self.scope, options=options
        )

    def _options(self) -> Outcome:
        self.progress("Checking that every value changes the output")
        return self.run.check_options(self.scope.command(None, [OPTIONS]))
