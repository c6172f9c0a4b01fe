"""The projects of a matrix, made in one process as `forge new` makes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.errors import EnvironmentRefusalError, ForgeError
from fastapi_forge.matrix.rows import MatrixRow
from fastapi_forge.project.creation import NewProject, create_project
from fastapi_forge.secret import masked
from fastapi_forge.verify.outcome import Outcome

RENDER = "render"
Request = Callable[[MatrixRow, Path], NewProject]
"""What `forge new` would be asked for, to make the row at that path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    row: MatrixRow
    path: Path
    failure: Outcome | None = None
    """What the template raised."""


def render_rows(
    rows: Iterable[MatrixRow], directory: Path, request: Request
) -> Iterator[Rendered]:
    """Each row in a directory of its name; raises EnvironmentRefusalError."""
    directory.mkdir(parents=True, exist_ok=True)
    for row in rows:
        path = directory / row.name
        try:
            create_project(request(row, path), _silently)
        except EnvironmentRefusalError:
            raise
        except ForgeError as error:
            said = masked("\n".join(filter(None, (error.message, error.hint))))
            failure = Outcome(name=RENDER, status="failed", seconds=0, detail=said)
            yield Rendered(row=row, path=path, failure=failure)
        else:
            yield Rendered(row=row, path=path)


def _silently(_: str) -> None:
    """Of each step of each row nobody wants to hear."""
