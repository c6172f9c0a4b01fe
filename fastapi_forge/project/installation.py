"""Install the dependencies of a new project; failures are not fatal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.environment_variables import (
    certificate_advice,
    pip_environment,
    pip_listing_environment,
    tool_environment,
)
from fastapi_forge.interpreters import RUNNING, find_interpreter
from fastapi_forge.programs import run_program
from fastapi_forge.workspace import surrounding_workspace

LOCK_FILES = ("uv.lock",)
ENVIRONMENT = ".venv"

_TIMEOUT = 900
_SHOWN_LINES = 4
_REQUIREMENTS = "requirements-dev.txt"
_BY_HAND = {
    "uv": "uv sync",
    "pip": "python3 -m venv .venv && .venv/bin/python -m pip install -r "
    + _REQUIREMENTS,
}
# Without --all-packages uv would uninstall dependencies of other workspace members.
_IN_WORKSPACE = "uv sync --all-packages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    installed: bool
    warnings: tuple[str, ...] = ()


class _InstallationError(Exception):
    """The reason why the installation failed."""


def command_by_hand(manager: str, project: Path) -> str:
    """Return the command that installs the dependencies, or an empty string."""
    if manager == "uv" and surrounding_workspace(project):
        return _IN_WORKSPACE
    return _BY_HAND.get(manager, "")


def install(
    project: Path,
    *,
    manager: str,
    python: str,
    offline: bool,
    progress: Callable[[str], None],
) -> Installation:
    """Create `.venv` in `project`; a failure is a warning.

    Nothing is installed if the project is inside a uv workspace.
    """
    installers = {"uv": _install_with_uv, "pip": _install_with_pip}
    if manager not in installers:
        return Installation(
            installed=False,
            warnings=(
                (
                    "No dependencies were installed: the template names no"
                    " package manager."
                ),
            ),
        )
    workspace = surrounding_workspace(project) if manager == "uv" else None
    if workspace:
        return Installation(
            installed=False, warnings=(_workspace_warning(workspace, project),)
        )
    wanted = python or RUNNING
    progress(f"Installing the dependencies with {manager}")
    try:
        with _all_or_nothing(project):
            used = installers[manager](project, wanted, offline)
    except _InstallationError as error:
        advice = f"In {project}, run: {command_by_hand(manager, project)}"
        return Installation(
            installed=False,
            warnings=(f"The dependencies were not installed: {error}\n{advice}",),
        )
    if used == wanted:
        return Installation(installed=True)
    fallback = f"Python {wanted} was not found, so .venv uses Python {used}."
    return Installation(installed=True, warnings=(fallback,))


def _workspace_warning(workspace: Path, project: Path) -> str:
    return (
        "The dependencies were not installed: the project is part of the uv"
        f" workspace {workspace}, and installing would change its uv.lock and"
        " .venv.\n"
        f"In {project}, run: {_IN_WORKSPACE}"
    )


@contextmanager
def _all_or_nothing(project: Path) -> Iterator[None]:
    """Remove an incomplete environment, which would look complete."""
    written = [project / name for name in (ENVIRONMENT, *LOCK_FILES)]
    absent = [path for path in written if not os.path.lexists(path)]
    try:
        yield
    except BaseException:
        for path in absent:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        raise


def _install_with_uv(project: Path, python: str, offline: bool) -> str:
    uv = shutil.which("uv")
    if uv is None:
        raise _InstallationError("uv is not on the PATH.")
    sync = [uv, "sync", *(["--offline"] if offline else [])]
    found = find_interpreter(python)
    if found:
        _call([*sync, "--python", found], project)
        return python
    try:
        # uv finds interpreters outside the PATH, and may download one.
        _call([*sync, "--python", python], project)
    except _InstallationError:
        _call([*sync, "--python", sys.executable], project)
        return RUNNING
    return python


def _install_with_pip(project: Path, python: str, offline: bool) -> str:
    if offline:
        raise _InstallationError("pip needs the network.")
    found = find_interpreter(python)
    _call([found or sys.executable, "-m", "venv", ENVIRONMENT], project)
    scripts = "Scripts" if os.name == "nt" else "bin"
    inside = str(project / ENVIRONMENT / scripts / "python")
    pip = [inside, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    listed = _call([*pip, "config", "list"], project, pip_listing_environment(inside))
    install = [*pip, "install", "--requirement", _REQUIREMENTS]
    _call(install, project, pip_environment(listed))
    return python if found else RUNNING


def _call(
    command: Sequence[str], project: Path, environment: Mapping[str, str] | None = None
) -> str:
    variables = tool_environment() if environment is None else environment
    try:
        done = run_program(command, project, variables, _TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise _InstallationError(
            f"It did not finish within {_TIMEOUT} seconds."
        ) from error
    except OSError as error:
        raise _InstallationError(str(error)) from error
    if done.returncode:
        output = done.stderr.strip() or done.stdout.strip()
        advice = certificate_advice(done.stderr + done.stdout)
        shown = [*output.splitlines()[-_SHOWN_LINES:], *advice]
        raise _InstallationError("\n".join(shown))
    return done.stdout
