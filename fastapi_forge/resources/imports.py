"""Return the imports of a resource's fields, by module."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from fastapi_forge.resources.code import Code, import_lines
from fastapi_forge.resources.expanded_fields import (
    Expanded,
    default_of,
    is_filterable,
)
from fastapi_forge.resources.field_type import DATABASES
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.types import field_type

_VOCABULARY = "app.schemas.types."
_MODELS = "app.models."


def imports(resource: Resource) -> Expanded:
    columns = resource.columns
    return {
        "model": {
            database: import_lines(_foreign(_model(columns, database)))
            for database in DATABASES
        },
        "record": import_lines(
            _foreign(field_type(field.type).python(field) for field in resource.fields)
        ),
        "migration": {
            database: import_lines(
                field_type(field.type).migration[database](field) for field in columns
            )
            for database in DATABASES
        },
        "schema": import_lines(_schema(resource.fields)),
        "query": import_lines(_query(resource.fields)),
        "factory": import_lines(_payloads(resource.fields)),
        "service": import_lines(_actions(resource)),
    }


def vocabulary(resource: Resource) -> list[str]:
    """Return the names of `app.schemas.types` that the resource's schemas import."""
    pieces = chain(_schema(resource.fields), _query(resource.fields))
    names = {name for piece in pieces for name in piece.names}
    return sorted(
        name.removeprefix(_VOCABULARY) for name in names if name.startswith(_VOCABULARY)
    )


def _foreign(pieces: Iterable[Code]) -> Iterable[Code]:
    """Return the pieces without enumerations, which the model's module defines."""
    for piece in pieces:
        names = (name for name in piece.names if not name.startswith(_MODELS))
        yield Code(piece.text, tuple(names))


def spells(resource: Resource) -> bool:
    """Return whether the factory needs tests.factories.spelling."""
    pieces = _payloads(resource.fields)
    return any("tests.factories.spelling.spelled" in code.names for code in pieces)


def _model(columns: Iterable[Field], database: str) -> Iterable[Code]:
    for field in columns:
        kind = field_type(field.type)
        yield kind.python(field)
        yield kind.column[database](field)


def _schema(fields: Iterable[Field]) -> Iterable[Code]:
    for field in fields:
        kind = field_type(field.type)
        yield kind.schema(field)
        yield kind.answered(field)
        if default := default_of(field):
            yield default.code


def _query(fields: Iterable[Field]) -> Iterable[Code]:
    for field in filter(is_filterable, fields):
        kind = field_type(field.type)
        yield (kind.query or kind.schema)(field)


def _payloads(fields: Iterable[Field]) -> Iterable[Code]:
    return (field_type(field.type).samples(field).payload for field in fields)


def _actions(resource: Resource) -> Iterable[Code]:
    fields = {field.name: field for field in resource.fields}
    for action in resource.actions:
        field = fields[action.field]
        if value := field_type(field.type).value:
            yield value(field, action.value).code
