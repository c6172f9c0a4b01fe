"""Resources as plain data, in the words of the templates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fastapi_forge.resources.expanded_fields import (
    Expanded,
    action_entries,
    expanded_field,
    filter_entry,
    is_filterable,
)
from fastapi_forge.resources.fields import Field, Ids, Resource
from fastapi_forge.resources.imports import imports, spells, vocabulary
from fastapi_forge.resources.naming import class_name, label, with_article
from fastapi_forge.resources.references import association_table, references
from fastapi_forge.resources.relations import arrange
from fastapi_forge.resources.types import meaning

_REVISION_LENGTH = 12
_SHORTEST_SEARCH = 3


def expand(resources: Sequence[Resource], ids: Ids = Ids.INT) -> list[Expanded]:
    """One entity per resource, dependencies first."""
    arranged = [_identified(it, ids) for it in arrange(resources)]
    known = {it.name: it for it in arranged}
    entities: list[Expanded] = []
    previous = ""
    for resource in arranged:
        revision = _revision(resource)
        entities.append(
            {
                **_names(resource),
                "owned": resource.owned,
                "revision": revision,
                "follows": previous,
                **_contents(resource, known),
                **_neighbours(resource, arranged),
                "imports": imports(resource),
                "vocabulary": vocabulary(resource),
                "spells": spells(resource),
            }
        )
        previous = revision
    return entities


def _identified(resource: Resource, ids: Ids) -> Resource:
    fields = tuple(replace(it, ids=ids) for it in resource.fields)
    return replace(resource, fields=fields)


def _revision(resource: Resource) -> str:
    digest = hashlib.sha1(
        f"create {resource.plural}".encode(), usedforsecurity=False
    ).hexdigest()
    return digest[:_REVISION_LENGTH]


def _names(resource: Resource) -> Expanded:
    return {
        "name": resource.name,
        "plural": resource.plural,
        "class": class_name(resource.name),
        "plural_class": class_name(resource.plural),
        "label": label(resource.name),
        "labels": label(resource.plural),
        "a_label": with_article(label(resource.name)),
        "table": resource.plural,
        "path": resource.plural,
    }


def _contents(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    fields = [expanded_field(resource, it, known) for it in resource.fields]
    columns = [it for it in resource.fields if it.type != "many"]
    sortable = [it.attribute for it in columns if meaning(it.type).sortable]
    return {
        "fields": fields,
        "columns": [it for it in fields if it["type"] != "many"],
        "refs": [it for it in fields if it["type"] == "ref"],
        "manys": [it for it in fields if it["type"] == "many"],
        "enums": [it for it in fields if it["type"] == "enum"],
        "futures": [it for it in fields if it["future"]],
        "pasts": [it for it in fields if it["past"]],
        "actions": action_entries(resource),
        "searched": [it.attribute for it in columns if meaning(it.type).searchable],
        "findable": _findable(columns),
        "sortable": ["id", *sortable, "created_at", "updated_at"],
        "filters": [
            filter_entry(resource, it) for it in resource.fields if is_filterable(it)
        ],
        "types": sorted({it.type for it in resource.fields}),
    }


def _findable(columns: Iterable[Field]) -> str:
    """A searched attribute whose values are long enough to be searched for."""
    for field in columns:
        kind = meaning(field.type)
        example = kind.samples(field).example.strip('"')
        if kind.searchable and len(example) >= _SHORTEST_SEARCH:
            return field.attribute
    return ""


def _neighbours(resource: Resource, resources: Sequence[Resource]) -> Expanded:
    """How the other resources see this one, and it them."""
    pointing = references(resource, resources)
    peers = {it.target for it in resource.fields if it.is_relation}
    peers |= {it.resource.name for it in pointing}
    return {
        "referrers": [
            {
                "kind": it.field.type,
                "attribute": it.attribute,
                "class": class_name(it.resource.name),
                "module": it.resource.name,
                "back": it.field.name,
                "column": it.field.attribute if it.field.type == "ref" else "",
                "table": association_table(it.field) if it.field.type == "many" else "",
            }
            for it in pointing
        ],
        "embedded": any(it.field.type == "many" for it in pointing),
        "peers": [
            {"module": name, "class": class_name(name)}
            for name in sorted(peers - {resource.name})
        ],
    }
