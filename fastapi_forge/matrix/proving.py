"""Prove the rows of a matrix, several at a time."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.matrix.record import Record, digests_of, key_of
from fastapi_forge.matrix.rendering import Rendered
from fastapi_forge.matrix.rows import MatrixRow
from fastapi_forge.verify.opening import missing_python, open_service
from fastapi_forge.verify.outcome import Outcome
from fastapi_forge.verify.plan import Plan, read_plan
from fastapi_forge.verify.registry import chosen_checks
from fastapi_forge.verify.runner import interruptible, outcome_of
from fastapi_forge.verify.service import Service

INSTALL = "install"
PYTHON = "python"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    row: MatrixRow
    outcomes: Sequence[Outcome]
    seconds: float
    path: Path
    recalled: int = 0
    """How many of the outcomes were known from an earlier run."""

    @property
    def failed(self) -> Sequence[str]:
        return [it.name for it in self.outcomes if it.status == "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prover:
    """What is the same for every row."""

    plan: Plan | None
    """The template's; without one each project brings its own, or none."""
    only: Sequence[str]
    skip: Sequence[str]
    seed: int
    jobs: int
    """How many rows at a time."""
    record: Record
    told: Callable[[Proof], None]

    def prove(self, rendered: Sequence[Rendered]) -> list[Proof]:
        """The proofs in the order of the rows; what passed is removed from the disk."""
        return interruptible(self._prove(rendered))

    async def _prove(self, rendered: Sequence[Rendered]) -> list[Proof]:
        turns = asyncio.Semaphore(self.jobs)

        async def in_turn(project: Rendered) -> Proof:
            async with turns:
                proof = await self._proof(project)
            if not proof.failed:
                shutil.rmtree(project.path, ignore_errors=True)
            self.told(proof)
            return proof

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(in_turn(project)) for project in rendered]
        return [task.result() for task in tasks]

    async def _proof(self, project: Rendered) -> Proof:
        begun = time.monotonic()
        recalled = 0
        if project.failure is not None:
            outcomes = [project.failure]
        else:
            outcomes, recalled = await self._outcomes(project.path)
        return Proof(
            row=project.row,
            outcomes=outcomes,
            seconds=time.monotonic() - begun,
            path=project.path,
            recalled=recalled,
        )

    async def _outcomes(self, path: Path) -> tuple[list[Outcome], int]:
        plan = self.plan or read_plan(path)
        checks = chosen_checks(plan, self.only, self.skip)
        files = digests_of(path)
        try:
            service = await asyncio.to_thread(self._opened, path, plan)
        except EnvironmentRefusalError as refusal:
            return [_not_installed(refusal)], 0
        key = key_of(service, files)
        outcomes = list(_missing_python(path))
        recalled = 0
        for check in checks:
            outcome = self.record.recall(key, check.name)
            if outcome is None:
                outcome = await outcome_of(service, check)
                self.record.keep(key, outcome)
            else:
                recalled += 1
            outcomes.append(outcome)
        return outcomes, recalled

    def _opened(self, path: Path, plan: Plan) -> Service:
        return open_service(path, plan, self.seed, _silently, workers=0)


def _not_installed(refusal: EnvironmentRefusalError) -> Outcome:
    said = "\n".join(filter(None, (refusal.message, refusal.hint)))
    return Outcome(name=INSTALL, status="failed", seconds=0, detail=said)


def _missing_python(path: Path) -> Iterator[Outcome]:
    if version := missing_python(path):
        yield Outcome(
            name=PYTHON,
            status="skipped",
            seconds=0,
            detail=f"Python {version} is missing: another stands in for it.",
        )


def _silently(_: str) -> None: ...
