"""bool and enum."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count
from math import ceil

from fastapi_forge.resources.facts import NO_LIMITS, Limits
from fastapi_forge.resources.field_type import Samples, literal, plain_value
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.refusals import refusal, wrong_value
from fastapi_forge.resources.samples import Value
from fastapi_forge.suggestion import nearest

_BOOLS = {"true": True, "false": False}
_LONGEST_VALUE = 50
_MOST_VALUES = 50
_STEP = 10


def bool_value(field: Field, raw: str) -> Value:
    if raw not in _BOOLS:
        raise wrong_value(field, raw, "Write true or false.")
    return plain_value(_BOOLS[raw])


def bool_samples(_field: Field) -> Samples:
    return Samples(
        example=literal(True),
        other=literal(False),
        invalid=(("number", literal(1)), ("text", literal("true"))),
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


def enum_limits(field: Field) -> Limits:
    return {**NO_LIMITS, "max_length": _length(field)}


def _length(field: Field) -> int:
    """Round up the length, so that new values rarely need a wider column."""
    return max(2, ceil(max(map(len, field.values)) / _STEP)) * _STEP


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
    return {"value": raw, "member": members(field)[raw], "parts": []}


def enum_samples(field: Field) -> Samples:
    unknown = "unknown"
    while unknown in field.values:
        unknown += "-value"
    return Samples(
        example=literal(field.values[0]),
        other=literal(field.values[1]),
        invalid=(("unknown", literal(unknown)), ("number", literal(5))),
    )
