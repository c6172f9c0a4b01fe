"""Turn fields that have names of their own in a service into plain data."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi_forge.resources.code import string
from fastapi_forge.resources.field_type import Filterable, Value
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.kinds.choices import has_slash, members
from fastapi_forge.resources.kinds.strings import LONGEST_INDEXED
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.references import (
    association_table,
    back_name,
    filter_name,
    path_parameter,
)
from fastapi_forge.resources.reserved import LIST_PARAMETERS
from fastapi_forge.resources.types import field_type

Expanded = dict[str, object]


def is_filterable(field: Field) -> bool:
    when = field_type(field.type).filterable
    if field.attribute in LIST_PARAMETERS:
        return False
    return when is Filterable.ALWAYS or (
        when is Filterable.WHEN_INDEXED and (field.unique or field.index)
    )


def is_sortable(field: Field) -> bool:
    """Return whether lists are sorted by the field: only if an index can hold it."""
    kind = field_type(field.type)
    return kind.sortable and kind.length(field) <= LONGEST_INDEXED


def range_names(field: Field) -> list[str]:
    """Return the filters by range: `price_min` and `price_max`."""
    return [f"{field.name}_{word}" for word in field_type(field.type).ranges]


def on_delete(field: Field) -> str:
    return "SET NULL" if field.optional else "RESTRICT"


def default_of(field: Field) -> Value | None:
    value = field_type(field.type).value
    if field.default is None or value is None:
        return None
    return value(field, field.default)


def equals(field: Field) -> str:
    """Return the operator for a known value; `== True` would be bad style."""
    return "is" if field.type == "bool" else "=="


def invalid_samples(field: Field) -> list[tuple[str, str]]:
    invalid = list(field_type(field.type).samples(field).invalid)
    return invalid if field.optional else [*invalid, ("null", "None")]


def expanded_enum(field: Field) -> Expanded:
    return {
        "name": field.name,
        "label": field.label,
        "enum_class": field.enum_class,
        "parameter": path_parameter(field),
        # Only a path parameter for the rest of the path can contain a slash.
        "in_path": path_parameter(field) + (":path" if has_slash(field) else ""),
        "members": [
            f"{name} = {string(value)}" for value, name in members(field).items()
        ],
        "choices": list(field.values),
    }


def expanded_ref(resource: Resource, field: Field, target: Resource) -> Expanded:
    return _relation(resource, field, target) | {
        "optional": field.optional,
        "required": field.is_required,
    }


def expanded_many(resource: Resource, field: Field, target: Resource) -> Expanded:
    return _relation(resource, field, target) | {
        "table": association_table(field),
        "item_id": f"{target.name}_id",
        "own_id": f"{resource.name}_id",
        "filter": filter_name(resource, field),
    }


def _relation(resource: Resource, field: Field, target: Resource) -> Expanded:
    return {
        "name": field.name,
        "attribute": field.attribute,
        "target": {
            "name": target.name,
            "class": class_name(target.name),
            "plural": target.plural,
            "variable": target.variable,
            "variables": target.variables,
        },
        "back": back_name(resource, field),
        "self_reference": field.is_self_reference,
    }


def action_entries(resource: Resource) -> Sequence[Expanded]:
    fields = {field.name: field for field in resource.fields}
    entries: list[Expanded] = []
    for action in resource.actions:
        field = fields[action.field]
        kind = field_type(field.type)
        if kind.value is None:
            continue
        value = kind.value(field, action.value)
        samples = kind.samples(field)
        before = samples.other if samples.example == value.json else samples.example
        entries.append(
            {
                "name": action.name,
                "field": action.field,
                "value": value.code.text,
                "equals": equals(field),
                "json": value.json,
                "shown": value.json.strip('"'),
                # A book is published, but its count of pages is 5.
                "subject": "" if field.type == "enum" else f"'s {field.label}",
                "before": before,
            }
        )
    return entries
