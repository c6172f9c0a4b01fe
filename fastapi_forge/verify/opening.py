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

_PROJECT = "pyproject.toml"
_MEANT = ".python-version"
_VERSIONS = {
    _MEANT: re.compile(r"^(\d+\.\d+)", re.MULTILINE),
    _PROJECT: re.compile(r'^requires-python\s*=\s*".*?(\d+\.\d+)', re.MULTILINE),
}


def require_service(directory: Path) -> None:
    """Raises UsageError where there is none."""
    if not any((directory / name).is_file() for name in (_PROJECT, PLAN_FILE)):
        raise UsageError(
            f"{directory} is no service: it has no {_PROJECT}.",
            hint="Give the directory of a service: 'forge verify PATH'.",
        )


def open_service(
    directory: Path,
    plan: Plan,
    seed: int,
    progress: Callable[[str], None],
    workers: int = 2,
) -> Service:
    """The service in `directory`, with the environment that it has or now gets.

    Raises EnvironmentRefusalError where nothing can be installed.
    """
    path = directory.resolve()
    environment = own_environment(path)
    if environment is None:
        progress("Installing the dependencies, as there is no .venv")
        python = _python(path)
        environment = shared_environment(path, python, plan.install)
    return Service(
        path=path, environment=environment, plan=plan, seed=seed, workers=workers
    )


def missing_python(project: Path) -> str:
    """The version that it is meant for, if this machine does not have it."""
    wanted = _named(project, _MEANT)
    return "" if not wanted or find_interpreter(wanted) else wanted


def _python(project: Path) -> str:
    """An interpreter that it is meant for, or the oldest that it takes, or forge's."""
    wanted = (_named(project, name) for name in (_MEANT, _PROJECT))
    found = (find_interpreter(version) for version in wanted if version)
    return next(filter(None, found), sys.executable)


def _named(project: Path, name: str) -> str:
    path = project / name
    found = _VERSIONS[name].search(path.read_text("utf-8")) if path.is_file() else None
    return found[1] if found else ""
