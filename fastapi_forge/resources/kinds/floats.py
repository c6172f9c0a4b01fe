"""float: approximate, finite numbers, never unique."""

from __future__ import annotations

from decimal import Decimal

from fastapi_forge.resources.facts import NO_LIMITS, Limits
from fastapi_forge.resources.field_type import Samples, literal, plain_value
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.numbers import (
    check_range,
    first_two,
    number,
    within,
)
from fastapi_forge.resources.kinds.refusals import wrong_value
from fastapi_forge.resources.samples import NumberDraw, Value

_LIMIT = Decimal(10) ** 15
_STEPS = 128


def check(field: Field) -> None:
    check_range(field, -_LIMIT, _LIMIT)


def limits(field: Field) -> Limits:
    return {
        **NO_LIMITS,
        "ge": None if field.min is None else float(field.min),
        "le": None if field.max is None else float(field.max),
    }


def value(field: Field, raw: str) -> Value:
    given = number(raw)
    if given is None or abs(given) > _LIMIT or not within(field, given):
        raise wrong_value(field, raw, "Use a number such as 1.5, within its limits.")
    return plain_value(float(given))


def samples(field: Field) -> Samples:
    low, high = _ends(field)
    candidates = (Decimal("1.5"), Decimal("2.5"), low, high)
    example, other = first_two(value for value in candidates if within(field, value))
    invalid = [("text", literal("1.5")), ("boolean", literal(True))]
    if field.min is not None:
        invalid.append(("too-small", literal(float(field.min - 1))))
    if field.max is not None:
        invalid.append(("too-large", literal(float(field.max + 1))))
    return Samples(
        example=literal(float(example)),
        other=literal(float(other)),
        draw=_draw(field),
        invalid=tuple(invalid),
    )


def _draw(field: Field) -> NumberDraw:
    low, high = _ends(field)
    between = field.min is not None and field.max is not None
    descends = field.min is None and field.max is not None
    start = None if field.min is None else float(low)
    return {
        "start": float(high) if descends else start,
        "descends": descends,
        # With a power of two the sum never exceeds the upper limit.
        "size": _STEPS if between else 0,
        "step": float((high - low) / _STEPS) if between else 0.5,
        "in_units": False,
    }


def _ends(field: Field) -> tuple[Decimal, Decimal]:
    low = field.min
    high = field.max
    if low is None:
        low = Decimal(0) if high is None else high - 100
    return low, low + 100 if high is None else high
