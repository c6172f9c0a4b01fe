"""Environments for generated projects, kept from one run of tests to the next."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable
from functools import cache
from pathlib import Path

from fastapi_forge.project.interpreters import RUNNING, find_interpreter
from fastapi_forge.verify import environments as verify
from tests.support.processes import clean_environment, run

REQUIREMENTS = "requirements-dev.txt"


class Environment(verify.Environment):
    """One whose mypy remembers the packages."""

    def variables(self, project: Path) -> dict[str, str]:
        # What it knows of them serves every project with these packages, but not two
        # at once.
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        cache = {"MYPY_CACHE_DIR": f"{self.path}.mypy-{worker}"}
        return super().variables(project) | cache


def interpreter(wanted: str) -> tuple[str, str]:
    """The version and path of the wanted Python, or of the running one without it."""
    found = find_interpreter(wanted)
    return (wanted, found) if found else (RUNNING, sys.executable)


def environment_of(project: Path, python: str) -> Environment:
    """The environment that the project's package manager makes with `python`."""
    pyproject = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    pinned = project / REQUIREMENTS
    inputs = {
        "python": _version(python),
        "dependencies": pyproject["project"]["dependencies"],
        "groups": pyproject.get("dependency-groups", {}),
        "pins": [path.read_text() for path in sorted(project.glob("requirements*"))],
    }

    def install(target: Path) -> None:
        if pinned.exists():
            run(python, "-m", "venv", target, cwd=project)
            pip_install(target, "--requirement", REQUIREMENTS, cwd=project)
        else:
            variables = clean_environment() | {"UV_PROJECT_ENVIRONMENT": str(target)}
            sync = [uv(), "sync", "--quiet", "--python", python]
            run(*sync, cwd=project, environment=variables)

    return kept("project", inputs, install)


@cache
def uv() -> str:
    """The user's uv, or one of the tests' own."""

    def install(target: Path) -> None:
        venv.create(target, with_pip=True)
        pip_install(target, "uv", cwd=target)

    # Run, not only looked for: a shim may stand in for nothing.
    found = shutil.which("uv")
    if found and _works(found):
        return found
    return str(
        kept("uv", {"python": _version(sys.executable)}, install).programs / "uv"
    )


def kept(kind: str, inputs: object, install: Callable[[Path], None]) -> Environment:
    """The environment made of `inputs`; whoever comes first makes it."""
    return Environment(path=verify.kept(kind, inputs, install).path)


def pip_install(environment: Path, *arguments: str, cwd: Path) -> None:
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", *arguments, cwd=cwd)


def _works(program: str) -> bool:
    tried = subprocess.run([program, "--version"], capture_output=True, check=False)
    return tried.returncode == 0


@cache
def _version(python: str) -> str:
    return run(
        python, "-c", "import sys; print(sys.version, sys.base_prefix)", cwd=Path("/")
    )
