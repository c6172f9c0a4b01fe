"""uuid and json."""

from __future__ import annotations

import json
import math
from uuid import UUID

from fastapi_forge.resources.field_type import (
    Samples,
    expression,
    literal,
    plain_value,
)
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.refusals import wrong_value
from fastapi_forge.resources.samples import Value


def uuid_value(field: Field, raw: str) -> Value:
    try:
        given = UUID(raw)
    except ValueError as error:
        raise wrong_value(
            field, raw, "For example: 123e4567-e89b-42d3-a456-426614174000"
        ) from error
    return plain_value(str(given))


def uuid_samples(_field: Field) -> Samples:
    return Samples(
        example=literal("9f0c3c52-53f2-4f3b-9d3c-1d6f7a3b2c41"),
        other=literal("b7d8e1f4-6a25-4c0e-8f19-2e5a9c4d7b63"),
        invalid=(("not-a-uuid", literal("not-a-uuid")), ("number", literal(5))),
    )


def json_value(field: Field, raw: str) -> Value:
    hint = 'Write an object or a list, such as {} or {"key": "value"}.'
    try:
        given = json.loads(raw)
    except ValueError as error:
        raise wrong_value(field, raw, hint) from error
    if not isinstance(given, dict | list) or not _storable(given):
        raise wrong_value(field, raw, hint)
    return plain_value(given)


def _storable(given: object) -> bool:
    """Return whether all databases can store it: no NUL, no NaN, no integer over 64
    bits.
    """
    if isinstance(given, dict):
        return all(_storable(item) for pair in given.items() for item in pair)
    if isinstance(given, list):
        return all(map(_storable, given))
    if isinstance(given, str):
        return given.isprintable()
    if isinstance(given, int):
        return -(2**63) <= given < 2**64
    return not isinstance(given, float) or math.isfinite(given)


def json_samples(_field: Field) -> Samples:
    return Samples(
        example=literal({"key": "value"}),
        other=literal({"key": ["other", 1, None]}),
        invalid=(
            ("nul-character", literal({"key": "a\x00b"})),
            ("long-integer", expression('{"key": 2**64}')),
            ("text", literal("text")),
            ("number", literal(5)),
        ),
    )
