"""Run programs that take time and start child processes."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from fastapi_forge.interruptions import expose, shielded

_GRACE = 5.0


def run_program(
    command: Sequence[str],
    directory: Path,
    environment: Mapping[str, str],
    timeout: float | None,
    stdin: str = "",
) -> subprocess.CompletedProcess[str]:
    """Return the result of a command; if it is aborted, its child processes end too.

    It has no terminal, so it cannot wait for input.
    """
    # Without the shield, an interruption could leave a program running.
    with (
        shielded() as exposed,
        subprocess.Popen(
            command,
            cwd=directory,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            # Safe, because forge has no other thread.
            preexec_fn=expose if os.name == "posix" else None,  # noqa: PLW1509
        ) as process,
    ):
        try:
            with exposed():
                stdout, stderr = process.communicate(stdin, timeout)
        except BaseException:
            _end(process)
            raise
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


def _end(process: subprocess.Popen[str]) -> None:
    """Interrupt the process as Ctrl-C does, so that it can clean up; then kill it."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    for number in (signal.SIGINT, signal.SIGKILL):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, number)
            process.wait(_GRACE)
