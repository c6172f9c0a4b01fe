"""Programs end with the check that started them."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from fastapi_forge.verify.commands import run, started
from fastapi_forge.verify.outcome import CheckFailure

TIMEOUT = 30


def left(place: Path) -> list[str]:
    """Return the remaining processes; a signal takes a moment."""
    deadline = time.monotonic() + 5
    while (found := running(place)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def running(place: Path) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(path / "cwd") == str(place):
                found.append((path / "cmdline").read_text())
        except OSError:
            continue
    return found


@pytest.mark.parametrize("steps", [1, 2, 3, 5, 8])
def test_a_cancelled_start_leaves_no_process(steps: int, tmp_path: Path) -> None:
    """Cancel it at each step of starting."""

    async def begin() -> None:
        async with started(
            "sleep", "60", cwd=tmp_path, environment=os.environ
        ) as process:
            await process.wait()

    async def cancelled() -> None:
        work = asyncio.create_task(begin())
        for _ in range(steps):
            await asyncio.sleep(0)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(asyncio.wait_for(cancelled(), TIMEOUT))
    assert not left(tmp_path)


@pytest.mark.parametrize("last", ["wait", "exit 0", "exit 1"])
def test_background_processes_end_too(last: str, tmp_path: Path) -> None:
    async def interrupted() -> None:
        command = ("sh", "-c", f"sleep 60 >/dev/null 2>&1 & {last}")
        await run(*command, cwd=tmp_path, environment=os.environ, timeout=1)

    if last == "wait":
        with pytest.raises(CheckFailure, match="It did not finish within"):
            asyncio.run(interrupted())
    else:
        asyncio.run(interrupted())
    assert not left(tmp_path)


def test_missing_program_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        asyncio.run(run("no-such-program", cwd=tmp_path, environment=os.environ))
