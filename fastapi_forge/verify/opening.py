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

_PYTHON = re.compile(r'^requires-python\s*=\s*".*?(\d+\.\d+)', re.MULTILINE)


def open_service(
    directory: Path, plan: Plan, seed: int, progress: Callable[[str], None]
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
        python = _python(project_file)
        environment = shared_environment(path, python, plan.install)
    return Service(path=path, environment=environment, plan=plan, seed=seed)


def _python(project_file: Path) -> str:
    """The oldest Python that the service takes, or forge's own if that is missing."""
    text = project_file.read_text("utf-8") if project_file.is_file() else ""
    wanted = _PYTHON.search(text)
    found = find_interpreter(wanted[1]) if wanted else None
    return found or sys.executable
