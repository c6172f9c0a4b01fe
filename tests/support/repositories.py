"""Create git repositories with templates."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HANDBOOK = Path(__file__).parent.parent / "data" / "handbook"
_IDENTITY = ("-c", "user.name=x", "-c", "user.email=x@example.com")


def git(directory: Path, *arguments: str) -> str:
    command = ["git", *_IDENTITY, *arguments]
    return subprocess.run(
        command, cwd=directory, check=True, capture_output=True, text=True
    ).stdout


def commit(repository: Path, *tags: str) -> None:
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--allow-empty", "--message=x")
    for tag in tags:
        git(repository, "tag", tag)


def handbook_repository(path: Path) -> Path:
    """Create the handbook with releases, and a branch with one more file."""
    shutil.copytree(HANDBOOK, path)
    git(path, "init", "--quiet", "--initial-branch=main")
    commit(path, "v1.0.0")
    (path / "site/news.html").write_text("news", encoding="utf-8")
    commit(path, "v1.9.0", "v1.10.0", "v2.0.0rc1", "latest")
    git(path, "checkout", "--quiet", "-b", "work/next")
    (path / "site/next.html").write_text("next", encoding="utf-8")
    commit(path)
    git(path, "checkout", "--quiet", "main")
    return path
