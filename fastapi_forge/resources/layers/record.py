"""Describe the in-memory records of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.resources.code import imports_of, tuple_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.types import field_type


def record(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    manys = [field for field in resource.fields if field.type == "many"]
    return {
        "imports": imports_of(_names(resource)),
        "attributes": list(_attributes(resource, known)),
        "fields": [
            *(["owner_id: str"] if resource.owned else []),
            *(_field(field) for field in [*resource.columns, *manys]),
        ],
    }


def _names(resource: Resource) -> Iterator[str]:
    yield "app.db.base.Base"
    for field in resource.relations:
        yield f"app.db.base.{field.type.capitalize()}"
        if field.type == "many":
            yield f"app.models.{field.target}.{class_name(field.target)}"


def _attributes(resource: Resource, known: Mapping[str, Resource]) -> Iterator[str]:
    """Return what all records of a table share."""
    yield f'table = "{resource.plural}"'
    if unique := [
        _unique(resource, field) for field in resource.fields if field.unique
    ]:
        yield f"unique = {tuple_of(unique)}"
    if relations := [_reference(field, known) for field in resource.relations]:
        yield f"references = {tuple_of(relations)}"


def _unique(resource: Resource, field: Field) -> str:
    """Return the unique constraint; values are unique per owner."""
    name = f'"{field.attribute}"'
    return f'("owner_id", {name})' if resource.owned else f"({name},)"


def _reference(field: Field, known: Mapping[str, Resource]) -> str:
    table = known[field.target].plural
    required = ", required=False" if field.optional else ""
    return f'{field.type.capitalize()}("{field.attribute}", "{table}"{required})'


def _field(field: Field) -> str:
    python = field_type(field.type).python(field)
    return f"{field.attribute}: {python}{' | None' if field.optional else ''}"
