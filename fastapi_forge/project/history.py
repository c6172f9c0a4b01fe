"""Commit the pristine project, then the lock file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fastapi_forge.errors import GitError
from fastapi_forge.git.command import has_git
from fastapi_forge.git.repository import (
    changes,
    commit,
    enclosing_repository,
    init_repository,
)


def commit_render(project: Path, paths: Iterable[str], message: str) -> str:
    """Create the repository and its first commit; return the reason if that failed."""
    if not has_git():
        return "git is not on the PATH, so no repository was created."
    try:
        if not (project / ".git").exists():
            outer = enclosing_repository(project)
            if outer:
                return f"The project is inside the repository {outer}. Commit it there."
        init_repository(project)
        commit(project, paths, message)
    except GitError as error:
        return f"The project was not committed: {error}"
    return ""


def commit_changes(project: Path) -> str:
    """Commit the changes of the template's tasks; return the reason if that failed."""
    try:
        if has_git() and (project / ".git").exists():
            changed = changes(project)
            if changed:
                commit(project, changed, "Run the tasks of the template")
    except GitError as error:
        return f"The changes of the template's tasks were not committed: {error}"
    return ""


def commit_locks(project: Path, names: Iterable[str]) -> str:
    """Commit the files of the package manager; return the reason if that failed."""
    written = [name for name in names if (project / name).is_file()]
    if not written:
        return ""
    try:
        commit(project, written, f"Lock the dependencies in {', '.join(written)}")
    except GitError as error:
        return f"{', '.join(written)} was not committed: {error}"
    return ""
