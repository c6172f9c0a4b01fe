"""Turn resources into plain data for templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fastapi_forge.resources.expanded_fields import (
    Expanded,
    action_entries,
    expanded_enum,
    expanded_many,
    expanded_ref,
    is_sortable,
)
from fastapi_forge.resources.fields import Field, Ids, Resource
from fastapi_forge.resources.imports import imports, spells, vocabulary
from fastapi_forge.resources.layers.cases import cases
from fastapi_forge.resources.layers.crud import crud, searched
from fastapi_forge.resources.layers.factory import factory
from fastapi_forge.resources.layers.migration import migration
from fastapi_forge.resources.layers.model import model
from fastapi_forge.resources.layers.record import record
from fastapi_forge.resources.layers.schema import is_embedded, schema
from fastapi_forge.resources.layers.service import service
from fastapi_forge.resources.naming import class_name, label, with_article
from fastapi_forge.resources.relations import arrange
from fastapi_forge.resources.types import field_type

_SHORTEST_SEARCH = 3


def expand(resources: Sequence[Resource], ids: Ids = Ids.INT) -> list[Expanded]:
    """Return one entity per resource, dependencies first."""
    arranged = [_identified(resource, ids) for resource in arrange(resources)]
    known = {resource.name: resource for resource in arranged}
    return [
        {
            **_names(resource),
            "owned": resource.owned,
            **_contents(resource, known),
            "embedded": is_embedded(resource, known),
            **_layers(resource, known),
            "imports": imports(resource),
            "vocabulary": vocabulary(resource),
            "spells": spells(resource),
        }
        for resource in arranged
    ]


def _identified(resource: Resource, ids: Ids) -> Resource:
    hidden = frozenset(
        {"date", "time"} & {field.attribute for field in resource.fields}
    )
    fields = tuple(replace(field, ids=ids, hidden=hidden) for field in resource.fields)
    return replace(resource, fields=fields)


def _names(resource: Resource) -> Expanded:
    return {
        "name": resource.name,
        "plural": resource.plural,
        "variable": resource.variable,
        "variables": resource.variables,
        "class": class_name(resource.name),
        "label": label(resource.name),
        "labels": label(resource.plural),
        "a_label": _indefinite(resource),
        "table": resource.plural,
        "path": resource.plural,
    }


def _indefinite(resource: Resource) -> str:
    words = label(resource.name)
    return words if resource.plural == resource.name else with_article(words)


def _contents(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    refs = [field for field in resource.relations if field.type == "ref"]
    manys = [field for field in resource.relations if field.type == "many"]
    sortable = [field.attribute for field in resource.columns if is_sortable(field)]
    return {
        "refs": [expanded_ref(resource, field, known[field.target]) for field in refs],
        "manys": [
            expanded_many(resource, field, known[field.target]) for field in manys
        ],
        "enums": [
            expanded_enum(field) for field in resource.fields if field.type == "enum"
        ],
        "ranged": any(field_type(field.type).ranges for field in resource.fields),
        "futures": any(field.future for field in resource.fields),
        "pasts": any(field.past for field in resource.fields),
        "actions": action_entries(resource),
        "searched": searched(resource),
        "findable": _findable(resource.columns),
        "sortable": ["id", *sortable, "created_at", "updated_at"],
        "types": sorted({field.type for field in resource.fields}),
    }


def _layers(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    return {
        "model": model(resource, known),
        "record": record(resource, known),
        "migration": migration(resource, known),
        "crud": crud(resource),
        "schema": schema(resource, known),
        "service": service(resource, known),
        "factory": factory(resource, known),
        "cases": cases(resource, known),
    }


def _findable(columns: Iterable[Field]) -> str:
    """Return a searched attribute with values long enough to search for."""
    for field in columns:
        kind = field_type(field.type)
        example = kind.samples(field).example.strip('"')
        if kind.searchable and len(example) >= _SHORTEST_SEARCH:
            return field.attribute
    return ""
