"""decimal: exact numbers with a fixed number of decimal places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Context, Decimal

from fastapi_forge.resources.code import Code
from fastapi_forge.resources.field_type import Samples, Value
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

_DECIMAL = "decimal.Decimal"
_PLAIN_DECIMAL = "app.schemas.types.PlainDecimal"
_MOST_DIGITS = 38
# SQLite stores decimals as 64-bit integers, which hold every number of 18 digits.
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


def column(field: Field) -> Code:
    scale = _scale(field)
    return Code(f"Numeric({scale.digits}, {scale.places})", ("sqlalchemy.Numeric",))


def fixed_point_column(field: Field) -> Code:
    scale = _scale(field)
    return Code(
        f"FixedPoint({scale.digits}, {scale.places})", ("app.db.base.FixedPoint",)
    )


def migration(field: Field) -> Code:
    scale = _scale(field)
    return Code(f"sa.Numeric(precision={scale.digits}, scale={scale.places})")


def schema(field: Field) -> Code:
    return _annotation(field, field.min, field.max)


def answer(field: Field) -> Code:
    if _scale(field).places > _SHORT_PLACES:
        return Code("DecimalText", ("app.schemas.types.DecimalText",))
    return Code("Decimal", (_DECIMAL,))


def needs_digits(field: Field) -> int:
    """Return how many digits a store must keep exactly."""
    return _scale(field).digits if field.type == "decimal" else 0


def query(field: Field) -> Code:
    return _annotation(field, None, None, "in_query=True")


def _annotation(
    field: Field, low: Decimal | None, high: Decimal | None, *more: str
) -> Code:
    scale = _scale(field)
    arguments = [str(scale.digits), str(scale.places)]
    arguments += [] if low is None else [f'ge="{plain(low)}"']
    arguments += [] if high is None else [f'le="{plain(high)}"']
    arguments += more
    return Code(
        f"Annotated[Decimal, PlainDecimal({', '.join(arguments)})]",
        (_DECIMAL, "typing.Annotated", _PLAIN_DECIMAL),
    )


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
    text = f'"{scale.written(given)}"'
    return Value(code=Code(f"Decimal({text})", (_DECIMAL,)), json=text)


def samples(field: Field) -> Samples:
    scale = _scale(field)
    allowed = [
        value
        for value in _candidates(field)
        if scale.holds(value) and within(field, value)
    ]
    example, other = first_two(f'"{scale.written(value)}"' for value in allowed)
    low, high = scale.range_of(field)
    unit = Decimal((0, (1,), -scale.places))
    return Samples(
        example=example,
        other=other,
        payload=_payload(field),
        invalid=(
            ("too-large", f'"{scale.written(_EXACTLY.add(high, unit))}"'),
            ("too-small", f'"{scale.written(_EXACTLY.subtract(low, unit))}"'),
            (
                "too-precise",
                f'"{scale.written(allowed[0])}{"" if scale.places else "."}1"',
            ),
            ("text", '"much"'),
            ("boolean", "True"),
            ("not-a-number", '"NaN"'),
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


def _payload(field: Field) -> Code:
    """Prefer whole numbers, and use decimals only within narrow limits."""
    places, wholes = _scale(field).places, _wholes(field)
    if wholes.size < ROOM and places:
        steps = _steps(field).expression()
        text = f'f"{{Decimal({steps}).scaleb(-{places}):.{places}f}}"'
        return Code(text, (*steps.names, _DECIMAL))
    expression = wholes.expression()
    if not places:
        return Code(f"str({expression})", expression.names)
    return Code(f'f"{{{expression}}}.{"0" * places}"', expression.names)
