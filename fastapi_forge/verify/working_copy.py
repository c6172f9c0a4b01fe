"""Open a directory as a service that can be checked."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi_forge.errors import EnvironmentRefusalError, UsageError
from fastapi_forge.interpreters import find_interpreter
from fastapi_forge.temporary import temporary_directory
from fastapi_forge.verify.environments import (
    Environment,
    environment_in,
    is_package,
    own_environment,
    shared_environment,
)
from fastapi_forge.verify.files import copy_files, files_below
from fastapi_forge.verify.plan import PLAN_FILE, Plan
from fastapi_forge.verify.service import Service
from fastapi_forge.workspace import surrounding_workspace

_PROJECT = "pyproject.toml"
_PYTHON_VERSION = ".python-version"
_VERSIONS = {
    _PYTHON_VERSION: re.compile(r"^(\d+\.\d+)", re.MULTILINE),
    _PROJECT: re.compile(r'^requires-python\s*=\s*".*?(\d+\.\d+)', re.MULTILINE),
}
_UNSUPPORTED_LOCKS = {
    "poetry.lock": "poetry install",
    "pdm.lock": "pdm install",
    "Pipfile.lock": "pipenv sync --dev",
}
_PINNED = ("uv.lock", "requirements-dev.txt")


def require_service(directory: Path) -> None:
    """Raise UsageError if the directory is not a service."""
    if not any((directory / name).is_file() for name in (_PROJECT, PLAN_FILE)):
        raise UsageError(
            f"{directory} is not a service: it has no {_PROJECT}.",
            hint="Pass the directory of a service: 'forge verify PATH'.",
        )


@contextmanager
def open_service(  # noqa: PLR0913 - a caller names what it sets
    directory: Path,
    plan: Plan,
    seed: int,
    progress: Callable[[str], None],
    *,
    workers: int = 2,
    allows_writes: bool = False,
) -> Iterator[Service]:
    """Yield a copy of the service with its environment, or with a new one.

    The copy is removed afterwards. Raise EnvironmentRefusalError if it cannot be copied
    or installed.
    """
    project = directory.resolve()
    with temporary_directory("forge-verify-") as temporary:
        copy = temporary / "copy" / (project.name or "service")
        for name in ("copy", "home", "tmp"):
            (temporary / name).mkdir()
        for skipped in copy_files(project, copy):
            progress(
                f"Not copied, because it is large and not tracked by git: {skipped}"
            )
        listed = files_below(copy)
        yield Service(
            path=copy,
            original=project,
            temporary=temporary,
            listed=listed,
            environment=_environment(project, copy, temporary, plan, progress),
            plan=plan,
            seed=seed,
            workers=workers,
            allows_writes=allows_writes,
        )


def _environment(
    project: Path,
    copy: Path,
    temporary: Path,
    plan: Plan,
    progress: Callable[[str], None],
) -> Environment:
    own = own_environment(project)
    if own is not None:
        return own
    if root := surrounding_workspace(project):
        shared = own_environment(root)
        if shared is None:
            raise EnvironmentRefusalError(
                f"{project.name} is a member of the uv workspace {root}, which has"
                " no .venv.",
                f"Run 'uv sync --all-packages' in {root}.",
            )
        return shared
    _refuse_unsupported_lock(copy, plan)
    progress("Installing the dependencies, because there is no .venv")
    python = _python(copy)
    if is_package(copy):
        return environment_in(temporary / "venv", copy, python, plan.install)
    return shared_environment(copy, python, plan.install)


def _refuse_unsupported_lock(project: Path, plan: Plan) -> None:
    """Refuse lock files that forge cannot install from, instead of other versions."""
    if plan.install or any((project / name).is_file() for name in _PINNED):
        return
    for name, command in _UNSUPPORTED_LOCKS.items():
        if (project / name).is_file():
            raise EnvironmentRefusalError(
                f"forge cannot install from {name}.",
                f"Create .venv yourself, or write 'install: {command}' in {PLAN_FILE}.",
            )


def missing_python(project: Path) -> str:
    """Return the required Python version if this machine does not have it."""
    wanted = _version_in(project, _PYTHON_VERSION)
    return "" if not wanted or find_interpreter(wanted) else wanted


def _python(project: Path) -> str:
    """Return an interpreter of the required version, of the oldest supported one, or
    forge's.
    """
    wanted = (_version_in(project, name) for name in (_PYTHON_VERSION, _PROJECT))
    found = (find_interpreter(version) for version in wanted if version)
    return next(filter(None, found), sys.executable)


def _version_in(project: Path, name: str) -> str:
    path = project / name
    found = _VERSIONS[name].search(path.read_text("utf-8")) if path.is_file() else None
    return found[1] if found else ""
