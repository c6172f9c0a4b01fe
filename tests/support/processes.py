"""Programs that tests start, in an environment that does not know of the tests."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 600

_HIDDEN = re.compile(
    r"(PYTEST|COV|COVERAGE|FORGE|MYPY|RUFF|UV_PROJECT|UV_RUN|UVICORN|PG)(_.*)?$"
    r"|PG[A-Z]+$|PYTHON(PATH|HOME|HASHSEED)$|VIRTUAL_ENV|UV$|TEST_DATABASE_URL$"
)


def clean_environment(project: Path | None = None) -> dict[str, str]:
    """The user's environment without what could lead `project` astray."""
    settings = _settings(project) if project else frozenset()
    return {
        key: value
        for key, value in os.environ.items()
        if not _HIDDEN.match(key) and key not in settings
    }


def _settings(project: Path) -> frozenset[str]:
    example = project / ".env.example"
    return frozenset(re.findall(r"^(\w+)=", example.read_text("utf-8"), re.MULTILINE))


def run(
    *command: str | Path, cwd: Path, environment: Mapping[str, str] | None = None
) -> str:
    """What the command printed; fails the test with it when the command fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean_environment() if environment is None else environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )
    shown = shlex.join(map(str, command))
    assert done.returncode == 0, f"$ {shown}\n{done.stdout}\n-> {done.returncode}"
    return done.stdout
