"""Start programs in an environment without traces of the tests."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from fastapi_forge.verify.environment_variables import clean_environment

__all__ = ["TIMEOUT", "clean_environment", "run"]

TIMEOUT = 600


def run(
    *command: str | Path,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    code: int = 0,
) -> str:
    """Return the output of a command that exits with `code`, or fail with it."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean_environment() if environment is None else environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=TIMEOUT,
        check=False,
    )
    shown = shlex.join(map(str, command))
    assert done.returncode == code, f"$ {shown}\n{done.stdout}\n-> {done.returncode}"
    return done.stdout
