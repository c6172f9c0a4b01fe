"""Decimals in all spellings, only some of which the generated tests show."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.support.generated_code import vocabulary

LONG = "12345678901234567890123456789012.345678"


def read(digits: int, places: int, body: str, **bounds: str) -> str:
    """Return what the number in a JSON body is read as."""
    types = vocabulary()
    kind = Annotated[Decimal, types.PlainDecimal(digits, places, **bounds)]
    given = json.loads(body, parse_float=types.JsonFloat)
    return str(TypeAdapter(kind).validate_python(given))


@pytest.mark.parametrize("zero", ["0", "0.0", "-0.0", "0e9", '"0"', '"-0"', '"-0.00"'])
def test_zero_fits_without_integer_digits(zero: str) -> None:
    assert read(2, 2, zero) == "0.00"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("12.5", "12.500000"),
        ("1e2", "100.000000"),
        ("1.5E-3", "0.001500"),
        (LONG, LONG),
        (f"-{LONG}", f"-{LONG}"),
        (f'"{LONG}"', LONG),
        (f'"-{LONG}"', f"-{LONG}"),
        ("9" * 32, f"{'9' * 32}.000000"),
    ],
)
def test_all_digits_are_kept(body: str, expected: str) -> None:
    assert read(38, 6, body) == expected


@pytest.mark.parametrize(
    "body",
    [
        *("NaN", "Infinity", "-Infinity", "1e400", "true", "null", "[]"),
        *('"NaN"', '"Infinity"', '"1e2"', '"+1"', '"01"', '" 1"', '"1_0"', '".5"'),
        *('"1."', '"\u0661"', '"1\\n"', '""', '"-"'),
        # The nearest float has two decimal places.
        *("12.500000000000000000001", '"12.501"', "12.501", "1e-400", "1e-3"),
        *("100000000", "-100000000.00", '"100000000"', "99999999.990000000001"),
    ],
)
def test_inexact_numbers_are_refused(body: str) -> None:
    with pytest.raises(ValidationError):
        read(10, 2, body)


@pytest.mark.parametrize("value", ["0.49", "2.01", '"0.49"', '"2.01"'])
def test_bounds(value: str) -> None:
    with pytest.raises(ValidationError, match="bounds"):
        read(10, 2, value, ge="0.5", le="2")


@given(st.integers(-(10**38) + 1, 10**38 - 1), st.integers(0, 18))
def test_numbers_and_text_are_returned_unchanged(units: int, places: int) -> None:
    number = Decimal((int(units < 0), tuple(map(int, str(abs(units)))), -places))

    assert Decimal(read(38, places, f"{number:f}")) == number
    assert Decimal(read(38, places, f'"{number:f}"')) == number
    assert Decimal(read(38, places, f"{number:e}")) == number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2**53 + 1, 2**53 + 1),
        ("9007199254740993", 2**53 + 1),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
        ("0", 0),
        *(
            (value, None)
            for value in (2**63, -(2**63) - 1, "9223372036854775808", "9" * 40)
        ),
        *(
            (value, None)
            for value in (1.0, True, None, "-0", "01", "+1", "1.0", "1e2", " 1")
        ),
        *((value, None) for value in ("", "-", "1_0", "1\n", "\u0661", "0x1", "NaN")),
    ],
    ids=repr,
)
def test_big_integers_have_one_form(value: object, expected: int | None) -> None:
    adapter = TypeAdapter(Annotated[int, vocabulary().BigInt()])
    if expected is None:
        with pytest.raises(ValidationError):
            adapter.validate_python(value)
    else:
        assert adapter.validate_python(value) == expected


def test_documented_numbers() -> None:
    types = vocabulary()
    big = TypeAdapter(Annotated[int, types.BigInt(ge=1, le=9)]).json_schema()
    small = TypeAdapter(types.Int32).json_schema()
    exact = TypeAdapter(Annotated[Decimal, types.PlainDecimal(4, 2)]).json_schema()

    assert big["anyOf"][0] == {
        "type": "integer",
        "format": "int64",
        "minimum": 1,
        "maximum": 9,
    }
    assert small["format"] == "int32"
    assert [choice["type"] for choice in exact["anyOf"]] == ["number", "string"]
