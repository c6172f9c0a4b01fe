"""date, datetime and time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from fastapi_forge.resources.code import Code
from fastapi_forge.resources.field_type import (
    FieldCode,
    Samples,
    Value,
    always,
    everywhere,
)
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.counting import NUMBER
from fastapi_forge.resources.kinds.refusals import refusal, wrong_value

_DATE = "datetime.date"
_DATETIME = "datetime.datetime"
_DELTA = "datetime.timedelta"
_UTC = "datetime.UTC"
RANGES = ("from", "to")
# Exclusive, so that consecutive periods do not overlap.
DATETIME_RANGES = ("from", "before")
DATETIME_MIGRATION = everywhere(
    always("sa.DateTime(timezone=True)"),
    sqlite=always("sa.DateTime()"),
    mysql=always("mysql.DATETIME(fsp=6)", "sqlalchemy.dialects.mysql"),
)
# The year 2100, which Pydantic would accept for a date in the future.
_SECONDS = "4102444800"


def python(kind: str) -> FieldCode:
    """Return the code of a type that a field of the same name may hide."""
    return lambda field: _type(field, kind)


def _type(field: Field, kind: str) -> Code:
    if kind in field.hidden:
        return Code(f"{kind}_type", (f"datetime.{kind} as {kind}_type",))
    return Code(kind, (f"datetime.{kind}",))


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


def _sign(field: Field) -> str:
    return "-" if field.past else "+"


def _misplaced(field: Field, code: Callable[[int], str]) -> tuple[tuple[str, str], ...]:
    if field.future:
        return (("in-the-past", code(2001)),)
    return (("in-the-future", code(2099)),) if field.past else ()


def date_value(field: Field, raw: str) -> Value:
    try:
        given = date.fromisoformat(raw)
    except ValueError as error:
        raise wrong_value(field, raw, "Use a date such as 2030-01-31.") from error
    kind = _type(field, "date")
    code = Code(f"{kind}({given.year}, {given.month}, {given.day})", kind.names)
    return Value(code=code, json=f'"{given.isoformat()}"')


def date_samples(field: Field) -> Samples:
    year = _example_year(field)
    return Samples(
        example=f'"{year}-06-15"',
        other=f'"{year}-07-20"',
        payload=Code(
            f"str(date({_year(field)}, 1, 1) {_sign(field)} timedelta(days=number()))",
            (_DATE, _DELTA, NUMBER),
        ),
        invalid=(
            ("no-such-day", f'"{year}-02-30"'),
            ("moment", f'"{year}-06-15T12:00:00Z"'),
            ("number", _SECONDS),
            ("seconds", f'"{_SECONDS}"'),
            *_misplaced(field, lambda year: f'"{year}-06-15"'),
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
    parts = [given.year, given.month, given.day, given.hour, given.minute]
    parts += [given.second] if given.second else []
    arguments = ", ".join(map(str, parts))
    return Value(
        code=Code(f"datetime({arguments}, tzinfo=UTC)", (_DATETIME, _UTC)),
        json=f'"{given:%Y-%m-%dT%H:%M:%SZ}"',
    )


def datetime_samples(field: Field) -> Samples:
    year = _example_year(field)
    return Samples(
        example=f'"{year}-06-15T12:00:00Z"',
        other=f'"{year}-07-20T18:30:00Z"',
        payload=_ticking(field, "minutes", "%Y-%m-%dT%H:%M:%SZ"),
        invalid=(
            ("no-offset", f'"{year}-06-15T12:00:00"'),
            ("no-such-day", f'"{year}-02-30T12:00:00Z"'),
            ("number", _SECONDS),
            ("seconds", f'"{_SECONDS}"'),
            # A date without a time is accepted, so its rule is what refuses it.
            *_misplaced(field, lambda year: f'"{year}-06-15"'),
        ),
    )


def time_value(field: Field, raw: str) -> Value:
    try:
        given = time.fromisoformat(raw)
    except ValueError as error:
        raise wrong_value(field, raw, "Use a time of day such as 18:30.") from error
    if given.tzinfo or given.microsecond:
        raise wrong_value(
            field, raw, ("Use a time of day without an offset, such as 18:30.")
        )
    parts = [given.hour, given.minute] + ([given.second] if given.second else [])
    kind = _type(field, "time")
    code = Code(f"{kind}({', '.join(map(str, parts))})", kind.names)
    return Value(code=code, json=f'"{given.isoformat()}"')


def time_samples(field: Field) -> Samples:
    return Samples(
        example='"23:15:00"',
        other='"22:45:00"',
        payload=_ticking(field, "seconds", "%H:%M:%S"),
        invalid=(
            ("no-such-hour", '"25:00:00"'),
            ("offset", '"12:00:00+02:00"'),
            ("number", "0"),
        ),
    )


def _ticking(field: Field, unit: str, written: str) -> Code:
    start = f"datetime({_year(field)}, 1, 1, tzinfo=UTC)"
    moment = f"{start} {_sign(field)} timedelta({unit}=number())"
    return Code(f'f"{{{moment}:{written}}}"', (_DATETIME, _DELTA, _UTC, NUMBER))
