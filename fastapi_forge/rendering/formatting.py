"""Format rendered projects with ruff.

Templates contain all imports that a file may need; unused ones are removed here.
"""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

from ruff import find_ruff_bin

from fastapi_forge.environment_variables import tool_environment
from fastapi_forge.errors import EnvironmentRefusalError, TemplateError

_CONFIGURATIONS = ("ruff.toml", ".ruff.toml")


def format_code(directory: Path) -> None:
    """Fix the imports and format the code below `directory`."""
    scope = ["--no-cache", "--no-respect-gitignore", *_isolation(directory), "."]
    check = ["check", "--quiet", "--fix", "--output-format=json", *scope]
    # In one pass, imports would be sorted together with those that are removed.
    _ruff([*check, "--select=F401"], directory)
    checked = _ruff([*check, "--select=I"], directory)
    _refuse_findings(checked, directory)
    formatted = _ruff(["format", "--quiet", *scope], directory)
    if formatted.returncode:
        raise TemplateError(
            f"The rendered code cannot be formatted: {_output(formatted)}"
        )


def _isolation(directory: Path) -> Sequence[str]:
    # Without a configuration, ruff would search the parent directories and the user's
    # home.
    if any((directory / name).is_file() for name in _CONFIGURATIONS):
        return ()
    pyproject = directory / "pyproject.toml"
    if not pyproject.is_file():
        return ("--isolated",)
    try:
        configured = "ruff" in tomllib.loads(pyproject.read_text("utf-8")).get(
            "tool", {}
        )
    except ValueError as error:
        raise TemplateError(
            f"The rendered pyproject.toml is not valid: {error}"
        ) from error
    return () if configured else ("--isolated",)


def _ruff(
    arguments: Sequence[str], directory: Path
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            [find_ruff_bin(), *arguments],
            cwd=directory,
            env=tool_environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError as error:
        raise EnvironmentRefusalError(
            "ruff, which formats the code, is not installed.",
            "Reinstall forge: ruff is one of its dependencies.",
        ) from error


def _refuse_findings(
    checked: subprocess.CompletedProcess[str], directory: Path
) -> None:
    try:
        findings = json.loads(checked.stdout) if checked.returncode else []
    except ValueError:
        findings = []
    if findings:
        first = findings[0]
        path = os.path.relpath(first["filename"], os.path.realpath(directory))
        where = f"{Path(path).as_posix()}:{first['location']['row']}"
        raise TemplateError(
            f"The rendered code is not valid: {where}: {first['message']}"
        )
    if checked.returncode:
        raise TemplateError(f"The rendered code cannot be checked: {_output(checked)}")


def _output(process: subprocess.CompletedProcess[str]) -> str:
    return process.stderr.strip() or process.stdout.strip()
