"""int, bigint and float."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from fastapi_forge.resources.facts import NO_LIMITS, Limits
from fastapi_forge.resources.field_type import Samples, literal, plain_value
from fastapi_forge.resources.fields import Field, plain
from fastapi_forge.resources.kinds.counting import ROOM, Counting
from fastapi_forge.resources.kinds.refusals import refusal, wrong_value
from fastapi_forge.resources.samples import Value

INT32 = Counting(-(2**31), 2**31 - 1)
INT64 = Counting(-(2**63), 2**63 - 1)
RANGES = ("min", "max")
T = TypeVar("T")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def number(raw: str) -> Decimal | None:
    return Decimal(raw) if _NUMBER.fullmatch(raw) else None


def check_range(field: Field, low: Decimal | int, high: Decimal | int) -> None:
    """Refuse limits outside the type, in the wrong order, or without a choice."""
    for word, bound in (("min", field.min), ("max", field.max)):
        if bound is not None and not low <= bound <= high:
            raise refusal(
                field,
                f"{word}={plain(bound)} is out of range for {field.type}",
                f"Use a number from {plain(low)} to {plain(high)}.",
            )
    least = low if field.min is None else field.min
    most = high if field.max is None else field.max
    if least >= most:
        raise refusal(
            field,
            f"min={plain(least)} is not less than max={plain(most)}",
            f"Swap them: min={plain(most)}:max={plain(least)}."
            if least > most
            else "A field with one possible value is not useful: remove it.",
        )


def check_room(field: Field, size: int) -> None:
    if field.unique and size < ROOM:
        raise refusal(
            field,
            (
                f"its limits allow only {size} different values, too few for a unique"
                " field"
            ),
            f"Allow at least {ROOM} values, or remove 'unique'.",
        )


def within(field: Field, value: Decimal) -> bool:
    return (field.min is None or field.min <= value) and (
        field.max is None or value <= field.max
    )


def check_whole(limits: Counting) -> Callable[[Field], None]:
    def check(field: Field) -> None:
        for word, bound in (("min", field.min), ("max", field.max)):
            if bound is not None and bound != int(bound):
                raise refusal(
                    field,
                    f"{word}={plain(bound)} is not a whole number",
                    f"Write {word}={int(bound)}, or use the type decimal.",
                )
        check_range(field, limits.low, limits.high)
        check_room(field, _counting(field, limits).size)

    return check


def whole_limits(field: Field) -> Limits:
    return {
        **NO_LIMITS,
        "ge": None if field.min is None else int(field.min),
        "le": None if field.max is None else int(field.max),
    }


def _counting(field: Field, limits: Counting) -> Counting:
    return Counting(
        limits.low if field.min is None else int(field.min),
        limits.high if field.max is None else int(field.max),
    )


def whole_value(limits: Counting) -> Callable[[Field, str], Value]:
    def value(field: Field, raw: str) -> Value:
        allowed = _counting(field, limits)
        given = number(raw)
        if given is None or given != int(given) or not within(field, given):
            raise wrong_value(
                field, raw, f"Use a whole number from {allowed.low} to {allowed.high}."
            )
        if not limits.low <= given <= limits.high:
            raise wrong_value(
                field, raw, f"Use a whole number from {limits.low} to {limits.high}."
            )
        return plain_value(int(given))

    return value


def whole_samples(limits: Counting) -> Callable[[Field], Samples]:
    def samples(field: Field) -> Samples:
        allowed = _counting(field, limits)
        small = (
            value for value in (3, 4, 2, 1) if allowed.low <= value <= allowed.high
        )
        example, other = (
            allowed.rare()
            if field.unique
            else first_two((*small, allowed.low, allowed.low + 1))
        )
        return Samples(
            example=literal(example),
            other=literal(other),
            draw=allowed.draw(),
            invalid=(
                ("too-small", literal(allowed.low - 1)),
                ("too-large", literal(allowed.high + 1)),
                ("fraction", literal(1.5)),
                # A bigint is accepted in text, but only in one spelling.
                ("text", literal("03")),
                ("boolean", literal(True)),
            ),
        )

    return samples


def first_two(values: Iterable[T]) -> tuple[T, T]:
    first, second, *_ = dict.fromkeys(values)
    return first, second
