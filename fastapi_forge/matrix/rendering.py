"""Render the projects of a matrix in one process, as `forge new` would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.errors import EnvironmentRefusalError, ForgeError
from fastapi_forge.matrix.rows import MatrixRow
from fastapi_forge.project.creation import create_project
from fastapi_forge.project.request import NewProject
from fastapi_forge.secret import masked
from fastapi_forge.verify.outcome import Outcome

RENDER = "render"
Request = Callable[[MatrixRow, Path], NewProject]
"""Builds the request of `forge new` for the combination and the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    row: MatrixRow
    path: Path
    failure: Outcome | None = None
    """The error of the template."""


def render_rows(
    rows: Iterable[MatrixRow], directory: Path, request: Request
) -> Iterator[Rendered]:
    """Render each combination into a directory with its name; raise
    EnvironmentRefusalError.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for row in rows:
        path = directory / row.name
        try:
            create_project(request(row, path), _silently)
        except EnvironmentRefusalError:
            raise
        except ForgeError as error:
            detail = masked("\n".join(filter(None, (error.message, error.hint))))
            failure = Outcome(name=RENDER, status="failed", seconds=0, detail=detail)
            yield Rendered(row=row, path=path, failure=failure)
        else:
            yield Rendered(row=row, path=path)


def _silently(_: str) -> None:
    """Discard the progress of each step."""
