"""What a render depends on, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi_forge.template.options import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRef:
    name: str
    version: str
    source: str = ""
    """Where it can be had again, if it is not forge's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the user chose: the same state gives the same bytes on every machine."""

    template: TemplateRef
    answers: Mapping[str, Value]
    resources: tuple[str, ...] | None
    """None for a template that takes none."""
    secrets: Mapping[str, Value] = field(default_factory=dict)
    """Answers that are rendered and recorded nowhere."""
    folder: str = ""
    """The name of the project's directory, where no answer holds it."""
