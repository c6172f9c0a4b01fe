"""Create and use the repository of a new project."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from fastapi_forge.environment_variables import tool_environment
from fastapi_forge.project.programs import run_program

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
_TIMEOUT = 120
_FALLBACK_IDENTITY = {"user.name": "forge", "user.email": "forge@localhost"}


class GitError(Exception):
    """An error with git's output."""


def has_git() -> bool:
    return shutil.which("git") is not None


def is_empty_repository(directory: Path) -> bool:
    """Return whether `directory` is a repository without commits and index."""
    if not has_git():
        return False
    try:
        top = _run(directory, "rev-parse", "--show-toplevel")
        return (
            top.returncode == 0
            and os.path.realpath(top.stdout.strip()) == os.path.realpath(directory)
            and _run(directory, "rev-parse", "-q", "--verify", "HEAD").returncode != 0
            and not _run(directory, "ls-files").stdout
        )
    except GitError:
        return False


def enclosing_repository(project: Path) -> Path | None:
    """Return the repository that contains `project`, unless it ignores the project.

    Raise GitError for a repository that git refuses to read, such as another user's.
    """
    top = _run(project, "rev-parse", "--show-toplevel")
    if top.returncode and "not a git repository" not in top.stderr:
        raise GitError(_error_line(top, "git rev-parse failed"))
    if top.returncode or _run(project, "check-ignore", "-q", ".").returncode == 0:
        return None
    return Path(top.stdout.strip())


def init_repository(project: Path) -> None:
    """Initialize a repository in `project` if it is not one already."""
    if (project / ".git").exists():
        return
    try:
        _run_checked(project, "init", "--quiet", "--initial-branch=main")
    except BaseException:
        # An incomplete repository would block the next attempt.
        shutil.rmtree(project / ".git", ignore_errors=True)
        raise


def changes(project: Path) -> list[str]:
    """Return paths that differ from the last commit, including new ones that are not
    ignored.
    """
    listed = _run(
        project,
        *("status", "--porcelain", "--no-renames", "--untracked-files=all"),
        "-z",
    )
    return [entry[3:] for entry in listed.stdout.split("\0") if entry]


def commit(project: Path, paths: Iterable[str], message: str) -> None:
    """Commit `paths` as they are, even ignored ones."""
    _run_checked(
        project,
        *("--literal-pathspecs", "add", "--force"),
        *("--pathspec-from-file=-", "--pathspec-file-nul"),
        paths="\0".join(paths),
    )
    settings = {**_SETTINGS, **_missing_identity(project)}
    _run_checked(
        project,
        *("commit", "--quiet", "--no-verify", "--message", message),
        settings=settings,
    )


def _missing_identity(project: Path) -> dict[str, str]:
    return {
        key: neutral
        for key, neutral in _FALLBACK_IDENTITY.items()
        if not _run(project, "config", key).stdout.strip()
    }


def _run_checked(
    directory: Path,
    *arguments: str,
    paths: str = "",
    settings: dict[str, str] = _SETTINGS,
) -> None:
    options = [
        word for key, value in settings.items() for word in ("-c", f"{key}={value}")
    ]
    done = _run(directory, *options, *arguments, paths=paths)
    if done.returncode:
        raise GitError(_error_line(done, f"git {arguments[0]} failed"))


def _error_line(done: subprocess.CompletedProcess[str], default: str) -> str:
    return next(iter(done.stderr.strip().splitlines()), default)


def _run(
    directory: Path, *arguments: str, paths: str = ""
) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = ("git", *arguments)
    try:
        return run_program(command, directory, _environment(), _TIMEOUT, paths)
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git did not finish within {_TIMEOUT} seconds.") from error
    except OSError as error:
        raise GitError(str(error)) from error


def _environment() -> dict[str, str]:
    return {**tool_environment(), "LC_ALL": "C"}
