"""Zero in all its forms, of which only some show where generated tests look."""

from __future__ import annotations

from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter

from tests.support.generated import ROOT

[SOURCE] = (ROOT / "templates" / "service" / "project").rglob("*plain_decimal.py*")


@pytest.mark.parametrize("zero", [0, 0.0, -0.0, "0", "-0", "0.0", "-0.00"], ids=repr)
def test_zero_fits_where_no_digit_stands_before_the_point(zero: object) -> None:
    spec = spec_from_file_location("plain_decimal", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    fraction = Annotated[
        Decimal, Field(max_digits=2, decimal_places=2), module.PlainDecimal()
    ]

    assert str(TypeAdapter(fraction).validate_python(zero)) == "0.00"
