"""uuid and json."""

from __future__ import annotations

import json
import math
from uuid import UUID

from fastapi_forge.resources.code import Code
from fastapi_forge.resources.field_type import Samples, Value
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.counting import NUMBER
from fastapi_forge.resources.kinds.refusals import wrong_value

_FIELD = "pydantic.Field"


def uuid_value(field: Field, raw: str) -> Value:
    try:
        given = f'"{UUID(raw)}"'
    except ValueError as error:
        raise wrong_value(
            field, raw, "For example: 123e4567-e89b-42d3-a456-426614174000"
        ) from error
    return Value(code=Code(f"UUID({given})", ("uuid.UUID",)), json=given)


def uuid_samples(_field: Field) -> Samples:
    return Samples(
        example='"9f0c3c52-53f2-4f3b-9d3c-1d6f7a3b2c41"',
        other='"b7d8e1f4-6a25-4c0e-8f19-2e5a9c4d7b63"',
        payload=Code("str(uuid4())", ("uuid.uuid4",)),
        invalid=(("not-a-uuid", '"not-a-uuid"'), ("number", "5")),
    )


def json_value(field: Field, raw: str) -> Value:
    hint = 'Write an object or a list, such as {} or {"key": "value"}.'
    try:
        given = json.loads(raw)
    except ValueError as error:
        raise wrong_value(field, raw, hint) from error
    if not isinstance(given, dict | list) or not _storable(given):
        raise wrong_value(field, raw, hint)
    # A mutable default needs a factory.
    factory = f"lambda: {given!r}" if given else type(given).__name__
    return Value(
        code=Code(f"Field(default_factory={factory})", (_FIELD,)), json=repr(given)
    )


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
        example='{"key": "value"}',
        other='{"key": ["other", 1, None]}',
        payload=Code('{"number": number()}', (NUMBER,)),
        invalid=(
            ("nul-character", '{"key": "a\\x00b"}'),
            ("long-integer", '{"key": 2**64}'),
            ("text", '"text"'),
            ("number", "5"),
        ),
    )
