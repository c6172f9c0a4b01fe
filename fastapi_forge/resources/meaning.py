"""The shape of an entry in the table of field types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fastapi_forge.resources.code import Code
from fastapi_forge.resources.fields import Field

DATABASES = ("sqlite", "postgresql", "mysql")

FieldCode = Callable[[Field], Code]


class Filterable(StrEnum):
    """When a list takes the field as a query parameter."""

    ALWAYS = "always"
    WHEN_INDEXED = "when indexed"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Values as they travel in JSON, written in Python."""

    example: str = ""
    other: str = ""
    payload: Code = field(default_factory=Code)
    invalid: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value typed by the user: in Python, and in JSON as Python writes it."""

    code: Code
    json: str


def accepts_anything(_field: Field) -> None:
    """No combination of the type's words is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """All that a type means.

    `words` are those it takes. `python` is the type in models, `schema` the
    annotation of input, `query` that of a filter where it differs, `answer` that of
    output where JSON Schema has no word for the plain type. `check` and
    `value` refuse with an InvalidResourceError; without `value` there is no default.
    """

    words: frozenset[str]
    python: FieldCode
    schema: FieldCode
    query: FieldCode | None = None
    answer: FieldCode | None = None
    column: Mapping[str, FieldCode]
    migration: Mapping[str, FieldCode]
    samples: Callable[[Field], Samples]
    check: Callable[[Field], None] = accepts_anything
    value: Callable[[Field, str], Value] | None = None
    filterable: Filterable = Filterable.NEVER
    sortable: bool = True
    searchable: bool = False
    actionable: bool = False

    def answered(self, field: Field) -> Code:
        return (self.answer or self.python)(field)


def always(text: str = "", *names: str) -> FieldCode:
    """The same code for every field of the type."""
    code = Code(text, names)
    return lambda _field: code


def everywhere(code: FieldCode, **exceptions: FieldCode) -> Mapping[str, FieldCode]:
    """The same column on every database but the ones named."""
    return {**dict.fromkeys(DATABASES, code), **exceptions}


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())
