"""The type of an entry in the table of field types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fastapi_forge.resources.facts import NO_LIMITS, Limits
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.samples import Draw, Json, Sample, Value


class Filterable(StrEnum):
    """When lists have a query parameter for the field."""

    ALWAYS = "always"
    WHEN_INDEXED = "when indexed"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Values for the documentation and tests; invalid ones with a name of the case."""

    example: Sample | None = None
    other: Sample | None = None
    draw: Draw | None = None
    invalid: tuple[tuple[str, Sample], ...] = ()


def literal(value: Json) -> Sample:
    return {"value": value}


def expression(code: str) -> Sample:
    return {"expression": code}


def plain_value(value: Json) -> Value:
    """Return a value that is the same in a request and in Python."""
    return {"value": value, "member": "", "parts": []}


def no_limits(_field: Field) -> Limits:
    return NO_LIMITS


def accepts_anything(_field: Field) -> None:
    """Accept every combination of modifiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """Everything that defines a field type, except how it is written in a file.

    `ranges` end the names of filters such as `price_min`. `check` and `value` raise
    InvalidResourceError; types without `value` have no default.
    """

    modifiers: frozenset[str]
    samples: Callable[[Field], Samples]
    limits: Callable[[Field], Limits] = no_limits
    check: Callable[[Field], None] = accepts_anything
    value: Callable[[Field, str], Value] | None = None
    filterable: Filterable = Filterable.ALWAYS
    ranges: tuple[str, ...] = ()
    sortable: bool = True
    searchable: bool = False
    actionable: bool = False


def modifiers(text: str) -> frozenset[str]:
    return frozenset(text.split())
