"""`forge matrix`: verify a template."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from fastapi_forge.cli.arguments import template_in
from fastapi_forge.cli.check_flags import (
    FreshOption,
    JobsOption,
    JUnitOption,
    ListOption,
    OnlyOption,
    RenderOption,
    RowOption,
    RowSeedOption,
    ShardOption,
    SkipOption,
    StrengthOption,
    StrictOption,
)
from fastapi_forge.cli.console import Report
from fastapi_forge.cli.flags import (
    DebugOption,
    JsonOption,
    OfflineOption,
    QuietOption,
    TemplateOption,
    TrustOption,
)
from fastapi_forge.errors import UsageError

if TYPE_CHECKING:  # imported only if needed, so that help and completion are fast
    from fastapi_forge.matrix.rows import MatrixRow


def matrix(  # noqa: PLR0913 - Typer reads one parameter for each flag
    ctx: typer.Context,
    template: TemplateOption = None,
    trust: TrustOption = False,
    strength: StrengthOption = 2,
    seed: RowSeedOption = 0,
    shard: ShardOption = "1/1",
    row: RowOption = None,
    list_rows: ListOption = False,
    render: RenderOption = None,
    only: OnlyOption = None,
    skip: SkipOption = None,
    strict: StrictOption = False,
    fresh: FreshOption = False,
    jobs: JobsOption = None,
    junit: JUnitOption = None,
    offline: OfflineOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> Report:
    """Verify services that cover every pair of a template's values."""
    del json, quiet, debug  # read before parsing, see cli.arguments
    from fastapi_forge.cli.matrix.reports import Listing  # noqa: PLC0415
    from fastapi_forge.cli.matrix.run import MatrixCommand  # noqa: PLC0415
    from fastapi_forge.cli.matrix.scope import Scope  # noqa: PLC0415
    from fastapi_forge.matrix.options_check import OPTIONS  # noqa: PLC0415
    from fastapi_forge.matrix.rows import shard_of  # noqa: PLC0415

    scope = Scope(
        template=template,
        strength=strength,
        seed=seed,
        only=tuple(only or ()),
        skip=tuple(skip or ()),
        rows=tuple(row or ()),
        strict=strict,
    )
    if OPTIONS in scope.only and not scope.checks_options:
        raise UsageError(
            f"The check {OPTIONS!r} needs all combinations.",
            hint=f"Remove --row and --skip={OPTIONS}.",
        )
    arguments = scope.template_arguments
    with template_in(arguments, ctx.obj, offline=offline) as (root, schema):
        command = MatrixCommand.read(
            root, schema, scope, trusted=trust, progress=ctx.obj.progress
        )
        combinations = command.run.matrix
        rows = _chosen(shard_of(combinations.rows, shard), scope.rows)
        if list_rows:
            return Listing(matrix=combinations, rows=rows)
        if render is not None:
            return command.render(rows, render)
        jobs = jobs or os.cpu_count() or 1
        return command.verify(rows, jobs=jobs, fresh=fresh, junit=junit)


def _chosen(rows: Sequence[MatrixRow], names: Sequence[str]) -> Sequence[MatrixRow]:
    from fastapi_forge.suggestion import nearest  # noqa: PLC0415

    known = [row.name for row in rows]
    for name in names:
        if name not in known:
            near = nearest(name, known)
            meant = f"Did you mean '{near}'? " if near else ""
            raise UsageError(
                f"{name!r} is not a combination of this matrix.",
                hint=f"{meant}'forge matrix --list' shows all combinations.",
            )
    return [row for row in rows if not names or row.name in names]
