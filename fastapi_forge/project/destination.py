"""Where a project goes: what may stand there, and the step that puts it there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from fastapi_forge.aside import aside
from fastapi_forge.errors import DestinationError, EnvironmentRefusalError
from fastapi_forge.interruptions import shielded
from fastapi_forge.project.git import is_empty_repository
from fastapi_forge.project.state import PROJECT_FILE

_HINT = "Choose another name or directory, or move the existing files away."
_UNFINISHED = ".forge-new-"


class Standing(Enum):
    """What stands at a destination."""

    NOTHING = "nothing"
    EMPTY = "an empty directory or a repository without commits"
    SOMETHING = "a directory that is not empty"


def examine(destination: Path) -> Standing:
    """Refuse a destination that no project could ever take."""
    if not os.path.lexists(destination):
        _refuse_unwritable(destination.parent)
        return Standing.NOTHING
    if not destination.is_dir():
        kind = "a file" if destination.is_file() else "not a directory"
        raise DestinationError(f"{destination} already exists and is {kind}.", _HINT)
    _refuse_unwritable(destination)
    names = _names(destination)
    if not names or (names == {".git"} and is_empty_repository(destination)):
        return Standing.EMPTY
    return Standing.SOMETHING


def refuse_foreign(destination: Path) -> None:
    """Refuse what cannot be an earlier result, whatever will be answered."""
    is_project = (destination / PROJECT_FILE).is_file()
    if examine(destination) is Standing.SOMETHING and not is_project:
        raise occupied(destination)


def occupied(destination: Path) -> DestinationError:
    return DestinationError(
        f"{destination} already exists and has other content.", _HINT
    )


@contextmanager
def staged(destination: Path, standing: Standing) -> Iterator[Path]:
    """A directory to build the project in: at the end it becomes the destination.

    An error in the block leaves the destination as it was.
    """
    # In the same directory, thus in the same file system; a directory that exists
    # may be a mount of its own, or lie in one that the user cannot write to.
    place = destination if standing is Standing.EMPTY else destination.parent
    with aside(_UNFINISHED, place) as holder:
        # Born by mkdir, because the umask applies to it and not to the holder.
        project = holder / destination.name
        project.mkdir()
        yield project
        if standing is Standing.EMPTY:
            _move_in(project, destination)
            _sweep(destination, holder)
        else:
            _become(project, destination)


def _become(project: Path, destination: Path) -> None:
    with shielded():
        if os.path.lexists(destination):
            raise DestinationError(
                f"{destination} was created by another program during rendering.",
                _HINT,
            )
        os.rename(project, destination)


def _move_in(project: Path, destination: Path) -> None:
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
    """What lies there, apart from what forge did not finish."""
    names = os.listdir(destination)
    return {name for name in names if not name.startswith(_UNFINISHED)}


def _sweep(destination: Path, holder: Path) -> None:
    """Remove what a run that was killed has left."""
    for left in destination.glob(f"{_UNFINISHED}*"):
        if left != holder:
            shutil.rmtree(left, ignore_errors=True)


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
