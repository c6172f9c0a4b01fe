"""Find the template that a project was generated from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi_forge.errors import ProjectStateError
from fastapi_forge.project.recorded_state import read_state
from fastapi_forge.releases.stored import stored_releases, stored_template
from fastapi_forge.template.builtin import BUILTIN, builtin_template
from fastapi_forge.template.schema import read_schema


@contextmanager
def template_of(project: Path) -> Iterator[Path | None]:
    """Yield the built-in template in the version of a project, if forge has it.

    Yield the current version for others, and None for projects of other templates.
    """
    try:
        template = read_state(project).state.template
    except ProjectStateError:
        yield None
        return
    if template.name != BUILTIN or template.source:
        yield None
        return
    current = builtin_template()
    if template.version == read_schema(current).version:
        yield current
        return
    releases = stored_releases()
    if template.version not in releases:
        yield current
        return
    with stored_template(template.version, releases) as directory:
        yield directory
