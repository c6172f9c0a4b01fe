"""Turn resources into facts for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from fastapi_forge.resources.entity_facts import (
    actions,
    asks,
    invalid_cases,
    moments,
    peers,
    referrers,
    rules,
)
from fastapi_forge.resources.facts import EntityFacts, FieldFacts, Names
from fastapi_forge.resources.field_facts import field_facts
from fastapi_forge.resources.fields import Ids, Resource
from fastapi_forge.resources.naming import class_name, label, with_article
from fastapi_forge.resources.references import references
from fastapi_forge.resources.relations import arrange

_SHORTEST_SEARCH = 3


def expand(resources: Sequence[Resource], ids: Ids = Ids.INT) -> list[EntityFacts]:
    """Return one entity per resource, dependencies first."""
    arranged = [_identified(resource, ids) for resource in arrange(resources)]
    known = {resource.name: resource for resource in arranged}
    return [_entity(resource, known) for resource in arranged]


def _identified(resource: Resource, ids: Ids) -> Resource:
    fields = tuple(replace(field, ids=ids) for field in resource.fields)
    return replace(resource, fields=fields)


def _entity(resource: Resource, known: Mapping[str, Resource]) -> EntityFacts:
    fields = [field_facts(resource, field, known) for field in resource.fields]
    columns = [field for field in fields if field["type"] != "many"]
    refs = _of_type(fields, "ref")
    pointing = references(resource, [*known.values()])
    return {
        **_names(resource),
        "owned": resource.owned,
        "fields": fields,
        "columns": columns,
        "refs": refs,
        "manys": _of_type(fields, "many"),
        "enums": _of_type(fields, "enum"),
        "unique": [field for field in columns if field["unique"]],
        "defaults": [field for field in columns if field["default"]],
        "invalid": invalid_cases(columns),
        "examples": _examples(columns),
        "types": sorted({field["type"] for field in fields}),
        "hidden": sorted({"date", "time"} & {field["attribute"] for field in fields}),
        "indexes": _indexes(columns),
        "searched": [field["attribute"] for field in fields if field["searchable"]],
        "findable": _findable(columns),
        "sortable": _sortable(columns),
        "ranged": any(field["ranges"] for field in fields),
        "spells": any("letters" in (field["draw"] or ()) for field in fields),
        "embedded": any(reference.field.type == "many" for reference in pointing),
        "peers": peers(resource, known),
        "asks": asks(resource, known),
        "rules": rules(resource, known),
        "referrers": referrers(pointing),
        "actions": actions(resource, fields),
        "moments": moments(fields),
    }


def _names(resource: Resource) -> Names:
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


def _of_type(fields: Sequence[FieldFacts], type_name: str) -> list[FieldFacts]:
    return [field for field in fields if field["type"] == type_name]


def _examples(columns: Sequence[FieldFacts]) -> list[FieldFacts]:
    given = [field for field in columns if field["given"]]
    return sorted(given, key=lambda field: field["type"] == "ref")


def _indexes(columns: Sequence[FieldFacts]) -> list[str]:
    """Return what no unique constraint covers already; null is not unique."""
    return [
        field["attribute"]
        for field in columns
        if field["sortable"] and (field["optional"] or not field["unique"])
    ]


def _findable(columns: Sequence[FieldFacts]) -> str:
    for field in columns:
        example = str((field["example"] or {}).get("value", "long expression"))
        if field["searchable"] and len(example) >= _SHORTEST_SEARCH:
            return field["attribute"]
    return ""


def _sortable(columns: Sequence[FieldFacts]) -> list[str]:
    own = (field["attribute"] for field in columns if field["sortable"])
    return [*chain(["id"], own, ["created_at", "updated_at"])]
