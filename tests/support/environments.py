"""Keep environments for generated projects between test runs."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from fastapi_forge.interpreters import RUNNING, find_interpreter
from fastapi_forge.verify import environments as verify
from tests.support.generated import ROOT
from tests.support.processes import run


class Environment(verify.Environment):
    """An environment with mypy's cache of its packages."""

    def variables(self, project: Path) -> dict[str, str]:
        # Valid for every project with these packages, but not for two at the same time.
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        cache = {"MYPY_CACHE_DIR": f"{self.path}.mypy-{worker}"}
        return super().variables(project) | cache


def interpreter(wanted: str) -> tuple[str, str]:
    """Return version and path of the requested Python, or of the running one."""
    found = find_interpreter(wanted)
    return (wanted, found) if found else (RUNNING, sys.executable)


def environment_of(project: Path, python: str) -> Environment:
    """Return the environment that `forge verify` would create with `python`."""
    return Environment(path=verify.shared_environment(project, python).path)


def cached_environment(
    kind: str, inputs: object, install: Callable[[Path], None]
) -> Environment:
    """Return the environment for `inputs`; the first process creates it."""
    return Environment(path=verify.cached_environment(kind, inputs, install).path)


def pip_install(environment: Path, *arguments: str, cwd: Path) -> None:
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", *arguments, cwd=cwd)


def forge_without_extra(python: str = sys.executable) -> Path:
    """Return the Python of an environment with forge's dependencies only."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    uv = verify.uv()

    def make(target: Path) -> None:
        run(uv, "venv", "--quiet", "--python", python, target, cwd=ROOT)
        needed = ("--python", target, *project["dependencies"])
        run(uv, "pip", "install", "--quiet", *needed, cwd=ROOT)

    return cached_environment(
        "plain", [python, sys.version, project["dependencies"]], make
    ).python
