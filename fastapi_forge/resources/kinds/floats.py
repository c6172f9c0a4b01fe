"""float: approximate, finite numbers, never unique."""

from __future__ import annotations

from decimal import Decimal

from fastapi_forge.resources.code import Code, annotated
from fastapi_forge.resources.field_type import Samples, Value
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.counting import NUMBER
from fastapi_forge.resources.kinds.numbers import (
    check_range,
    first_two,
    number,
    within,
)
from fastapi_forge.resources.kinds.refusals import wrong_value

_LIMIT = Decimal(10) ** 15


def check(field: Field) -> None:
    check_range(field, -_LIMIT, _LIMIT)


def schema(field: Field) -> Code:
    return annotated(
        Code("float"),
        strict="True",
        allow_inf_nan="False",
        ge=None if field.min is None else _literal(field.min),
        le=None if field.max is None else _literal(field.max),
    )


def query(_field: Field) -> Code:
    return annotated(Code("float"), allow_inf_nan="False")


def value(field: Field, raw: str) -> Value:
    given = number(raw)
    if given is None or abs(given) > _LIMIT or not within(field, given):
        raise wrong_value(field, raw, "Use a number such as 1.5, within its limits.")
    return Value(code=Code(_literal(given)), json=_literal(given))


def samples(field: Field) -> Samples:
    low, high = _ends(field)
    candidates = (Decimal("1.5"), Decimal("2.5"), low, high)
    example, other = first_two(value for value in candidates if within(field, value))
    invalid = [("text", '"1.5"'), ("boolean", "True")]
    if field.min is not None:
        invalid.append(("too-small", _literal(field.min - 1)))
    if field.max is not None:
        invalid.append(("too-large", _literal(field.max + 1)))
    return Samples(
        example=_literal(example),
        other=_literal(other),
        payload=_payload(field),
        invalid=tuple(invalid),
    )


def _payload(field: Field) -> Code:
    low, high = _ends(field)
    if field.min is not None and field.max is not None:
        # 128 steps: with a power of two the sum never exceeds the upper limit.
        step = _literal((high - low) / 128)
        return Code(f"{_literal(low)} + number() % 128 * {step}", (NUMBER,))
    if field.min is not None:
        return Code(f"{_literal(low)} + number() / 2", (NUMBER,))
    if field.max is not None:
        return Code(f"{_literal(high)} - number() / 2", (NUMBER,))
    return Code("number() / 2", (NUMBER,))


def _ends(field: Field) -> tuple[Decimal, Decimal]:
    low = field.min
    high = field.max
    if low is None:
        low = Decimal(0) if high is None else high - 100
    return low, low + 100 if high is None else high


def _literal(given: Decimal) -> str:
    return repr(float(given))
