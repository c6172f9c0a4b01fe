"""The input of a render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi_forge.template.options import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRef:
    name: str
    version: str
    source: str = ""
    """The template's address, if it is not forge's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The user's choices: the same state gives the same bytes on every machine."""

    template: TemplateRef
    answers: Mapping[str, Value]
    resources: tuple[str, ...] | None
    """None for a template without resources."""
    secrets: Mapping[str, Value] = field(default_factory=dict)
    """Answers that are rendered but not recorded."""
    folder: str = ""
    """The name of the project's directory, if no answer contains it."""
