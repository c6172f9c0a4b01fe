"""Run programs for checks; none outlives its check."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from fastapi_forge.verify.outcome import CheckFailure

TIMEOUT = 900.0
"""The number of seconds after which a program is ended."""
_GRACE = 5.0
_SHOWN_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    command: str
    code: int
    output: str

    @property
    def tail(self) -> str:
        """The last lines of the output."""
        return "\n".join(self.output.strip().splitlines()[-_SHOWN_LINES:])


async def run(
    *command: str | Path,
    cwd: Path,
    environment: Mapping[str, str],
    timeout: float = TIMEOUT,
) -> Completed:
    """Return the output of both streams and the exit code.

    Raise CheckFailure if the command does not finish within `timeout` seconds.
    """
    shown = shell_command(cwd, command)
    async with started(*command, cwd=cwd, environment=environment) as process:
        try:
            output, _ = await asyncio.wait_for(process.communicate(), timeout)
        except TimeoutError as error:
            raise CheckFailure(
                f"It did not finish within {timeout:.0f} s.", shown
            ) from error
    return Completed(
        command=shown,
        code=await process.wait(),
        output=output.decode("utf-8", "replace"),
    )


async def run_checked(
    *command: str | Path, cwd: Path, environment: Mapping[str, str]
) -> Completed:
    """Run the command; raise CheckFailure unless it exits with 0."""
    done = await run(*command, cwd=cwd, environment=environment)
    if done.code:
        raise CheckFailure(done.tail or f"It exited with {done.code}.", done.command)
    return done


@asynccontextmanager
async def started(
    *command: str | Path,
    cwd: Path,
    environment: Mapping[str, str],
    stdin: int = asyncio.subprocess.DEVNULL,
    output: int | IO[bytes] = asyncio.subprocess.PIPE,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Yield a program in its own session, which is ended with all its children."""
    process = await _create(
        *map(str, command),
        cwd=cwd,
        env=dict(environment),
        stdin=stdin,
        stdout=output,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        await _end(process)


async def _create(
    *command: str,
    **options: Any,  # noqa: ANN401 - as asyncio has them
) -> asyncio.subprocess.Process:
    """Start it; stop it if cancelled meanwhile."""
    creating = asyncio.ensure_future(
        asyncio.create_subprocess_exec(*command, **options)
    )
    try:
        return await asyncio.shield(creating)
    except asyncio.CancelledError:
        with suppress(OSError):
            await _end(await creating)
        raise


def shell_command(directory: Path, command: Sequence[str | Path]) -> str:
    """Return the command as typed in a shell."""
    inside = f"{directory}{os.sep}"
    return shlex.join(str(word).removeprefix(inside) for word in command)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Interrupt the process as Ctrl-C does, so that it can clean up; then kill it.

    Children that a shell put into the background ignore Ctrl-C.
    """
    if process.returncode is None:
        _signal(process, signal.SIGINT)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _GRACE)
    _signal(process, signal.SIGKILL)
    with suppress(TimeoutError):
        # Read to the end, because an unread pipe would outlive the loop.
        await asyncio.wait_for(process.communicate(), _GRACE)


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """Send a signal to the process group that the process leads."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
