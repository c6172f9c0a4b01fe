"""Run the checks of a service, several at a time."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from fastapi_forge.verify.isolation.probe import isolation_of, require_isolation
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped, Outcome
from fastapi_forge.verify.registry import Check
from fastapi_forge.verify.service import Service

OnResult = Callable[[Outcome], None]
_Result = TypeVar("_Result")


def run_checks(
    service: Service, checks: Sequence[Check], jobs: int, on_result: OnResult
) -> list[Outcome]:
    """Return the outcomes in the order of the checks; report each to `on_result`."""
    return interruptible(_run(service, checks, jobs, on_result))


def interruptible(work: Coroutine[None, None, _Result]) -> _Result:
    """Run a coroutine; an interruption ends every program that checks have started."""
    return asyncio.run(_until_interrupted(work))


async def _until_interrupted(begun: Coroutine[None, None, _Result]) -> _Result:
    work = asyncio.create_task(begun)
    loop = asyncio.get_running_loop()
    interrupted = False

    def interrupt() -> None:
        nonlocal interrupted
        interrupted = True
        work.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        # On Windows the event loop has no signal handlers, and Ctrl-C is a
        # KeyboardInterrupt.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, interrupt)
    try:
        return await work
    except asyncio.CancelledError:
        if interrupted:
            raise KeyboardInterrupt from None
        raise


async def _run(
    service: Service, checks: Sequence[Check], jobs: int, on_result: OnResult
) -> list[Outcome]:
    slots = asyncio.Semaphore(jobs)

    async def limited(check: Check) -> Outcome:
        async with slots:
            outcome = await outcome_of(service, check)
        on_result(outcome)
        return outcome

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(limited(check)) for check in checks]
    return [task.result() for task in tasks]


async def outcome_of(service: Service, check: Check) -> Outcome:
    begun = time.monotonic()
    isolation = ""
    try:
        if check.writes:
            known = await isolation_of(service)
            isolation = known.answer
            require_isolation(service, known)
        detail = await check.run(service)
        outcome = Outcome(name=check.name, status="passed", seconds=0, detail=detail)
    except CheckFailure as failure:
        command = failure.command or f"forge verify --only {check.name}"
        outcome = Outcome(
            name=check.name,
            status="failed",
            seconds=0,
            detail=in_project(service, failure.detail),
            command=in_project(service, command, shown=True),
        )
    except CheckSkipped as skip:
        outcome = Outcome(
            name=check.name,
            status="skipped",
            seconds=0,
            detail=in_project(service, skip.reason),
            cause=skip.cause,
        )
    seconds = time.monotonic() - begun
    return replace(outcome, seconds=seconds, isolation=isolation)


def in_project(service: Service, text: str, *, shown: bool = False) -> str:
    """Replace the copy's path by the project's in messages and commands."""
    text = text.replace(str(service.path), str(service.project))
    return text.replace(f"{service.project}{os.sep}", "") if shown else text
