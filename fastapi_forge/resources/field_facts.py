"""Compute the facts about a field."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.resources.facts import EnumFacts, FieldFacts, Peer, RelationFacts
from fastapi_forge.resources.field_type import Filterable
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
from fastapi_forge.resources.samples import InvalidCase, Value
from fastapi_forge.resources.types import field_type

# The test for all resources tries these with every field.
_COMMON = frozenset({"number", "text", "boolean", "fraction", "nul-character"})
# Except where they surprise: Pydantic reads numbers as dates, and a decimal is sent as
# text.
_SURPRISES: Mapping[str, frozenset[str]] = {
    "date": frozenset({"number"}),
    "datetime": frozenset({"number"}),
    "decimal": frozenset({"text"}),
}


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
    return kind.sortable and (kind.limits(field)["max_length"] or 0) <= LONGEST_INDEXED


def range_names(field: Field) -> list[str]:
    """Return the filters by range: `price_min` and `price_max`."""
    return [f"{field.name}_{word}" for word in field_type(field.type).ranges]


def peer(resource: Resource) -> Peer:
    return {
        "name": resource.name,
        "class": class_name(resource.name),
        "plural": resource.plural,
        "variable": resource.variable,
        "variables": resource.variables,
        "owned": resource.owned,
    }


def field_facts(
    resource: Resource, field: Field, known: Mapping[str, Resource]
) -> FieldFacts:
    kind = field_type(field.type)
    samples = kind.samples(field)
    return {
        "name": field.name,
        "attribute": field.attribute,
        "label": field.label,
        "type": field.type,
        "required": field.is_required,
        "optional": field.optional,
        "unique": field.unique,
        "indexed": field.index,
        "future": field.future,
        "past": field.past,
        "filterable": is_filterable(field),
        "ranges": range_names(field),
        "sortable": is_sortable(field),
        "searchable": kind.searchable,
        "default": _default(field),
        "example": samples.example,
        "other": samples.other,
        "draw": samples.draw,
        "given": not field.is_relation or (field.type == "ref" and field.is_required),
        "invalid": _invalid(field),
        **kind.limits(field),
        **_enum_facts(field),
        **_relation_facts(resource, field, known),
    }


def _enum_facts(field: Field) -> EnumFacts:
    if field.type != "enum":
        return {"enum_class": "", "members": [], "parameter": "", "slashes": False}
    return {
        "enum_class": field.enum_class,
        "members": [
            {"name": name, "value": value} for value, name in members(field).items()
        ],
        "parameter": path_parameter(field),
        "slashes": has_slash(field),
    }


def _relation_facts(
    resource: Resource, field: Field, known: Mapping[str, Resource]
) -> RelationFacts:
    is_many = field.type == "many"
    return {
        "target": peer(known[field.target]) if field.is_relation else None,
        "self_reference": field.is_self_reference,
        "back": back_name(resource, field) if field.is_relation else "",
        "table": association_table(field) if is_many else "",
        "own_id": f"{resource.name}_id" if is_many else "",
        "item_id": f"{field.target}_id" if is_many else "",
        "filter": filter_name(resource, field) if is_many else "",
    }


def _default(field: Field) -> Value | None:
    value = field_type(field.type).value
    if field.default is None or value is None:
        return None
    return value(field, field.default)


def _invalid(field: Field) -> list[InvalidCase]:
    common = _COMMON - _SURPRISES.get(field.type, frozenset())
    cases: list[InvalidCase] = [
        {"case": case, "common": case in common, **sample}
        for case, sample in field_type(field.type).samples(field).invalid
    ]
    null: InvalidCase = {"case": "null", "common": True, "value": None}
    return cases if field.optional else [*cases, null]
