"""Find a uv workspace that a new project would become part of."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

from fastapi_forge.project.programs import run_whole
from fastapi_forge.surroundings import tool_environment

_PATIENCE = 60


def surrounding_workspace(project: Path) -> Path | None:
    """Return the root of the uv workspace that includes `project`, if there is one.

    uv itself decides. An older uv cannot, so every workspace above counts.
    """
    root = _nearest_project(project)
    if root is None or not _is_workspace(root):
        return None
    member_of = _asked(project)
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


def _asked(project: Path) -> str | None:
    uv = shutil.which("uv")
    if uv is None:
        return None
    command = [uv, "workspace", "dir", "--offline"]
    try:
        done = run_whole(command, project, tool_environment(), _PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = done.stdout.strip()
    return os.path.realpath(said) if said and not done.returncode else None
