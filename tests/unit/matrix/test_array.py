from __future__ import annotations

import subprocess
import sys
from itertools import combinations, product
from pathlib import Path

import pytest

from fastapi_forge.errors import ForbiddenAnswerError
from fastapi_forge.matrix.array import covering_array
from fastapi_forge.matrix.factors import Row, factors_of
from fastapi_forge.template.schema import Schema
from tests.support.processes import clean_environment
from tests.support.renders import SCHEMA
from tests.support.schemas import given, resolved, sample_schema

PRINTED = """
from fastapi_forge.matrix.array import covering_array
from fastapi_forge.matrix.factors import factors_of
from tests.support.renders import SCHEMA
print(covering_array(factors_of(SCHEMA), seed=7))
"""


@pytest.fixture(params=["built-in", "sample"])
def schema(request: pytest.FixtureRequest, tmp_path: Path) -> Schema:
    return SCHEMA if request.param == "built-in" else sample_schema(tmp_path)


def accepted(schema: Schema, answers: Row) -> bool:
    try:
        resolved(schema, given("flag", **answers))
    except ForbiddenAnswerError:
        return False
    return True


@pytest.mark.parametrize("strength", [1, 2, 3])
def test_every_valid_pair_is_covered(schema: Schema, strength: int) -> None:
    """Counted independently."""
    rows = covering_array(factors_of(schema), strength=strength).rows
    levels = factors_of(schema).levels

    for keys in combinations(levels, strength):
        found = {tuple(row.get(key) for key in keys) for row in rows}
        for values in product(*(levels[key] for key in keys)):
            answers: Row = dict(zip(keys, values, strict=True))
            assert (values in found) is accepted(schema, answers), answers


def test_every_combination_is_valid(schema: Schema) -> None:
    for row in covering_array(factors_of(schema)).rows:
        answers = resolved(schema, given("flag", **row))

        assert {key: answers.values[key] for key in row} == row
        assert row.keys() == {
            option.key
            for option in schema.options
            if option.choices and option.key in answers.values
        }


def test_array_is_small(schema: Schema) -> None:
    sizes = [len(option.values) for option in schema.options if option.choices]
    largest, second = sorted(sizes)[:-3:-1]

    assert len(covering_array(factors_of(schema)).rows) <= 3 * largest * second


def test_given_combinations_come_first(tmp_path: Path) -> None:
    schema = sample_schema(tmp_path)
    first = [{"database": "none", "python": "3.12"}, {}]
    rows = covering_array(factors_of(schema), first=first).rows

    assert rows[0].items() >= first[0].items()
    assert len(rows) <= len(covering_array(factors_of(schema)).rows) + len(first)


def test_seed_determines_the_array() -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            env=clean_environment() | {"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert printed[0] == printed[1]
    factors = factors_of(SCHEMA)
    assert covering_array(factors, seed=7) != covering_array(factors, seed=8)
