"""Create, read and extend the repository of a project."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from fastapi_forge.errors import GitError
from fastapi_forge.git.command import Git, failure, has_git

_SETTINGS = {
    # The commits are forge's, so the user's hooks and signing keys do not apply.
    "core.hooksPath": os.devnull,
    "commit.gpgSign": "false",
    # These would refuse files that git converts.
    "core.safecrlf": "false",
    # These would start background processes.
    "core.fsmonitor": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
_TIMEOUT = 120.0
_FALLBACK_IDENTITY = {"user.name": "forge", "user.email": "forge@localhost"}


def is_empty_repository(directory: Path) -> bool:
    """Return whether `directory` is a repository without commits and index."""
    if not has_git():
        return False
    git = _git(directory)
    try:
        top = git.run("rev-parse", "--show-toplevel")
        return (
            top.returncode == 0
            and os.path.realpath(top.stdout.strip()) == os.path.realpath(directory)
            and git.run("rev-parse", "-q", "--verify", "HEAD").returncode != 0
            and not git.run("ls-files").stdout
        )
    except GitError:
        return False


def enclosing_repository(project: Path) -> Path | None:
    """Return the repository that contains `project`, unless it ignores the project.

    Raise GitError for a repository that git refuses to read, such as another user's.
    """
    git = _git(project)
    top = git.run("rev-parse", "--show-toplevel")
    if top.returncode and "not a git repository" not in top.stderr:
        raise failure(top, "rev-parse")
    if top.returncode or git.run("check-ignore", "-q", ".").returncode == 0:
        return None
    return Path(top.stdout.strip())


def init_repository(project: Path) -> None:
    """Initialize a repository in `project` if it is not one already."""
    if (project / ".git").exists():
        return
    try:
        git = _git(project).having(_SETTINGS)
        git.output("init", "--quiet", "--initial-branch=main")
    except BaseException:
        # An incomplete repository would block the next attempt.
        shutil.rmtree(project / ".git", ignore_errors=True)
        raise


def changes(project: Path) -> list[str]:
    """Return paths that differ from the last commit, including new ones that are not
    ignored.
    """
    listed = _git(project).run(
        *("status", "--porcelain", "--no-renames", "--untracked-files=all"),
        "-z",
    )
    return [entry[3:] for entry in listed.stdout.split("\0") if entry]


def commit(project: Path, paths: Iterable[str], message: str) -> None:
    """Commit `paths` as they are, even ignored ones."""
    git = _git(project).having(_SETTINGS)
    git.output(
        *("--literal-pathspecs", "add", "--force"),
        *("--pathspec-from-file=-", "--pathspec-file-nul"),
        stdin="\0".join(paths),
    )
    git = git.having(_missing_identity(project))
    git.output("commit", "--quiet", "--no-verify", "--message", message)


def setting(name: str, timeout: float) -> str:
    """Return a setting of the user, or nothing."""
    if not has_git():
        return ""
    try:
        found = Git(directory=Path(), timeout=timeout).run("config", "--get", name)
    except GitError:
        return ""
    return "" if found.returncode else found.stdout.strip()


def _missing_identity(project: Path) -> dict[str, str]:
    git = _git(project)
    return {
        key: neutral
        for key, neutral in _FALLBACK_IDENTITY.items()
        if not git.run("config", key).stdout.strip()
    }


def _git(project: Path) -> Git:
    return Git(directory=project, timeout=_TIMEOUT)
