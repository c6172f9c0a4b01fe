"""`forge verify`: verify one service."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from fastapi_forge.cli.check_flags import (
    AllowWritesOption,
    JUnitOption,
    OnlyOption,
    PathArgument,
    SeedOption,
    SkipOption,
    StrictOption,
)
from fastapi_forge.cli.console import Report, columns
from fastapi_forge.cli.flags import (
    DebugOption,
    JsonOption,
    QuietOption,
)
from fastapi_forge.cli.verdict import Verdict, counts_of, summary_of
from fastapi_forge.verify.outcome import Outcome

_VERBS = {"failed": "failed", "skipped": "was skipped"}


def verify(  # noqa: PLR0913 - Typer reads one parameter for each flag
    ctx: typer.Context,
    path: PathArgument = Path(),
    only: OnlyOption = None,
    skip: SkipOption = None,
    strict: StrictOption = False,
    allow_writes: AllowWritesOption = False,
    seed: SeedOption = 0,
    junit: JUnitOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> Report:
    """Lint, type-check, test, migrate, start and attack a service."""
    del json, quiet, debug  # read before parsing, see cli.arguments
    # Imported only if needed, so that help and completion are fast.
    from fastapi_forge.project.origin import template_of  # noqa: PLC0415
    from fastapi_forge.verify.junit import write_junit  # noqa: PLC0415
    from fastapi_forge.verify.plan import read_plan  # noqa: PLC0415
    from fastapi_forge.verify.registry import chosen_checks  # noqa: PLC0415
    from fastapi_forge.verify.runner import run_checks  # noqa: PLC0415
    from fastapi_forge.verify.working_copy import open_service, require_service  # noqa: PLC0415

    require_service(path)
    with template_of(path) as template:
        plan = read_plan(path, template)
    checks = chosen_checks(plan, only or (), skip or ())

    def on_result(outcome: Outcome) -> None:
        ctx.obj.progress(f"{outcome.status:7}  {outcome.name}  {outcome.seconds:.1f} s")

    progress = ctx.obj.progress
    with open_service(path, plan, seed, progress, allows_writes=allow_writes) as opened:
        outcomes = run_checks(opened, checks, os.cpu_count() or 1, on_result)
    project = opened.project
    if junit is not None:
        write_junit(junit, {project.name: outcomes})
    return Verification(
        path=project, outcomes=outcomes, named=only or (), strict=strict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Report):
    path: Path
    outcomes: Sequence[Outcome]
    named: Sequence[str] = ()
    strict: bool = False

    @property
    def verdict(self) -> Verdict:
        return Verdict(outcomes=self.outcomes, named=self.named, strict=self.strict)

    @property
    def exit_code(self) -> int:
        return self.verdict.exit_code

    def document(self) -> Mapping[str, object]:
        return {
            "ok": not self.exit_code,
            "command": "verify",
            "path": str(self.path),
            "counts": counts_of(self.outcomes),
            "checks": [check_document(outcome) for outcome in self.outcomes],
        }

    def lines(self) -> Iterator[str]:
        yield from columns([_row(outcome) for outcome in self.outcomes], indent="")
        counting = filter(self.verdict.counts, self.outcomes)
        for outcome in counting:
            yield ""
            yield f"{outcome.name} {_VERBS[outcome.status]} in {self.path}:"
            yield from (f"  {line}" for line in outcome.detail.splitlines())
            if outcome.command:
                yield f"To repeat: {outcome.command}"
        yield ""
        yield f"{summary_of(self.outcomes)}."


def check_document(outcome: Outcome) -> Mapping[str, object]:
    return {
        "name": outcome.name,
        "status": outcome.status,
        "seconds": round(outcome.seconds, 3),
        "detail": outcome.detail,
        "command": outcome.command,
        "cause": outcome.cause,
        "isolation": outcome.isolation or None,
    }


def _row(outcome: Outcome) -> tuple[str, str, str, str]:
    word = outcome.detail if outcome.status != "failed" else ""
    if outcome.isolation and outcome.status != "skipped":
        word = f"{word}; isolation: {outcome.isolation}".removeprefix("; ")
    return outcome.status, outcome.name, f"{outcome.seconds:.1f} s", word
