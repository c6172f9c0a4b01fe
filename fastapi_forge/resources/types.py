"""Define every field type. To add a type, add one entry to FIELD_TYPES."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.resources.field_type import FieldType, Filterable, modifiers
from fastapi_forge.resources.kinds import (
    addresses,
    choices,
    decimals,
    documents,
    floats,
    moments,
    numbers,
    relations,
    strings,
)
from fastapi_forge.resources.kinds.numbers import INT32, INT64
from fastapi_forge.resources.kinds.strings import STR, TEXT

FIELD_TYPES: Mapping[str, FieldType] = {
    "str": FieldType(
        modifiers=modifiers("min max unique index optional default pattern"),
        limits=strings.str_limits,
        samples=strings.samples(STR),
        check=strings.check(STR),
        value=strings.value(STR),
        filterable=Filterable.WHEN_INDEXED,
        searchable=True,
        actionable=True,
    ),
    "text": FieldType(
        modifiers=modifiers("min max optional default pattern"),
        limits=strings.text_limits,
        samples=strings.samples(TEXT),
        check=strings.check(TEXT),
        value=strings.value(TEXT),
        filterable=Filterable.NEVER,
        sortable=False,
        searchable=True,
    ),
    "int": FieldType(
        modifiers=modifiers("min max unique index optional default"),
        limits=numbers.whole_limits,
        samples=numbers.whole_samples(INT32),
        check=numbers.check_whole(INT32),
        value=numbers.whole_value(INT32),
        ranges=numbers.RANGES,
        actionable=True,
    ),
    "bigint": FieldType(
        modifiers=modifiers("min max unique index optional default"),
        limits=numbers.whole_limits,
        samples=numbers.whole_samples(INT64),
        check=numbers.check_whole(INT64),
        value=numbers.whole_value(INT64),
        ranges=numbers.RANGES,
        actionable=True,
    ),
    "float": FieldType(
        modifiers=modifiers("min max index optional default"),
        limits=floats.limits,
        samples=floats.samples,
        check=floats.check,
        value=floats.value,
        ranges=numbers.RANGES,
    ),
    "decimal": FieldType(
        modifiers=modifiers("digits places min max unique index optional default"),
        limits=decimals.limits,
        samples=decimals.samples,
        check=decimals.check,
        value=decimals.value,
        ranges=numbers.RANGES,
    ),
    "bool": FieldType(
        modifiers=modifiers("index optional default"),
        samples=choices.bool_samples,
        value=choices.bool_value,
        actionable=True,
    ),
    "date": FieldType(
        modifiers=modifiers("future past unique index optional default"),
        samples=moments.date_samples,
        check=moments.check,
        value=moments.date_value,
        ranges=moments.RANGES,
    ),
    "datetime": FieldType(
        modifiers=modifiers("future past unique index optional default"),
        samples=moments.datetime_samples,
        check=moments.check,
        value=moments.datetime_value,
        ranges=moments.DATETIME_RANGES,
    ),
    "time": FieldType(
        modifiers=modifiers("unique index optional default"),
        samples=moments.time_samples,
        value=moments.time_value,
        ranges=moments.RANGES,
    ),
    "uuid": FieldType(
        modifiers=modifiers("unique index optional default"),
        samples=documents.uuid_samples,
        value=documents.uuid_value,
    ),
    "json": FieldType(
        modifiers=modifiers("optional default"),
        samples=documents.json_samples,
        value=documents.json_value,
        filterable=Filterable.NEVER,
        sortable=False,
    ),
    "email": FieldType(
        modifiers=modifiers("unique index optional default"),
        limits=addresses.email_limits,
        samples=addresses.email_samples,
        value=addresses.email_value,
        filterable=Filterable.WHEN_INDEXED,
        searchable=True,
    ),
    "url": FieldType(
        modifiers=modifiers("unique index optional default"),
        limits=addresses.url_limits,
        samples=addresses.url_samples,
        value=addresses.url_value,
        filterable=Filterable.WHEN_INDEXED,
        searchable=True,
    ),
    "enum": FieldType(
        modifiers=modifiers("index optional default"),
        limits=choices.enum_limits,
        samples=choices.enum_samples,
        check=choices.check_enum,
        value=choices.enum_value,
        actionable=True,
    ),
    "ref": FieldType(
        modifiers=modifiers("index optional"),
        limits=relations.ref_limits,
        samples=relations.ref_samples,
    ),
    "many": FieldType(
        modifiers=modifiers(""),
        samples=relations.many_samples,
        sortable=False,
    ),
}


def field_type(type_name: str) -> FieldType:
    return FIELD_TYPES[type_name]
