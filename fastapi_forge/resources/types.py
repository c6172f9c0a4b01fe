"""Define every field type. To add a type, add one entry to FIELD_TYPES."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.resources.field_type import (
    FieldType,
    Filterable,
    always,
    everywhere,
    modifiers,
)
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

_STR = always("str")
_INT = always("int")
_INT32 = always("Int32", "app.schemas.types.Int32")
_CLOCK_TIME = always("ClockTime", "app.schemas.types.ClockTime")
_NO_COLUMN = everywhere(always())
_POSTGRESQL = "sqlalchemy.dialects.postgresql"
_MYSQL = "sqlalchemy.dialects.mysql"

FIELD_TYPES: Mapping[str, FieldType] = {
    "str": FieldType(
        modifiers=modifiers("min max unique index optional default pattern"),
        python=_STR,
        schema=strings.schema(STR),
        query=strings.query,
        column=everywhere(strings.column, mysql=strings.mysql_column),
        migration=everywhere(strings.migration, mysql=strings.mysql_migration),
        samples=strings.samples(STR),
        check=strings.check(STR),
        value=strings.value(STR),
        length=strings.str_length,
        filterable=Filterable.WHEN_INDEXED,
        searchable=True,
        actionable=True,
    ),
    "text": FieldType(
        modifiers=modifiers("min max optional default pattern"),
        python=_STR,
        schema=strings.schema(TEXT),
        column=everywhere(always("Text", "sqlalchemy.Text"), mysql=strings.text_column),
        migration=everywhere(always("sa.Text()"), mysql=strings.text_migration),
        samples=strings.samples(TEXT),
        check=strings.check(TEXT),
        value=strings.value(TEXT),
        filterable=Filterable.NEVER,
        sortable=False,
        searchable=True,
    ),
    "int": FieldType(
        modifiers=modifiers("min max unique index optional default"),
        python=_INT,
        schema=numbers.int_schema,
        query=_INT32,
        answer=_INT32,
        column=_NO_COLUMN,
        migration=everywhere(always("sa.Integer()")),
        samples=numbers.whole_samples(INT32),
        check=numbers.check_whole(INT32),
        value=numbers.whole_value(INT32),
        ranges=numbers.RANGES,
        actionable=True,
    ),
    "bigint": FieldType(
        modifiers=modifiers("min max unique index optional default"),
        python=_INT,
        schema=numbers.bigint_schema,
        query=numbers.bigint_query,
        answer=always("Int64", "app.schemas.types.Int64"),
        column=everywhere(always("BigInteger", "sqlalchemy.BigInteger")),
        migration=everywhere(always("sa.BigInteger()")),
        samples=numbers.whole_samples(INT64),
        check=numbers.check_whole(INT64),
        value=numbers.whole_value(INT64),
        ranges=numbers.RANGES,
        actionable=True,
    ),
    "float": FieldType(
        modifiers=modifiers("min max index optional default"),
        python=always("float"),
        schema=floats.schema,
        query=floats.query,
        # Python's floats have double precision, MySQL's FLOAT has not.
        column=everywhere(always(), mysql=always("Double", "sqlalchemy.Double")),
        migration=everywhere(always("sa.Double()")),
        samples=floats.samples,
        check=floats.check,
        value=floats.value,
        ranges=numbers.RANGES,
    ),
    "decimal": FieldType(
        modifiers=modifiers("digits places min max unique index optional default"),
        python=always("Decimal", "decimal.Decimal"),
        schema=decimals.schema,
        query=decimals.query,
        answer=decimals.answer,
        column=everywhere(decimals.column, sqlite=decimals.fixed_point_column),
        migration=everywhere(decimals.migration, sqlite=always("sa.BigInteger()")),
        samples=decimals.samples,
        check=decimals.check,
        value=decimals.value,
        ranges=numbers.RANGES,
    ),
    "bool": FieldType(
        modifiers=modifiers("index optional default"),
        python=always("bool"),
        schema=always("StrictBool", "pydantic.StrictBool"),
        query=always("bool"),
        column=_NO_COLUMN,
        migration=everywhere(always("sa.Boolean()")),
        samples=choices.bool_samples,
        value=choices.bool_value,
        actionable=True,
    ),
    "date": FieldType(
        modifiers=modifiers("future past unique index optional default"),
        python=moments.python("date"),
        schema=always("CalendarDate", "app.schemas.types.CalendarDate"),
        column=_NO_COLUMN,
        migration=everywhere(always("sa.Date()")),
        samples=moments.date_samples,
        check=moments.check,
        value=moments.date_value,
        ranges=moments.RANGES,
    ),
    "datetime": FieldType(
        modifiers=modifiers("future past unique index optional default"),
        python=always("datetime", "datetime.datetime"),
        schema=always("UtcDateTime", "app.schemas.types.UtcDateTime"),
        column=_NO_COLUMN,
        migration=moments.DATETIME_MIGRATION,
        samples=moments.datetime_samples,
        check=moments.check,
        value=moments.datetime_value,
        ranges=moments.DATETIME_RANGES,
    ),
    "time": FieldType(
        modifiers=modifiers("unique index optional default"),
        python=moments.python("time"),
        schema=_CLOCK_TIME,
        answer=_CLOCK_TIME,
        column=everywhere(always(), mysql=always("TIME(fsp=6)", f"{_MYSQL}.TIME")),
        migration=everywhere(
            always("sa.Time()"), mysql=always("mysql.TIME(fsp=6)", _MYSQL)
        ),
        samples=moments.time_samples,
        value=moments.time_value,
        ranges=moments.RANGES,
    ),
    "uuid": FieldType(
        modifiers=modifiers("unique index optional default"),
        python=always("UUID", "uuid.UUID"),
        schema=always("UUID", "uuid.UUID"),
        column=_NO_COLUMN,
        migration=everywhere(always("sa.Uuid()")),
        samples=documents.uuid_samples,
        value=documents.uuid_value,
    ),
    "json": FieldType(
        modifiers=modifiers("optional default"),
        python=always("Any", "typing.Any"),
        schema=always("JsonDocument", "app.schemas.types.JsonDocument"),
        # Without none_as_null, None is stored as the JSON text "null".
        column=everywhere(
            always("JSON(none_as_null=True)", "sqlalchemy.JSON"),
            postgresql=always("JSONB(none_as_null=True)", f"{_POSTGRESQL}.JSONB"),
        ),
        migration=everywhere(
            always("sa.JSON()"), postgresql=always("postgresql.JSONB()", _POSTGRESQL)
        ),
        samples=documents.json_samples,
        value=documents.json_value,
        filterable=Filterable.NEVER,
        sortable=False,
    ),
    "email": FieldType(
        modifiers=modifiers("unique index optional default"),
        python=_STR,
        schema=always("Email", "app.schemas.types.Email"),
        column=everywhere(addresses.email_column),
        migration=everywhere(always(f"sa.String(length={addresses.EMAIL_LENGTH})")),
        samples=addresses.email_samples,
        value=addresses.email_value,
        filterable=Filterable.WHEN_INDEXED,
        searchable=True,
    ),
    "url": FieldType(
        modifiers=modifiers("unique index optional default"),
        python=_STR,
        schema=addresses.url_schema,
        column=everywhere(addresses.url_column, mysql=addresses.mysql_column),
        migration=everywhere(addresses.url_migration, mysql=addresses.mysql_migration),
        samples=addresses.url_samples,
        value=addresses.url_value,
        length=addresses.url_length,
        filterable=Filterable.WHEN_INDEXED,
        searchable=True,
    ),
    "enum": FieldType(
        modifiers=modifiers("index optional default"),
        python=choices.enum_class,
        schema=choices.enum_class,
        column=everywhere(choices.enum_column),
        migration=everywhere(choices.enum_migration),
        samples=choices.enum_samples,
        check=choices.check_enum,
        value=choices.enum_value,
        actionable=True,
    ),
    "ref": FieldType(
        modifiers=modifiers("index optional"),
        python=relations.ref_python,
        schema=relations.ref_schema,
        query=relations.ref_query,
        column=_NO_COLUMN,
        migration=everywhere(relations.ref_migration),
        samples=relations.ref_samples,
    ),
    "many": FieldType(
        modifiers=modifiers(""),
        python=relations.many_python,
        schema=always(),
        answer=always(),
        column=_NO_COLUMN,
        migration=_NO_COLUMN,
        samples=relations.many_samples,
        sortable=False,
    ),
}


def field_type(type_name: str) -> FieldType:
    return FIELD_TYPES[type_name]
