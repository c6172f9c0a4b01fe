"""bool and enum."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count
from math import ceil

from fastapi_forge.resources import code
from fastapi_forge.resources.code import Code
from fastapi_forge.resources.field_type import Samples, Value
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.counting import NUMBER
from fastapi_forge.resources.kinds.refusals import refusal, wrong_value
from fastapi_forge.suggestion import nearest

_BOOLS = {"true": "True", "false": "False"}
_LONGEST_VALUE = 50
_MOST_VALUES = 50
_STEP = 10


def bool_value(field: Field, raw: str) -> Value:
    if raw not in _BOOLS:
        raise wrong_value(field, raw, "Write true or false.")
    return Value(code=Code(_BOOLS[raw]), json=_BOOLS[raw])


def bool_samples(_field: Field) -> Samples:
    return Samples(
        example="True",
        other="False",
        payload=Code("number() % 2 == 0", (NUMBER,)),
        invalid=(("number", "1"), ("text", '"true"')),
    )


def members(field: Field) -> dict[str, str]:
    """Return the name of each value's member: `4G` is VALUE_4G."""
    names: dict[str, str] = {}
    for value in field.values:
        name = _identifier(value)
        others = (f"{name}_{number}" for number in count(2))
        taken = names.values()
        names[value] = next(
            candidate for candidate in chain([name], others) if candidate not in taken
        )
    return names


def _identifier(value: str) -> str:
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_")
    if not name or name[0].isdigit():
        return f"VALUE_{name}".rstrip("_")
    # Linters refuse these two letters as names, because they look like digits.
    return f"{name}_" if name in {"I", "O"} else name


def has_slash(field: Field) -> bool:
    return any("/" in value for value in field.values)


def check_enum(field: Field) -> None:
    if not 1 < len(field.values) <= _MOST_VALUES:
        raise refusal(
            field,
            f"an enum needs 2 to {_MOST_VALUES} values",
            f"Write them after the type: {field.name}:enum:draft,live",
        )
    for value in field.values:
        if problem := _problem(value):
            raise refusal(field, f"the enum value '{value}' {problem[0]}", problem[1])
    if len(set(field.values)) < len(field.values):
        raise refusal(field, "two of its values are the same", "Write each value once.")


def _problem(value: str) -> tuple[str, str] | None:
    """Return the problem of a value, and a hint."""
    if not value:
        return "is empty", "Remove a comma, or write a word such as none."
    if value != value.strip() or not value.isprintable():
        return "has a space at an end, or a control character", "Remove it."
    if len(value) > _LONGEST_VALUE:
        return f"is longer than {_LONGEST_VALUE} characters", "Shorten it."
    if value in {".", ".."}:
        return "changes the meaning of a URL's path", "Write a word for it."
    return None


def enum_class(field: Field) -> Code:
    return Code(field.enum_class, (field.enum_path,))


def _length(field: Field) -> int:
    """Round up the length, so that new values rarely need a wider column."""
    return max(2, ceil(max(map(len, field.values)) / _STEP)) * _STEP


def enum_column(field: Field) -> Code:
    return Code(
        f"Enum({field.enum_class}, native_enum=False, length={_length(field)},"
        " values_callable=enum_values)",
        (field.enum_path, "sqlalchemy.Enum", "app.db.base.enum_values"),
    )


def enum_migration(field: Field) -> Code:
    values = ", ".join(map(code.string, field.values))
    return Code(
        f'sa.Enum({values}, name="{field.resource}_{field.name}",'
        f" native_enum=False, length={_length(field)})"
    )


def enum_value(field: Field, raw: str) -> Value:
    if raw not in field.values:
        near = nearest(raw, field.values)
        raise wrong_value(
            field,
            raw,
            f"Did you mean '{near}'?"
            if near
            else f"Use one of: {', '.join(field.values)}.",
        )
    return Value(
        code=Code(f"{field.enum_class}.{members(field)[raw]}", (field.enum_path,)),
        json=code.string(raw),
    )


def enum_samples(field: Field) -> Samples:
    values = ", ".join(map(code.string, field.values))
    unknown = "unknown"
    while unknown in field.values:
        unknown += "-value"
    return Samples(
        example=code.string(field.values[0]),
        other=code.string(field.values[1]),
        payload=Code(f"({values})[number() % {len(field.values)}]", (NUMBER,)),
        invalid=(("unknown", f'"{unknown}"'), ("number", "5")),
    )
