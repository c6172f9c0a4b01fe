"""Check the destination of a project, and move the project there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from fastapi_forge.errors import DestinationError, EnvironmentRefusalError
from fastapi_forge.git.repository import is_empty_repository
from fastapi_forge.interruptions import shielded
from fastapi_forge.project.state import PROJECT_FILE
from fastapi_forge.temporary import temporary_directory

_HINT = "Choose another name or directory, or move the existing files away."
_UNFINISHED = ".forge-new-"


class DestinationState(Enum):
    """The existing content of a destination."""

    MISSING = "nothing"
    EMPTY = "an empty directory or a repository without commits"
    OCCUPIED = "a directory that is not empty"


def check_destination(destination: Path) -> DestinationState:
    """Return what exists; refuse a destination that can never hold a project."""
    if not os.path.lexists(destination):
        _refuse_unwritable(destination.parent)
        return DestinationState.MISSING
    if not destination.is_dir():
        kind = "a file" if destination.is_file() else "not a directory"
        raise DestinationError(f"{destination} already exists and is {kind}.", _HINT)
    _refuse_unwritable(destination)
    names = _names(destination)
    if not names or (names == {".git"} and is_empty_repository(destination)):
        return DestinationState.EMPTY
    return DestinationState.OCCUPIED


def refuse_other_content(destination: Path) -> None:
    """Refuse a destination with other content, whatever the answers."""
    is_project = (destination / PROJECT_FILE).is_file()
    if check_destination(destination) is DestinationState.OCCUPIED and not is_project:
        raise occupied_error(destination)


def occupied_error(destination: Path) -> DestinationError:
    return DestinationError(
        f"{destination} already exists and has other content.", _HINT
    )


@contextmanager
def staged(destination: Path, state: DestinationState) -> Iterator[Path]:
    """Yield a directory to build the project in, which then becomes the destination.

    An error in the block leaves the destination unchanged.
    """
    # In the same directory and so in the same file system: an existing directory may be
    # a mount, or its parent may not be writable.
    parent = destination if state is DestinationState.EMPTY else destination.parent
    with temporary_directory(_UNFINISHED, parent) as temporary:
        # Created by mkdir, because the umask applies to it but not to its parent.
        project = temporary / destination.name
        project.mkdir()
        yield project
        if state is DestinationState.EMPTY:
            _move_contents(project, destination)
            _remove_leftovers(destination, temporary)
        else:
            _rename_into_place(project, destination)


def _rename_into_place(project: Path, destination: Path) -> None:
    with shielded():
        if os.path.lexists(destination):
            raise DestinationError(
                f"{destination} was created by another program during rendering.",
                _HINT,
            )
        os.rename(project, destination)


def _move_contents(project: Path, destination: Path) -> None:
    with shielded():
        if _names(destination) - {".git"}:
            raise DestinationError(
                f"{destination} was filled by another program during rendering.",
                _HINT,
            )
        moved: list[str] = []
        try:
            for name in sorted(os.listdir(project)):
                os.rename(project / name, destination / name)
                moved.append(name)
        except OSError:
            for name in moved:
                os.rename(destination / name, project / name)
            raise


def _names(destination: Path) -> set[str]:
    """Return the contents, without leftovers of forge."""
    names = os.listdir(destination)
    return {name for name in names if not name.startswith(_UNFINISHED)}


def _remove_leftovers(destination: Path, temporary: Path) -> None:
    """Remove leftovers of killed runs."""
    for leftover in destination.glob(f"{_UNFINISHED}*"):
        if leftover != temporary:
            shutil.rmtree(leftover, ignore_errors=True)


def _refuse_unwritable(directory: Path) -> None:
    if not directory.is_dir():
        raise EnvironmentRefusalError(
            f"{directory} is not a directory.",
            "Create it first, or choose another directory.",
        )
    if not os.access(directory, os.W_OK | os.X_OK):
        raise EnvironmentRefusalError(
            f"Permission denied: cannot write to {directory}."
        )
