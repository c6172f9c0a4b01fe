"""Combine several programs, each for some files, into one check."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.verify.commands import run
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.surroundings import clean_environment
from fastapi_forge.verify.tools import tool

_VERDICTS = (CheckFailure, CheckSkipped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    command: tuple[str, ...]
    """A program of forge's, which takes the files as its last arguments."""
    files: str
    """A pattern for whole paths."""
    but: str = r"(?!)"
    name: str = ""
    """The name in the report, if the program's name is not enough."""
    findings: Callable[[str], str] = str
    """Selects the relevant part of the output."""

    async def judge(
        self, service: Service, paths: Sequence[str], directory: Path | None = None
    ) -> str:
        """Run it and return its name; raise CheckFailure or CheckSkipped.

        Paths are relative to `directory`, or else to the service's.
        """
        name = self.name or self.command[0]
        judged = [path for path in paths if self.is_for(path)]
        if not judged:
            raise CheckSkipped(
                f"The service has no files for {name}.", cause="not-applicable"
            )
        program, *arguments = self.command
        done = await run(
            tool(program),
            *arguments,
            *judged,
            cwd=directory or service.path,
            environment=clean_environment(service.project),
        )
        if done.code:
            said = self.findings(done.output) or done.tail
            raise CheckFailure(f"{name}:\n{said.strip()}")
        return name

    def is_for(self, path: str) -> bool:
        return bool(re.fullmatch(self.files, path)) and not re.fullmatch(self.but, path)


async def judged(service: Service, *judges: Judge) -> str:
    return await together(*(it.judge(service, service.files) for it in judges))


async def together(*parts: Awaitable[str]) -> str:
    """Return the results of a check's parts, which run in parallel.

    Raise an error with all failures, or else with the parts that could not run.
    """
    # All of them end if one is interrupted, so that no program is left.
    said = await asyncio.gather(*parts, return_exceptions=True)
    for it in said:
        if isinstance(it, BaseException) and not isinstance(it, _VERDICTS):
            raise it
    words = [it for it in said if isinstance(it, str)]
    failures = [it for it in said if isinstance(it, CheckFailure)]
    skipped = [it for it in said if isinstance(it, CheckSkipped)]
    lacking = [it for it in skipped if it.applies]
    if failures:
        raise CheckFailure("\n\n".join(it.detail for it in failures))
    if lacking or not words:
        raise _one_of(lacking or skipped)
    return ", ".join(words)


def _one_of(skipped: Sequence[CheckSkipped]) -> CheckSkipped:
    causes = [it.cause for it in skipped]
    cause = "missing-tool" if "missing-tool" in causes else causes[0]
    return CheckSkipped(" ".join(it.reason for it in skipped), cause=cause)
