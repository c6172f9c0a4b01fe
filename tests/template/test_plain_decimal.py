"""Zero in all its forms, only some of which the generated tests show."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import TypeAdapter

from tests.support.generated_code import vocabulary


@pytest.mark.parametrize("zero", [0, 0.0, -0.0, "0", "-0", "0.0", "-0.00"], ids=repr)
def test_zero_fits_where_no_digit_stands_before_the_point(zero: object) -> None:
    plain_decimal = vocabulary().PlainDecimal
    fraction = Annotated[Decimal, plain_decimal(2, 2)]

    assert str(TypeAdapter(fraction).validate_python(zero)) == "0.00"
