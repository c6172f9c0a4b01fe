"""Provide the environment of a service: its own, or one for all with its dependencies.

Shared environments are below the user's cache, named after a hash of their inputs, and
are never changed. The directory can be deleted at any time.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shlex
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi_forge.environment_variables import (
    certificate_advice,
    pip_environment,
    pip_listing_environment,
)
from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.programs import run_program
from fastapi_forge.verify.environment_variables import clean_environment

OWN = ".venv"
_PROJECT = "pyproject.toml"
_REQUIREMENTS = "requirements-dev.txt"
_LOCK = "uv.lock"
_TIMEOUT = 900.0
_SHOWN_LINES = 6
_COMPILE = {"UV_COMPILE_BYTECODE": "1"}
"""Compile the environment once, because many processes start from it with
PYTHONDONTWRITEBYTECODE, which keeps nothing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    path: Path

    @property
    def programs(self) -> Path:
        return self.path / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        return self.programs / "python"

    def variables(self, project: Path) -> dict[str, str]:
        """Return the variables of a shell in which the environment is activated."""
        variables = clean_environment(project)
        variables["PATH"] = f"{self.programs}{os.pathsep}{variables.get('PATH', '')}"
        variables["VIRTUAL_ENV"] = str(self.path)
        return variables

    def editable_in(self, project: Path) -> list[Path]:
        """Return the directories of the project that are installed in editable mode.

        Their code would be imported from there instead of the copy.
        """
        found = {Path()} if self._is_editable(project) else set()
        for path in self._installed("*.pth"):
            for line in path.read_text("utf-8", "replace").splitlines():
                place = Path(line.strip())
                if place.is_absolute() and place.resolve().is_relative_to(project):
                    found.add(place.resolve().relative_to(project))
        if found and (project / "src").is_dir():
            found.add(Path("src"))
        return sorted(found, reverse=True)

    def _is_editable(self, project: Path) -> bool:
        """Return whether an installed package's code is in the project."""
        return any(
            project.as_uri() in path.read_text("utf-8", "replace")
            for path in self._installed("*/direct_url.json")
        )

    def _installed(self, pattern: str) -> Iterator[Path]:
        for packages in ("lib/python*/site-packages", "Lib/site-packages"):
            yield from self.path.glob(f"{packages}/{pattern}")


def own_environment(project: Path) -> Environment | None:
    path = project / OWN
    return Environment(path=path.resolve()) if path.is_dir() else None


def shared_environment(project: Path, python: str, install: str = "") -> Environment:
    """Return the environment created with `python`, the path of an interpreter.

    `install`: the template's own command. Raise EnvironmentRefusalError.
    """
    inputs = {
        "python": _version(python),
        "install": install,
        "dependencies": _dependencies(project),
        "pins": _pins(project),
    }
    return cached_environment(
        "service", inputs, partial(_make, project, python, install)
    )


def environment_in(
    place: Path, project: Path, python: str, install: str = ""
) -> Environment:
    """Return an environment in `place` for a project that is installed itself.

    Others cannot share it, because it refers to this project's code.
    """
    _make(project, python, install, place)
    return Environment(path=place)


def is_package(project: Path) -> bool:
    """Return whether installing the project also installs its own code."""
    written = _written(project)
    package = written.get("tool", {}).get("uv", {}).get("package")
    return bool("build-system" in written if package is None else package)


def _make(project: Path, python: str, install: str, target: Path) -> None:
    locked = (project / _LOCK).is_file()
    pinned = (project / _REQUIREMENTS).is_file() and not locked
    if (project / _PROJECT).is_file() and not pinned and not install:
        place = {"UV_PROJECT_ENVIRONMENT": str(target)}
        sync = (uv(), "sync", "--quiet", "--python", python)
        _call(project, place, *sync, *(["--frozen"] if locked else []))
        return
    _call(project, {}, python, "-m", "venv", str(target))
    made = Environment(path=target)
    if install:
        _call(project, _inside(made, project), *shlex.split(install))
    elif pinned:
        # Same result as pip, but faster.
        pip = (uv(), "pip", "install", "--quiet", "--requirement", _REQUIREMENTS)
        # A uv.toml may set other places for `uv pip`.
        here = ("--python", str(made.python), "--prefix", str(target))
        _call(project, _inside(made, project), *pip, *here)


def cached_environment(
    kind: str, inputs: object, make: Callable[[Path], None]
) -> Environment:
    """Return the environment for `inputs`; the first process creates it."""
    digest = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
    cache = cache_directory()
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"{kind}-{digest[:16]}"
    complete = path.with_suffix(".complete")
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not complete.exists():
            # Left by an interrupted run.
            shutil.rmtree(path, ignore_errors=True)
            make(path)
            complete.touch()
    return Environment(path=path)


def cache_directory() -> Path:
    """Return the directory for everything that forge can create again."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home, "forge")


def _dependencies(project: Path) -> object:
    """Return the parts of pyproject.toml that decide what uv installs."""
    written = _written(project)
    metadata = written.get("project", {})
    return [
        metadata.get("dependencies", []),
        metadata.get("optional-dependencies", {}),
        metadata.get("requires-python", ""),
        written.get("dependency-groups", {}),
        written.get("tool", {}).get("uv", {}),
    ]


def _pins(project: Path) -> list[str]:
    """Return the content of lock and requirements files."""
    paths = sorted([*project.glob("requirements*"), *project.glob(_LOCK)])
    return [path.read_text("utf-8") for path in paths if path.is_file()]


def _written(project: Path) -> dict[str, Any]:
    path = project / _PROJECT
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


@cache
def uv() -> str:
    """Return the user's uv, or one installed in the cache."""
    # Run it, because a shim may have no program behind it.
    found = shutil.which("uv")
    if found and _works(found):
        return found

    def make(target: Path) -> None:
        _call(target.parent, {}, sys.executable, "-m", "venv", str(target))
        python = str(Environment(path=target).python)
        pip = (python, "-m", "pip")
        decided = pip_listing_environment(python)
        listed = _call(target.parent, decided, *pip, "config", "list")
        settings = pip_environment(listed)
        _call(target.parent, settings, *pip, "install", "--quiet", "uv")

    return str(
        cached_environment("uv", {"python": _version(sys.executable)}, make).programs
        / "uv"
    )


def _works(program: str) -> bool:
    asked = [program, "--version"]
    return run_program(asked, Path("/"), clean_environment(), _TIMEOUT).returncode == 0


def _inside(environment: Environment, project: Path) -> dict[str, str]:
    place = {"UV_PROJECT_ENVIRONMENT": str(environment.path)}
    return environment.variables(project) | place


def _call(project: Path, variables: Mapping[str, str], *command: str) -> str:
    environment = {**clean_environment(), **_COMPILE, **variables}
    # Found relative to where the command runs, not where forge runs.
    program = shutil.which(command[0], path=environment.get("PATH")) or command[0]
    done = run_program([program, *command[1:]], project, environment, _TIMEOUT)
    if done.returncode:
        output = done.stderr.strip() or done.stdout.strip()
        advice = certificate_advice(done.stderr + done.stdout)
        shown = [*output.splitlines()[-_SHOWN_LINES:], *advice]
        raise EnvironmentRefusalError(
            f"Cannot install the dependencies of {project.name}:\n" + "\n".join(shown)
        )
    return done.stdout


@cache
def _version(python: str) -> str:
    code = "import sys; print(sys.version, sys.base_prefix)"
    return _call(Path("/"), {}, python, "-c", code)
