"""From a directory to a service that can be checked."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from fastapi_forge.errors import UsageError
from fastapi_forge.project.interpreters import find_interpreter
from fastapi_forge.verify.environments import (
    own_environment,
    shared_environment,
)
from fastapi_forge.verify.plan import PLAN_FILE, Plan
from fastapi_forge.verify.service import Service

_PYTHONS = {
    ".python-version": re.compile(r"^(\d+\.\d+)", re.MULTILINE),
    "pyproject.toml": re.compile(
        r'^requires-python\s*=\s*".*?(\d+\.\d+)', re.MULTILINE
    ),
}


def open_service(
    directory: Path,
    plan: Plan,
    seed: int,
    progress: Callable[[str], None],
    workers: int = 2,
) -> Service:
    """The service in `directory`, with the environment that it has or now gets.

    Raises UsageError where there is none, EnvironmentRefusalError where nothing can
    be installed.
    """
    path = directory.resolve()
    project_file = path / "pyproject.toml"
    if not project_file.is_file() and not (path / PLAN_FILE).is_file():
        raise UsageError(
            f"{directory} is no service: it has no pyproject.toml.",
            hint="Give the directory of a service: 'forge verify PATH'.",
        )
    environment = own_environment(path)
    if environment is None:
        progress("Installing the dependencies, as there is no .venv")
        python = _python(path)
        environment = shared_environment(path, python, plan.install)
    return Service(
        path=path, environment=environment, plan=plan, seed=seed, workers=workers
    )


def wanted_python(project: Path) -> str:
    """The version that the service is meant for, or else the oldest that it takes."""
    for name, pattern in _PYTHONS.items():
        path = project / name
        found = pattern.search(path.read_text("utf-8")) if path.is_file() else None
        if found:
            return found[1]
    return ""


def _python(project: Path) -> str:
    """An interpreter of that version, or forge's own if there is none."""
    wanted = wanted_python(project)
    return (find_interpreter(wanted) if wanted else None) or sys.executable
