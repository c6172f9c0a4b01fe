"""decimal: exact numbers with a fixed number of decimal places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Context, Decimal

from fastapi_forge.resources.facts import NO_LIMITS, Limits
from fastapi_forge.resources.field_type import Samples, literal, plain_value
from fastapi_forge.resources.fields import Field, plain
from fastapi_forge.resources.kinds.counting import ROOM, Counting
from fastapi_forge.resources.kinds.numbers import (
    check_range,
    check_room,
    first_two,
    number,
    within,
)
from fastapi_forge.resources.kinds.refusals import refusal, wrong_value
from fastapi_forge.resources.samples import NumberDraw, Value

_MOST_DIGITS = 38
_MOST_PLACES = 18
# With more places Python writes small numbers with an exponent: 1E-7.
_SHORT_PLACES = 6
# The default context rounds to 28 digits, also when a sign changes.
_EXACTLY = Context(prec=2 * _MOST_DIGITS)


@dataclass(frozen=True, slots=True)
class _Scale:
    digits: int
    places: int

    @property
    def limit(self) -> Decimal:
        """Return the largest number with these digits and places."""
        return Decimal((0, (9,) * self.digits, -self.places))

    def written(self, value: Decimal | int) -> str:
        return f"{value:.{self.places}f}"

    def range_of(self, field: Field) -> tuple[Decimal, Decimal]:
        """Return the least and the greatest value that the field allows."""
        return (
            self.limit.copy_negate() if field.min is None else field.min,
            self.limit if field.max is None else field.max,
        )

    def fits(self, value: Decimal) -> bool:
        return Decimal(self.written(value)) == value

    def holds(self, value: Decimal) -> bool:
        return value.copy_abs() <= self.limit and self.fits(value)


def _scale(field: Field) -> _Scale:
    return _Scale(
        12 if field.digits is None else field.digits,
        min(2, 12 if field.digits is None else field.digits)
        if field.places is None
        else field.places,
    )


def check(field: Field) -> None:
    scale = _scale(field)
    if not 1 <= scale.digits <= _MOST_DIGITS:
        raise refusal(
            field,
            f"digits={scale.digits} is out of range",
            f"Use 1 to {_MOST_DIGITS} digits.",
        )
    if scale.places > _MOST_PLACES:
        raise refusal(
            field,
            f"places={scale.places} is out of range",
            f"Use at most {_MOST_PLACES} places.",
        )
    if not 0 <= scale.places <= scale.digits:
        raise refusal(
            field,
            f"places={scale.places} is more than digits={scale.digits}",
            f"The digits include the decimal places: digits={scale.places + 8}",
        )
    for word, bound in (("min", field.min), ("max", field.max)):
        if bound is not None and not scale.fits(bound):
            raise refusal(
                field,
                f"{word}={plain(bound)} has more than {scale.places} decimal places",
                f"Write {word}={scale.written(bound)}, or raise 'places'.",
            )
    check_range(field, scale.limit.copy_negate(), scale.limit)
    check_room(field, _steps(field).size)


def _steps(field: Field) -> Counting:
    """Return the allowed values, in units of the last decimal place."""
    scale = _scale(field)
    low, high = (_EXACTLY.scaleb(end, scale.places) for end in scale.range_of(field))
    return Counting(int(low), int(high))


def _wholes(field: Field) -> Counting:
    low, high = _scale(field).range_of(field)
    return Counting(math.ceil(low), math.floor(high))


def limits(field: Field) -> Limits:
    scale = _scale(field)
    return {
        **NO_LIMITS,
        "ge": None if field.min is None else plain(field.min),
        "le": None if field.max is None else plain(field.max),
        "digits": scale.digits,
        "places": scale.places,
        "exponents": scale.places > _SHORT_PLACES,
    }


def needs_digits(field: Field) -> int:
    """Return how many digits a store must keep exactly."""
    return _scale(field).digits if field.type == "decimal" else 0


def value(field: Field, raw: str) -> Value:
    scale = _scale(field)
    given = number(raw)
    if given is None or not scale.holds(given) or not within(field, given):
        raise wrong_value(
            field,
            raw,
            f"Use a number of {scale.digits} digits, {scale.places} of them"
            " decimal places, within its limits.",
        )
    return plain_value(scale.written(given))


def samples(field: Field) -> Samples:
    scale = _scale(field)
    allowed = [
        value
        for value in _candidates(field)
        if scale.holds(value) and within(field, value)
    ]
    example, other = first_two(scale.written(value) for value in allowed)
    low, high = scale.range_of(field)
    unit = Decimal((0, (1,), -scale.places))
    return Samples(
        example=literal(example),
        other=literal(other),
        draw=_draw(field),
        invalid=(
            ("too-large", literal(scale.written(_EXACTLY.add(high, unit)))),
            ("too-small", literal(scale.written(_EXACTLY.subtract(low, unit)))),
            ("too-precise", literal(f"{example}{'' if scale.places else '.'}1")),
            ("text", literal("much")),
            ("boolean", literal(True)),
            ("not-a-number", literal("NaN")),
        ),
    )


def _candidates(field: Field) -> list[Decimal]:
    steps, places = _steps(field), _scale(field).places
    if field.unique:
        source = _wholes(field) if _wholes(field).size >= ROOM else None
        if source is not None:
            return [Decimal(text) for text in source.rare()]
        return [_EXACTLY.scaleb(Decimal(number), -places) for number in steps.rare()]
    plain_ones = [Decimal("12.5"), Decimal("7.25"), Decimal(3), Decimal(4)]
    ends = (steps.low, steps.low + 1, steps.high)
    return [
        *plain_ones,
        *(_EXACTLY.scaleb(Decimal(number), -places) for number in ends),
    ]


def _draw(field: Field) -> NumberDraw:
    """Prefer whole numbers, and use decimals only within narrow limits."""
    wholes = _wholes(field)
    if wholes.size < ROOM and _scale(field).places:
        return _steps(field).draw(in_units=True)
    return wholes.draw()
