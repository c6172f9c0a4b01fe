"""Verify the combinations of a matrix, several at a time."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.matrix.rendering import Rendered
from fastapi_forge.matrix.result_cache import ResultCache, digests_of, key_of
from fastapi_forge.matrix.rows import MatrixRow
from fastapi_forge.verify.outcome import Outcome, Status
from fastapi_forge.verify.plan import Plan, read_plan
from fastapi_forge.verify.registry import Check, chosen_checks
from fastapi_forge.verify.runner import interruptible, outcome_of
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.working_copy import missing_python, open_service

INSTALL = "install"
PYTHON = "python"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    row: MatrixRow
    outcomes: Sequence[Outcome]
    seconds: float
    path: Path
    cached: int = 0
    """Number of outcomes that are known from an earlier run."""

    @property
    def status(self) -> Status:
        """Skipped only if no check ran."""
        if self.failed:
            return "failed"
        passed = any(outcome.status == "passed" for outcome in self.outcomes)
        return "passed" if passed or not self.outcomes else "skipped"

    @property
    def failed(self) -> Sequence[str]:
        return [outcome.name for outcome in self.outcomes if outcome.status == "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A generated combination and its checks: none if generating it failed."""

    rendered: Rendered
    outcomes: Sequence[Outcome] = ()
    checks: Sequence[tuple[Service, Check]] = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """Settings for all combinations."""

    plan: Plan | None
    """The template's plan; without it each project may bring its own."""
    only: Sequence[str]
    skip: Sequence[str]
    needs_python: bool
    """Report a missing version of Python."""
    seed: int
    jobs: int
    """Number of parallel combinations."""
    cache: ResultCache
    on_result: Callable[[RowResult], None]

    def verify(self, rendered: Sequence[Rendered]) -> list[RowResult]:
        """Return the results in the order of the combinations; files of passed ones are
        removed.
        """
        # Installed one after the other, because many share an environment.
        with ExitStack() as opened:
            candidates = [
                self._candidate(combination, opened) for combination in rendered
            ]
            return interruptible(self._verify_all(candidates))

    def _candidate(self, rendered: Rendered, opened: ExitStack) -> _Candidate:
        path = rendered.path
        if rendered.failure is not None:
            return _Candidate(rendered=rendered, outcomes=(rendered.failure,))
        plan = self.plan or read_plan(path)
        files = digests_of(path)
        try:
            service = opened.enter_context(
                open_service(path, plan, self.seed, _silently, workers=0)
            )
        except EnvironmentRefusalError as refusal:
            return _Candidate(rendered=rendered, outcomes=(_not_installed(refusal),))
        return _Candidate(
            rendered=rendered,
            outcomes=list(_missing_python(path)) if self.needs_python else [],
            checks=[
                (service, check) for check in chosen_checks(plan, self.only, self.skip)
            ],
            key=key_of(service, files),
        )

    async def _verify_all(self, candidates: Sequence[_Candidate]) -> list[RowResult]:
        slots = asyncio.Semaphore(self.jobs)

        async def limited(candidate: _Candidate) -> RowResult:
            async with slots:
                result = await self._verify(candidate)
            if not result.failed:
                shutil.rmtree(result.path, ignore_errors=True)
            self.on_result(result)
            return result

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(limited(candidate)) for candidate in candidates]
        return [task.result() for task in tasks]

    async def _verify(self, candidate: _Candidate) -> RowResult:
        begun = time.monotonic()
        outcomes = list(candidate.outcomes)
        cached = 0
        for service, check in candidate.checks:
            outcome = self.cache.load(candidate.key, check.name)
            cached += outcome is not None
            if outcome is None:
                outcome = await outcome_of(service, check)
                self.cache.store(candidate.key, outcome)
            outcomes.append(outcome)
        return RowResult(
            row=candidate.rendered.row,
            outcomes=outcomes,
            seconds=time.monotonic() - begun,
            path=candidate.rendered.path,
            cached=cached,
        )


def _not_installed(refusal: EnvironmentRefusalError) -> Outcome:
    detail = "\n".join(filter(None, (refusal.message, refusal.hint)))
    return Outcome(name=INSTALL, status="failed", seconds=0, detail=detail)


def _missing_python(path: Path) -> Iterator[Outcome]:
    if version := missing_python(path):
        yield Outcome(
            name=PYTHON,
            status="skipped",
            seconds=0,
            detail=f"Python {version} is not installed, so another version is used.",
        )


def _silently(_: str) -> None:
    """Discard the progress of installations."""
