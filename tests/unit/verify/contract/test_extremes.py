from __future__ import annotations

from typing import Any

import pytest

from fastapi_forge.verify.contract.extremes import BEYOND, add_extremes


def _examples_of(schema: dict[str, Any]) -> object:
    parameters = [{"name": "limit", "in": "query", "schema": schema}]
    add_extremes({"paths": {"/books": {"get": {"parameters": parameters}}}})
    return schema.get("examples")


def test_an_integer_without_a_maximum_gets_one_beyond_64_bits() -> None:
    assert _examples_of({"type": "integer", "minimum": 1}) == [BEYOND]
    assert _examples_of({"type": "integer", "examples": [20]}) == [20, BEYOND]


def test_an_optional_integer_gets_one_too() -> None:
    integer: dict[str, Any] = {"type": "integer"}
    _examples_of({"anyOf": [integer, {"type": "null"}]})

    assert integer["examples"] == [BEYOND]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "maximum": 100},
        {"type": "integer", "exclusiveMaximum": 100},
        {"type": "integer", "enum": [1, 2]},
        {"type": "number"},
        {"$ref": "#/components/schemas/Limit"},
    ],
)
def test_other_parameters_are_unchanged(schema: dict[str, Any]) -> None:
    assert _examples_of(schema) is None
