"""One field as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.kinds.choices import member
from fastapi_forge.resources.meaning import DATABASES, Filterable, Value
from fastapi_forge.resources.naming import class_name, label, with_article
from fastapi_forge.resources.references import (
    association_table,
    back_name,
    filter_name,
    path_parameter,
)
from fastapi_forge.resources.types import meaning

Expanded = dict[str, object]


def is_filterable(field: Field) -> bool:
    when = meaning(field.type).filterable
    return when is Filterable.ALWAYS or (
        when is Filterable.WHEN_INDEXED and (field.unique or field.index)
    )


def is_indexed(field: Field) -> bool:
    """Whether it has an index beside the one that its being unique gives it."""
    return (is_filterable(field) or field.index) and not field.unique


def on_delete(field: Field) -> str:
    return "SET NULL" if field.optional else "RESTRICT"


def default_of(field: Field) -> Value | None:
    value = meaning(field.type).value
    if field.default is None or value is None:
        return None
    return value(field, field.default)


def expanded_field(
    resource: Resource, field: Field, known: Mapping[str, Resource]
) -> Expanded:
    data = _description(field) | _code(field) | _samples(field)
    if field.type == "enum":
        data |= _enum(field)
    if field.is_relation:
        data |= _relation(resource, field, known[field.target])
    return data


def _description(field: Field) -> Expanded:
    return {
        "name": field.name,
        "attribute": field.attribute,
        "type": field.type,
        "label": field.label,
        "optional": field.optional,
        "required": field.is_required,
        "unique": field.unique,
        "index": is_indexed(field),
        "filterable": is_filterable(field),
        "sortable": meaning(field.type).sortable,
        "future": field.future,
        "past": field.past,
        "pattern": field.pattern or "",
        "equals": equals(field),
    }


def equals(field: Field) -> str:
    """How code compares with a known value: `== True` is no good style."""
    return "is" if field.type == "bool" else "=="


def _code(field: Field) -> Expanded:
    kind = meaning(field.type)
    default = default_of(field)
    return {
        "python": kind.python(field).text,
        "schema": kind.schema(field).text,
        "read": kind.answered(field).text,
        "default": default.code.text if default else "",
        "default_json": default.json if default else "",
        "column": {it: kind.column[it](field).text for it in DATABASES},
        "migration": {it: kind.migration[it](field).text for it in DATABASES},
    }


def invalid_samples(field: Field) -> list[tuple[str, str]]:
    invalid = list(meaning(field.type).samples(field).invalid)
    return invalid if field.optional else [*invalid, ("null", "None")]


def _samples(field: Field) -> Expanded:
    samples = meaning(field.type).samples(field)
    return {
        "example": samples.example,
        "other": samples.other,
        "payload": samples.payload.text,
        "invalid": [
            {"id": key, "value": value} for key, value in invalid_samples(field)
        ],
    }


def _enum(field: Field) -> Expanded:
    return {
        "enum_class": field.enum_class,
        "parameter": path_parameter(field),
        "members": [f'{member(it)} = "{it}"' for it in field.values],
        "choices": list(field.values),
    }


def _relation(resource: Resource, field: Field, target: Resource) -> Expanded:
    data: Expanded = {
        "target": {
            "name": target.name,
            "class": class_name(target.name),
            "plural": target.plural,
            "label": label(target.name),
            "a_label": with_article(label(target.name)),
            "owned": target.owned,
        },
        "back": back_name(resource, field),
        "self_reference": field.is_self_reference,
    }
    if field.type == "many":
        return data | {
            "table": association_table(field),
            "item_id": f"{target.name}_id",
            "own_id": f"{resource.name}_id",
            "filter": filter_name(resource, field),
        }
    return data | {"on_delete": on_delete(field)}


def filter_entry(resource: Resource, field: Field) -> Expanded:
    kind = meaning(field.type)
    annotation = kind.query or kind.schema
    return {
        "name": filter_name(resource, field),
        "annotation": annotation(field).text,
        "many": field.type == "many",
        "enum": field.type == "enum",
        "attribute": field.attribute,
    }


def action_entries(resource: Resource) -> Sequence[Expanded]:
    fields = {it.name: it for it in resource.fields}
    entries: list[Expanded] = []
    for action in resource.actions:
        field = fields[action.field]
        kind = meaning(field.type)
        if kind.value is None:
            continue
        value = kind.value(field, action.value)
        samples = kind.samples(field)
        before = samples.other if samples.example == value.json else samples.example
        entries.append(
            {
                "name": action.name,
                "label": label(action.name),
                "field": action.field,
                "text": action.value,
                "value": value.code.text,
                "equals": equals(field),
                "json": value.json,
                "shown": value.json.strip('"'),
                "before": before,
            }
        )
    return entries
