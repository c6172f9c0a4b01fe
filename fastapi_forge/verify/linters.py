"""Combine several linters, each for some files, into one check."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.verify.commands import run
from fastapi_forge.verify.environment_variables import clean_environment
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.tools import tool

_RESULTS = (CheckFailure, CheckSkipped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linter:
    command: tuple[str, ...]
    """A program that forge installs; the files are its last arguments."""
    files: str
    """A pattern for whole paths; `exclude` takes precedence."""
    exclude: str = r"(?!)"
    name: str = ""
    """The name in the report, if the program's name is not enough."""
    findings: Callable[[str], str] = str
    """Selects the relevant part of the output."""

    async def run_on(
        self, service: Service, paths: Sequence[str], directory: Path | None = None
    ) -> str:
        """Run it and return its name; raise CheckFailure or CheckSkipped.

        Paths are relative to `directory`, or else to the service's.
        """
        name = self.name or self.command[0]
        checked = [path for path in paths if self.is_for(path)]
        if not checked:
            raise CheckSkipped(
                f"The service has no files for {name}.", cause="not-applicable"
            )
        program, *arguments = self.command
        done = await run(
            tool(program),
            *arguments,
            *checked,
            cwd=directory or service.path,
            environment=clean_environment(service.project),
        )
        if done.code:
            findings = self.findings(done.output) or done.tail
            raise CheckFailure(f"{name}:\n{findings.strip()}")
        return name

    def is_for(self, path: str) -> bool:
        return bool(re.fullmatch(self.files, path)) and not re.fullmatch(
            self.exclude, path
        )


async def run_linters(service: Service, *linters: Linter) -> str:
    return await in_parallel(
        *(linter.run_on(service, service.files) for linter in linters)
    )


async def in_parallel(*parts: Awaitable[str]) -> str:
    """Return the results of a check's parts, which run in parallel.

    Raise an error with all failures, or else with the parts that could not run.
    """
    # All of them end if one is interrupted, so that no program is left.
    results = await asyncio.gather(*parts, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, _RESULTS):
            raise result
    names = [result for result in results if isinstance(result, str)]
    failures = [failure for failure in results if isinstance(failure, CheckFailure)]
    skipped = [skip for skip in results if isinstance(skip, CheckSkipped)]
    unmet = [skip for skip in skipped if skip.applies]
    if failures:
        raise CheckFailure("\n\n".join(failure.detail for failure in failures))
    if unmet or not names:
        raise _joined(unmet or skipped)
    return ", ".join(names)


def _joined(skipped: Sequence[CheckSkipped]) -> CheckSkipped:
    causes = [skip.cause for skip in skipped]
    cause = "missing-tool" if "missing-tool" in causes else causes[0]
    return CheckSkipped(" ".join(skip.reason for skip in skipped), cause=cause)
