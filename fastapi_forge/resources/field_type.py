"""The type of an entry in the table of field types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fastapi_forge.resources.code import Code
from fastapi_forge.resources.fields import Field

DATABASES = ("sqlite", "postgresql", "mysql")

FieldCode = Callable[[Field], Code]


class Filterable(StrEnum):
    """When lists have a query parameter for the field."""

    ALWAYS = "always"
    WHEN_INDEXED = "when indexed"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Sample values as Python literals of their JSON form."""

    example: str = ""
    other: str = ""
    payload: Code = field(default_factory=Code)
    invalid: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value from a specification as Python code and as a literal of its JSON."""

    code: Code
    json: str


def short(_field: Field) -> int:
    """Return the length of values that are no long text."""
    return 0


def accepts_anything(_field: Field) -> None:
    """Accept every combination of modifiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """Everything that defines a field type.

    `python` is the type in models, `schema` the annotation of input, `query` that of a
    filter if different, `answer` that of output if JSON Schema cannot describe the
    plain type. `ranges` end the names of filters such as `price_min`. `length` is that
    of the longest text, which decides whether a column can have an index. `check` and
    `value` raise InvalidResourceError; types without `value` have no default.
    """

    modifiers: frozenset[str]
    python: FieldCode
    schema: FieldCode
    query: FieldCode | None = None
    answer: FieldCode | None = None
    column: Mapping[str, FieldCode]
    migration: Mapping[str, FieldCode]
    samples: Callable[[Field], Samples]
    check: Callable[[Field], None] = accepts_anything
    value: Callable[[Field, str], Value] | None = None
    filterable: Filterable = Filterable.ALWAYS
    ranges: tuple[str, ...] = ()
    sortable: bool = True
    length: Callable[[Field], int] = short
    searchable: bool = False
    actionable: bool = False

    def answered(self, field: Field) -> Code:
        return (self.answer or self.python)(field)


def always(text: str = "", *names: str) -> FieldCode:
    """Return a function with the same code for every field."""
    code = Code(text, names)
    return lambda _field: code


def everywhere(code: FieldCode, **exceptions: FieldCode) -> Mapping[str, FieldCode]:
    """Return the same column for every database except the named ones."""
    return {**dict.fromkeys(DATABASES, code), **exceptions}


def modifiers(text: str) -> frozenset[str]:
    return frozenset(text.split())
