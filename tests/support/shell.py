"""Type commands into a shell."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_TIMEOUT = 1800
_MARK = "::: done :::"


class Shell:
    """A shell that keeps its directory and variables between commands."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, command: str) -> tuple[int, str]:
        """Return the status of a command and its output."""
        return self._typed(f"{{ {command}\n}} </dev/null", "$?")

    def start(self, command: str) -> int:
        """Start a command in the background and return its process group."""
        return self._typed(f"set -m\n{{ {command}\n}} </dev/null &", "$!")[0]

    def stop(self, group: int) -> tuple[int, str]:
        os.killpg(group, signal.SIGTERM)
        return self.run(f"wait {group}")

    def _typed(self, text: str, wanted: str) -> tuple[int, str]:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{text}\nprintf '\\n{_MARK} %s\\n' \"{wanted}\"\n")
        stdin.flush()
        printed: list[str] = []
        for line in stdout:
            if line.startswith(_MARK):
                return int(line.removeprefix(_MARK)), "".join(printed)
            printed.append(line)
        raise AssertionError("The shell ended: " + "".join(printed))


@contextmanager
def shell(directory: Path, environment: Mapping[str, str]) -> Iterator[Shell]:
    process = subprocess.Popen(
        ["bash", "--noprofile", "--norc"],
        cwd=directory,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    limit = threading.Timer(_TIMEOUT, process.kill)
    limit.start()
    try:
        with process:
            yield Shell(process)
    finally:
        limit.cancel()
