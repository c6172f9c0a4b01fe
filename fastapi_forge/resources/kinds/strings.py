"""str and text: limited, without NUL, optionally with a pattern."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from fastapi_forge.resources.facts import NO_LIMITS, Limits
from fastapi_forge.resources.field_type import (
    Samples,
    expression,
    literal,
    plain_value,
)
from fastapi_forge.resources.fields import Field, plain
from fastapi_forge.resources.kinds import mysql_text, patterns, spelling
from fastapi_forge.resources.kinds.counting import ROOM
from fastapi_forge.resources.kinds.refusals import refusal, wrong_value
from fastapi_forge.resources.kinds.repetition import filled, shortened
from fastapi_forge.resources.samples import Draw, Sample, TextDraw, Value

# PostgreSQL limits index entries to 2704 bytes and MySQL to 3072. A character takes up
# to four, and a key that is unique per owner includes the owner.
LONGEST_INDEXED = 500
_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Lengths:
    """The default and the maximum length of a string type."""

    usual: int
    most: int

    def of(self, field: Field) -> tuple[int, int]:
        low = 0 if field.min is None else int(field.min)
        return low, self.usual if field.max is None else int(field.max)


STR = Lengths(255, 4_000)
TEXT = Lengths(10_000, 100_000)


def check(lengths: Lengths) -> Callable[[Field], None]:
    def check_field(field: Field) -> None:
        check_lengths(field, lengths)
        _shape(field, *lengths.of(field))

    return check_field


def check_lengths(field: Field, lengths: Lengths) -> None:
    for word, bound in (("min", field.min), ("max", field.max)):
        if bound is not None and (bound != int(bound) or bound < 0):
            raise refusal(
                field,
                f"{word}={plain(bound)} is not a valid length",
                f"Use a whole number of characters, such as {word}=5.",
            )
    low, high = lengths.of(field)
    if not 1 <= high <= lengths.most:
        raise refusal(
            field,
            f"max={high} is out of range",
            f"Use 1 to {lengths.most} characters"
            + ("; for more, use the type text." if lengths is STR else "."),
        )
    if low > high:
        raise refusal(
            field,
            f"min={low} is greater than max={high}",
            f"Use max={low} or more.",
        )
    if (field.unique or field.index) and high > LONGEST_INDEXED:
        raise refusal(
            field,
            f"{high} characters are too many for an index",
            f"Use max={LONGEST_INDEXED} or less.",
        )


def str_limits(field: Field) -> Limits:
    limits = _limits(field, STR)
    return {**limits, "mysql_text": mysql_text.column(field, STR.of(field)[1])}


def text_limits(field: Field) -> Limits:
    limits = _limits(field, TEXT)
    return {**limits, "mysql_text": mysql_text.long_column(TEXT.of(field)[1])}


def _limits(field: Field, lengths: Lengths) -> Limits:
    low, high = lengths.of(field)
    return {
        **NO_LIMITS,
        "min_length": low or None,
        "max_length": high,
        "pattern": field.pattern,
    }


def value(lengths: Lengths) -> Callable[[Field, str], Value]:
    def checked(field: Field, raw: str) -> Value:
        low, high = lengths.of(field)
        if not raw.isprintable() or not low <= len(raw) <= high:
            raise wrong_value(field, raw, f"Use {low} to {high} printable characters.")
        return plain_value(raw)

    return checked


def samples(lengths: Lengths) -> Callable[[Field], Samples]:
    def of(field: Field) -> Samples:
        low, high = lengths.of(field)
        shape = _shape(field, low, high)
        if shape:
            words = spelling.last_words(shape)
            example, other = map(shortened, islice(words, 2))
            draw: Draw = spelling.draw(shape)
        else:
            example = _sized(f"Example {field.label}", low, high)
            other = _sized(f"Other {field.label}", low, high)
            draw = _numbered(field, low, high)
        return Samples(
            example=example,
            other=other,
            draw=draw,
            invalid=tuple(_invalid(field, low, high)),
        )

    return of


def _shape(field: Field, low: int, high: int) -> spelling.Shape:
    """Return how to generate values that need more than a name and a number."""
    if field.pattern is not None:
        return patterns.shape(field, low, high)
    if high >= _DIGITS:
        return ()
    shape = (string.ascii_lowercase,) * high
    if field.unique and spelling.size(shape) < ROOM:
        raise refusal(
            field,
            f"max={high} allows too few values for a unique field",
            "Use max=2 or more, or remove 'unique'.",
        )
    return shape


def _sized(text: str, low: int, high: int) -> Sample:
    """Return the text, cut or padded to a valid length."""
    return filled(text[:high].strip(), low)


def _numbered(field: Field, low: int, high: int) -> TextDraw:
    prefix = f"{field.label.capitalize()} "[: high - _DIGITS]
    # A number alone is too short to search for.
    digits = 0 if prefix.endswith(" ") else _DIGITS
    fill = low if low > len(prefix) + (digits or 1) else 0
    return {"prefix": prefix, "digits": digits, "fill": fill}


def _invalid(field: Field, low: int, high: int) -> list[tuple[str, Sample]]:
    found = [("too-long", expression(f'"x" * {high + 1}'))]
    if low:
        found.append(("too-short", shortened("x" * (low - 1))))
    if field.pattern is not None:
        word = patterns.mismatch(field, low, high)
        if word is not None:
            found.append(("off-pattern", shortened(word)))
    nul = literal("a\x00b")
    return [*found, ("nul-character", nul), ("number", literal(5))]
