"""Compare a directory with what forge would create in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from fastapi_forge.errors import ForgeError
from fastapi_forge.project.installation import LOCK_FILES
from fastapi_forge.project.recorded_state import read_lock
from fastapi_forge.project.secrets import ENVIRONMENT
from fastapi_forge.project.state import LOCK_FILE, PROJECT_FILE
from fastapi_forge.rendering.tree import Tree

# Written by the steps after rendering. Any other file is not forge's.
_FORGES_OWN = frozenset({".git", ".venv", ENVIRONMENT, *LOCK_FILES})


def is_untouched(directory: Path, tree: Tree) -> bool:
    """Return whether `directory` contains `tree`, and otherwise only results of later
    steps.
    """
    return set(_files(directory)) == set(tree) and all(
        _is_same(directory / path, path, file.content) for path, file in tree.items()
    )


def is_same_state(directory: Path, tree: Tree) -> bool:
    """Return whether `directory` was generated from this state, even if tasks changed
    it.
    """
    return all(
        (directory / path).is_file()
        and _is_same(directory / path, path, tree[path].content)
        for path in (PROJECT_FILE, LOCK_FILE)
    )


def _files(directory: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(directory):
        if Path(folder) == directory:
            folders[:] = [name for name in folders if name not in _FORGES_OWN]
        for name in names:
            path = Path(folder, name).relative_to(directory).as_posix()
            if path not in _FORGES_OWN:
                yield path


def _is_same(path: Path, relative: str, content: bytes) -> bool:
    if path.is_symlink():
        return False
    found = path.read_bytes()
    if relative == LOCK_FILE:
        # Contains versions of tools: another forge may generate the same files.
        return _locked_files(found) == _locked_files(content)
    return found == content


def _locked_files(lock: bytes) -> object:
    try:
        return read_lock(lock.decode()).files
    except (ForgeError, ValueError, KeyError):
        return None
