"""date, datetime and time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from fastapi_forge.resources.field_type import Samples, literal
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.refusals import refusal, wrong_value
from fastapi_forge.resources.samples import MomentDraw, Sample, Value

RANGES = ("from", "to")
# Exclusive, so that consecutive periods do not overlap.
DATETIME_RANGES = ("from", "before")
# The year 2100, which Pydantic would accept for a date in the future.
_SECONDS = 4_102_444_800


def check(field: Field) -> None:
    if field.future and field.past:
        raise refusal(
            field, "'future' and 'past' cannot be used together", "Remove one of them."
        )
    if field.default is not None and (field.future or field.past):
        word = "future" if field.future else "past"
        raise refusal(
            field,
            f"a fixed default does not stay in the {word}",
            f"Remove 'default' or '{word}', or use 'optional'.",
        )


def _year(field: Field) -> int:
    """Return a year so distant that no test run crosses it."""
    if field.future:
        return 2100
    return 2000 if field.past else 2030


def _example_year(field: Field) -> int:
    """Return a year that payloads do not use."""
    if field.future:
        return 2099
    return 2001 if field.past else 2029


def _draw(field: Field) -> MomentDraw:
    return {"year": _year(field), "descends": field.past}


def _misplaced(field: Field) -> tuple[tuple[str, Sample], ...]:
    if field.future:
        return (("in-the-past", literal("2001-06-15")),)
    if field.past:
        return (("in-the-future", literal("2099-06-15")),)
    return ()


def date_value(field: Field, raw: str) -> Value:
    try:
        given = date.fromisoformat(raw)
    except ValueError as error:
        raise wrong_value(field, raw, "Use a date such as 2030-01-31.") from error
    return _value(given.isoformat(), given.year, given.month, given.day)


def date_samples(field: Field) -> Samples:
    year = _example_year(field)
    return Samples(
        example=literal(f"{year}-06-15"),
        other=literal(f"{year}-07-20"),
        draw=_draw(field),
        invalid=(
            ("no-such-day", literal(f"{year}-02-30")),
            ("moment", literal(f"{year}-06-15T12:00:00Z")),
            ("number", literal(_SECONDS)),
            ("seconds", literal(str(_SECONDS))),
            *_misplaced(field),
        ),
    )


def datetime_value(field: Field, raw: str) -> Value:
    hint = "Use a date and time with an offset, such as 2030-01-31T12:00:00Z."
    try:
        given = datetime.fromisoformat(raw).astimezone(UTC)
        aware = datetime.fromisoformat(raw).tzinfo is not None
    except (ValueError, OverflowError) as error:
        raise wrong_value(field, raw, hint) from error
    if not aware or given.microsecond:
        raise wrong_value(field, raw, hint)
    day, seconds = (given.year, given.month, given.day), _seconds(given)
    return _value(
        f"{given:%Y-%m-%dT%H:%M:%SZ}", *day, given.hour, given.minute, *seconds
    )


def datetime_samples(field: Field) -> Samples:
    year = _example_year(field)
    return Samples(
        example=literal(f"{year}-06-15T12:00:00Z"),
        other=literal(f"{year}-07-20T18:30:00Z"),
        draw=_draw(field),
        invalid=(
            ("no-offset", literal(f"{year}-06-15T12:00:00")),
            ("no-such-day", literal(f"{year}-02-30T12:00:00Z")),
            ("number", literal(_SECONDS)),
            ("seconds", literal(str(_SECONDS))),
            # A date without a time is accepted, so its rule is what refuses it.
            *_misplaced(field),
        ),
    )


def time_value(field: Field, raw: str) -> Value:
    try:
        given = time.fromisoformat(raw)
    except ValueError as error:
        raise wrong_value(field, raw, "Use a time of day such as 18:30.") from error
    if given.tzinfo or given.microsecond:
        raise wrong_value(
            field, raw, "Use a time of day without an offset, such as 18:30."
        )
    seconds = _seconds(given)
    return _value(given.isoformat(), given.hour, given.minute, *seconds)


def time_samples(field: Field) -> Samples:
    return Samples(
        example=literal("23:15:00"),
        other=literal("22:45:00"),
        draw=_draw(field),
        invalid=(
            ("no-such-hour", literal("25:00:00")),
            ("offset", literal("12:00:00+02:00")),
            ("number", literal(0)),
        ),
    )


def _value(written: str, *parts: int) -> Value:
    return {"value": written, "member": "", "parts": list(parts)}


def _seconds(given: datetime | time) -> list[int]:
    return [given.second] if given.second else []
