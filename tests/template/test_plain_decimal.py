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
def test_zero_fits_where_no_digit_stands_before_the_point(zero: str) -> None:
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
def test_what_is_not_exact_is_refused(body: str) -> None:
    with pytest.raises(ValidationError):
        read(10, 2, body)


@pytest.mark.parametrize("value", ["0.49", "2.01", '"0.49"', '"2.01"'])
def test_bounds(value: str) -> None:
    with pytest.raises(ValidationError, match="bounds"):
        read(10, 2, value, ge="0.5", le="2")


@given(st.integers(-(10**38) + 1, 10**38 - 1), st.integers(0, 18))
def test_numbers_and_text_come_back_as_sent(units: int, places: int) -> None:
    number = Decimal((int(units < 0), tuple(map(int, str(abs(units)))), -places))

    assert Decimal(read(38, places, f"{number:f}")) == number
    assert Decimal(read(38, places, f'"{number:f}"')) == number
    assert Decimal(read(38, places, f"{number:e}")) == number
