"""uv workspaces: the lock file and the environment of a member lie above it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_PROJECT = "pyproject.toml"


def workspace_of(project: Path) -> Path | None:
    """Return the root of the workspace that lists `project` among its members."""
    for parent in project.parents:
        workspace = _workspace(parent)
        if workspace is not None:
            inside = project.relative_to(parent)
            members = map(str, workspace.get("members", []))
            excluded = map(str, workspace.get("exclude", []))
            if any(inside.match(it) for it in members) and not any(
                inside.match(it) for it in excluded
            ):
                return parent
    return None


def _workspace(directory: Path) -> dict[str, Any] | None:
    try:
        written = tomllib.loads((directory / _PROJECT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    workspace = written.get("tool", {}).get("uv", {}).get("workspace")
    return workspace if isinstance(workspace, dict) else None
