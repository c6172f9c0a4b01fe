"""Collect the pieces of code of each expanded field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi_forge.resources.expanded_fields import (
    default_of,
    invalid_samples,
    is_filterable,
    is_sortable,
    on_delete,
)
from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.field_type import DATABASES
from fastapi_forge.resources.fields import Field, Ids, Resource
from fastapi_forge.resources.references import filter_name
from fastapi_forge.resources.relations import arrange
from fastapi_forge.resources.types import field_type

_NAMED = {"refs": "ref", "manys": "many", "enums": "enum"}


def expanded(resources: Sequence[Resource], ids: Ids = Ids.INT) -> list[dict[str, Any]]:
    """Return entities, with `fields` and `columns` as their pieces."""
    return [
        {**entity, **_pieces(entity, resource, ids)}
        for entity, resource in zip(
            expand(resources, ids), arrange(resources), strict=True
        )
    ]


def _pieces(entity: dict[str, Any], resource: Resource, ids: Ids) -> dict[str, Any]:
    named = {entry["name"]: entry for key in _NAMED for entry in entity[key]}
    fields = [
        {**named.get(field.name, {}), **_code(field), **_samples(field)}
        for field in (replace(field, ids=ids) for field in resource.fields)
    ]
    return {
        "fields": fields,
        "columns": [entry for entry in fields if entry["type"] != "many"],
        **{
            key: [entry for entry in fields if entry["type"] == _NAMED[key]]
            for key in _NAMED
        },
        "filters": [
            _filter(resource, replace(field, ids=ids))
            for field in resource.fields
            if is_filterable(field)
        ],
    }


def _code(field: Field) -> dict[str, Any]:
    kind = field_type(field.type)
    default = default_of(field)
    return {
        "name": field.name,
        "attribute": field.attribute,
        "type": field.type,
        "optional": field.optional,
        "unique": field.unique,
        "filterable": is_filterable(field),
        "sortable": is_sortable(field),
        "future": field.future,
        "past": field.past,
        "on_delete": on_delete(field),
        "python": kind.python(field).text,
        "schema": kind.schema(field).text,
        "read": kind.answered(field).text,
        "default": default.code.text if default else "",
        "default_json": default.json if default else "",
        "column": {
            database: kind.column[database](field).text for database in DATABASES
        },
        "migration": {
            database: kind.migration[database](field).text for database in DATABASES
        },
    }


def _samples(field: Field) -> dict[str, Any]:
    samples = field_type(field.type).samples(field)
    return {
        "example": samples.example,
        "other": samples.other,
        "payload": samples.payload.text,
        "invalid": [
            {"id": key, "value": value} for key, value in invalid_samples(field)
        ],
    }


def _filter(resource: Resource, field: Field) -> dict[str, str]:
    kind = field_type(field.type)
    annotation = (kind.query or kind.schema)(field)
    return {
        "name": filter_name(resource, field),
        "attribute": field.attribute,
        "annotation": annotation.text,
    }
