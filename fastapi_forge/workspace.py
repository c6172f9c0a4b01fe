"""Find a uv workspace that a new project would become part of."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

from fastapi_forge.environment_variables import tool_environment
from fastapi_forge.programs import run_program

_TIMEOUT = 60


def surrounding_workspace(project: Path) -> Path | None:
    """Return the root of the uv workspace that includes `project`, if there is one.

    uv itself decides. An older uv cannot, so every workspace above counts.
    """
    root = _nearest_project(project)
    if root is None or not _is_workspace(root):
        return None
    member_of = _reported_by_uv(project)
    return root if member_of is None or member_of != os.path.realpath(project) else None


def _nearest_project(project: Path) -> Path | None:
    # uv only considers the first pyproject.toml above.
    above = Path(os.path.realpath(project)).parents
    return next((path for path in above if (path / "pyproject.toml").is_file()), None)


def _is_workspace(root: Path) -> bool:
    try:
        text = (root / "pyproject.toml").read_text("utf-8")
        tool = tomllib.loads(text).get("tool")
    except (OSError, ValueError):
        # uv cannot read it either, and reports it.
        return False
    uv = tool.get("uv") if isinstance(tool, dict) else None
    return isinstance(uv, dict) and "workspace" in uv


def _reported_by_uv(project: Path) -> str | None:
    uv = shutil.which("uv")
    if uv is None:
        return None
    command = [uv, "workspace", "dir", "--offline"]
    try:
        done = run_program(command, project, tool_environment(), _TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        return None
    output = done.stdout.strip()
    return os.path.realpath(output) if output and not done.returncode else None
