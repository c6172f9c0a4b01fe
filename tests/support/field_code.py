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
from fastapi_forge.resources.fields import Field, Ids, Resource
from fastapi_forge.resources.meaning import DATABASES
from fastapi_forge.resources.references import filter_name
from fastapi_forge.resources.relations import arrange
from fastapi_forge.resources.types import meaning

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
    named = {it["name"]: it for key in _NAMED for it in entity[key]}
    fields = [
        {**named.get(it.name, {}), **_code(it), **_samples(it)}
        for it in (replace(it, ids=ids) for it in resource.fields)
    ]
    return {
        "fields": fields,
        "columns": [it for it in fields if it["type"] != "many"],
        **{key: [it for it in fields if it["type"] == _NAMED[key]] for key in _NAMED},
        "filters": [
            _filter(resource, replace(it, ids=ids))
            for it in resource.fields
            if is_filterable(it)
        ],
    }


def _code(field: Field) -> dict[str, Any]:
    kind = meaning(field.type)
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
        "column": {it: kind.column[it](field).text for it in DATABASES},
        "migration": {it: kind.migration[it](field).text for it in DATABASES},
    }


def _samples(field: Field) -> dict[str, Any]:
    samples = meaning(field.type).samples(field)
    return {
        "example": samples.example,
        "other": samples.other,
        "payload": samples.payload.text,
        "invalid": [
            {"id": key, "value": value} for key, value in invalid_samples(field)
        ],
    }


def _filter(resource: Resource, field: Field) -> dict[str, str]:
    kind = meaning(field.type)
    annotation = (kind.query or kind.schema)(field)
    return {
        "name": filter_name(resource, field),
        "attribute": field.attribute,
        "annotation": annotation.text,
    }
