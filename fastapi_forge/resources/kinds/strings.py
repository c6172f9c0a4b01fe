"""str and text: limited, without NUL, optionally with a pattern."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from fastapi_forge.resources import code
from fastapi_forge.resources.code import Code, annotated, followed
from fastapi_forge.resources.field_type import FieldCode, Samples, Value
from fastapi_forge.resources.fields import Field, plain
from fastapi_forge.resources.kinds import mysql_text, patterns, spelling
from fastapi_forge.resources.kinds.counting import NUMBER, ROOM
from fastapi_forge.resources.kinds.refusals import refusal, wrong_value

# PostgreSQL limits index entries to 2704 bytes and MySQL to 3072. A character takes up
# to four, and a key that is unique per owner includes the owner.
LONGEST_INDEXED = 500
_TEXT = Code("Text", ("app.schemas.types.Text",))
_WITHOUT_NUL = "app.schemas.types.without_nul"
_DIGITS = 7
_LITERAL = 60


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


def str_length(field: Field) -> int:
    return STR.of(field)[1]


def column(field: Field) -> Code:
    return Code(f"String({STR.of(field)[1]})", ("sqlalchemy.String",))


def migration(field: Field) -> Code:
    return Code(f"sa.String(length={STR.of(field)[1]})")


def mysql_column(field: Field) -> Code:
    return mysql_text.string_column(field, STR.of(field)[1])


def mysql_migration(field: Field) -> Code:
    return mysql_text.string_migration(field, STR.of(field)[1])


def text_column(field: Field) -> Code:
    return mysql_text.text_column(TEXT.of(field)[1])


def text_migration(field: Field) -> Code:
    return mysql_text.text_migration(TEXT.of(field)[1])


def schema(lengths: Lengths) -> FieldCode:
    def annotation(field: Field) -> Code:
        low, high = lengths.of(field)
        limits = {"min_length": str(low) if low else None, "max_length": str(high)}
        if field.pattern is None:
            return annotated(_TEXT, **limits)
        pattern = code.raw_string(field.pattern)
        spelled = annotated(Code("str"), **limits, pattern=pattern)
        return followed(spelled, "without_nul", _WITHOUT_NUL)

    return annotation


def query(field: Field) -> Code:
    return annotated(_TEXT, max_length=str(STR.of(field)[1]))


def value(lengths: Lengths) -> Callable[[Field, str], Value]:
    def checked(field: Field, raw: str) -> Value:
        low, high = lengths.of(field)
        if not raw.isprintable() or not low <= len(raw) <= high:
            raise wrong_value(field, raw, f"Use {low} to {high} printable characters.")
        return Value(code=Code(code.string(raw)), json=code.string(raw))

    return checked


def samples(lengths: Lengths) -> Callable[[Field], Samples]:
    def of(field: Field) -> Samples:
        low, high = lengths.of(field)
        shape = _shape(field, low, high)
        if shape:
            words = spelling.last_words(shape)
            example, other = map(code.long_string, islice(words, 2))
            payload = spelling.expression(shape)
        else:
            example = _sized(f"Example {field.label}", low, high)
            other = _sized(f"Other {field.label}", low, high)
            payload = _numbered(field, low, high)
        return Samples(
            example=example,
            other=other,
            payload=payload,
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


def _sized(text: str, low: int, high: int) -> str:
    """Return code for the text, cut or padded to a valid length."""
    cut = text[:high].strip()
    return _filled(cut, low)


def _filled(text: str, low: int) -> str:
    if low > _LITERAL:
        return f'{code.string(text)}.ljust({low}, "x")'
    return code.string(text.ljust(low, "x"))


def _numbered(field: Field, low: int, high: int) -> Code:
    start = f"{field.label.capitalize()} "[: high - _DIGITS]
    # A number alone is too short to search for.
    number = "number()" if start.endswith(" ") else f"number():0{_DIGITS}d"
    text = f'f"{start}{{{number}}}"'
    if low > len(start) + (1 if start.endswith(" ") else _DIGITS):
        text += f'.ljust({low}, "x")'
    return Code(text, (NUMBER,))


def _invalid(field: Field, low: int, high: int) -> list[tuple[str, str]]:
    found = [("too-long", f'"x" * {high + 1}')]
    if low:
        found.append(("too-short", code.long_string("x" * (low - 1))))
    if field.pattern is not None:
        word = patterns.mismatch(field, low, high)
        if word is not None:
            found.append(("off-pattern", code.long_string(word)))
    return [*found, ("nul-character", '"a\\x00b"'), ("number", "5")]
