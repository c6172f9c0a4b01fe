"""Determine the service's own files, and copy them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.git.command import Git, has_git
from fastapi_forge.verify.environment_variables import clean_environment
from fastapi_forge.verify.settings_files import OWN

_TIMEOUT = 300.0
_LARGEST = 100_000_000
"""Untracked files above this many bytes are considered data, not code."""
_IGNORED = {".git", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox"}


def files_of(project: Path) -> list[str]:
    """Return the files that git tracks or would add, by path from `project`.

    Without git, return what usually belongs to a project.
    """
    if not has_git():
        return sorted(_walked(project))
    tracked, untracked = _tracked(project), _untracked(project)
    return sorted({*tracked, *untracked})


def copy_files(project: Path, target: Path) -> Iterator[str]:
    """Copy the files; yield large untracked ones, which are left out.

    `.env` belongs to a machine and is not copied.
    """
    paths = files_of(project)
    large = {path for path in paths if (project / path).lstat().st_size > _LARGEST}
    skipped = large - set(_tracked(project)) if large else large
    target.mkdir()
    for path in paths:
        if path != OWN and path not in skipped:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            _copy(project, target, path)
    yield from sorted(skipped)


def files_below(root: Path) -> list[str]:
    """Return all files of a copy, before checks add others."""
    return sorted(
        str(Path(folder, name).relative_to(root))
        for folder, _, names in os.walk(root)
        for name in names
        if Path(folder, name).is_file()
    )


def _copy(project: Path, target: Path, path: str) -> None:
    """Copy one file; a link out of the project is replaced by its target."""
    source, copy = project / path, target / path
    try:
        if source.is_symlink():
            real = source.resolve()
            if real.is_relative_to(project):
                inside = target / real.relative_to(project)
                copy.symlink_to(os.path.relpath(inside, copy.parent))
            elif real.is_dir():
                ignored = shutil.ignore_patterns(*_IGNORED, OWN)
                shutil.copytree(real, copy, ignore=ignored)
            else:
                shutil.copy(real, copy)
        else:
            shutil.copy(source, copy)
    except (OSError, shutil.Error) as error:
        raise EnvironmentRefusalError(f"Cannot copy {source}: {error}") from error


def _tracked(project: Path) -> Iterator[str]:
    listing = ("ls-files", "-z", "--cached", "--recurse-submodules")
    return _listed(project, *listing, tolerant=True)


def _untracked(project: Path) -> Iterator[str]:
    """Return what a new repository would add.

    The service may be outside of repositories, or ignored by one.
    """
    with tempfile.TemporaryDirectory(prefix="forge-files-") as empty:
        _git(project, "init", "--quiet", "--bare", empty)
        repository = (f"--git-dir={empty}", f"--work-tree={project}")
        unknown = ("ls-files", "-z", "--others", "--exclude-standard")
        for path in _listed(project, *repository, *unknown):
            # An environment that is not ignored, or a link to one.
            if _IGNORED.isdisjoint(path.split("/")):
                yield path


def _listed(project: Path, *arguments: str, tolerant: bool = False) -> Iterator[str]:
    for path in _git(project, *arguments, tolerant=tolerant).split("\0"):
        place = project / path
        # A link to a directory is a single entry.
        linked = place.is_symlink() and place.is_dir()
        if path and (place.is_file() or linked):
            yield path


def _git(project: Path, *arguments: str, tolerant: bool = False) -> str:
    git = Git(directory=project, environment=clean_environment(), timeout=_TIMEOUT)
    done = git.run(*arguments)
    if done.returncode and not tolerant:
        raise EnvironmentRefusalError(
            f"git cannot list the files of {project}: {done.stderr.strip()}"
        )
    return "" if done.returncode else done.stdout


def _walked(project: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(project):
        folders[:] = [name for name in folders if not _is_generated(name)]
        for name in names:
            if name != OWN and not _is_generated(name):
                yield str(Path(folder, name).relative_to(project))


def _is_generated(name: str) -> bool:
    return name in _IGNORED or name.endswith(("_cache", ".pyc"))
