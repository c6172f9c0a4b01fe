"""Run checks that are programs: formatter, linter, type checker, custom commands."""

from __future__ import annotations

import shutil

from fastapi_forge.verify.commands import run_checked
from fastapi_forge.verify.databases import database_of
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.type_cache import type_cache


async def check_format(service: Service) -> str:
    await service.run_checked("ruff", "format", "--check", ".")
    return "ruff"


async def check_lint(service: Service) -> str:
    await service.run_checked("ruff", "check", "--output-format=concise", ".")
    return "ruff"


async def check_types(service: Service) -> str:
    if "[tool.mypy]" not in service.project_file:
        raise CheckSkipped("pyproject.toml has no [tool.mypy].", cause="not-applicable")
    with type_cache(service.environment) as variables:
        done = await service.run_checked("mypy", "--strict", **variables)
    return f"mypy: {done.tail.splitlines()[-1]}"


async def check_commands(
    service: Service, commands: tuple[tuple[str, ...], ...]
) -> str:
    """Run the commands in `verify.yml` in the service's environment."""
    async with database_of(service) as database:
        variables = service.variables | database
        for program, *arguments in commands:
            local = service.path / program
            found = (
                str(local)
                if "/" in program and local.is_file()
                else shutil.which(program, path=variables["PATH"])
            )
            if found is None:
                raise CheckFailure(f"The program {program!r} does not exist.")
            await run_checked(
                found, *arguments, cwd=service.path, environment=variables
            )
    return ""
