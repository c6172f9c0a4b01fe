"""What a render depends on, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRef:
    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the user chose: the same state gives the same bytes on every machine."""

    template: TemplateRef
    answers: Mapping[str, str | bool | int | Sequence[str]]
    resources: tuple[str, ...]
