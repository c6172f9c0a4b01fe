"""Find the template that a project was generated from."""

from __future__ import annotations

from pathlib import Path

from fastapi_forge.errors import ProjectStateError
from fastapi_forge.project.recorded_state import read_state
from fastapi_forge.template.builtin import BUILTIN, builtin_template


def template_of(project: Path) -> Path | None:
    """Return the directory of the built-in template, or None for other projects."""
    try:
        template = read_state(project).state.template
    except ProjectStateError:
        return None
    is_builtin = template.name == BUILTIN and not template.source
    return builtin_template() if is_builtin else None
