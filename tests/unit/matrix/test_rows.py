"""Combinations are named by their differences from the defaults, and sharded."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from fastapi_forge.errors import InvalidAnswerError, UsageError, VerificationPlanError
from fastapi_forge.matrix.factors import factors_of
from fastapi_forge.matrix.options_check import values_without_effect
from fastapi_forge.matrix.rows import Namer, matrix_of, shard_of
from fastapi_forge.verify.plan import Sampling, read_plan
from tests.support.renders import SCHEMA, TEMPLATE
from tests.support.schemas import sample_schema

PLAN = read_plan(TEMPLATE).sampling
FACTORS = factors_of(SCHEMA, PLAN)
MATRIX = matrix_of(FACTORS, PLAN.together, strength=2, seed=0)


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({}, "defaults"),
        ({"database": "postgresql", "access": "sync"}, "postgresql-sync"),
        ({"auth": "none", "cors": False}, "auth_none-no_cors"),
        ({"license": "MIT", "ids": "uuid"}, "MIT-uuid"),
    ],
)
def test_name_contains_the_differences(
    answers: dict[str, str | bool], name: str
) -> None:
    assert Namer(FACTORS).name({**FACTORS.defaults, **answers}) == name


def test_names_are_unique_and_valid_directories() -> None:
    names = [row.name for row in MATRIX.rows]

    assert names[0] == "defaults"
    assert len(set(map(str.casefold, names))) == len(names)
    assert all(re.fullmatch(r"[\w.+-]+", name) for name in names)
    assert max(map(len, names)) < 200


def test_every_database_occurs_with_every_access() -> None:
    rows = [row.answers for row in MATRIX.rows]
    for row in FACTORS.every_row(PLAN.together):
        assert any(other.items() >= row.items() for other in rows), row


def test_resources_of_the_plan_occur_with_every_value() -> None:
    [empty, own, zoo] = FACTORS.levels["resources"]
    assert empty == ()
    for key, values in FACTORS.levels.items():
        for value in values:
            for resources in (own, zoo):
                if key != "resources" and FACTORS.accepts(
                    answers := {key: value, "resources": resources}
                ):
                    assert any(
                        row.answers.items() >= answers.items() for row in MATRIX.rows
                    ), answers


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_shards_partition_all_combinations(count: int) -> None:
    shards = [shard_of(MATRIX.rows, f"{n}/{count}") for n in range(1, count + 1)]

    names = [row.name for shard in shards for row in shard]
    assert sorted(names) == sorted(row.name for row in MATRIX.rows)
    assert max(map(len, shards)) - min(map(len, shards)) <= 1


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "a/b", "-1/2", "1/2/3"])
def test_invalid_shard_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="for --shard"):
        shard_of(MATRIX.rows, text)


@pytest.mark.parametrize("strength", [0, -1])
def test_invalid_strength_is_refused(strength: int) -> None:
    with pytest.raises(UsageError, match="for --strength"):
        matrix_of(FACTORS, (), strength=strength, seed=0)


def test_strength_is_limited_by_the_options(tmp_path: Path) -> None:
    schema = sample_schema(tmp_path)
    names = [option.key for option in schema.options if option.choices]
    fixed = {key: schema.option(key).default for key in names}
    for kept in ([], ["example"]):
        answers = {key: value for key, value in fixed.items() if key not in kept}
        factors = factors_of(schema, Sampling(answers=answers))
        rows = matrix_of(factors, (), strength=2, seed=0).rows
        assert len(rows) == 1 + len(kept)


def test_fixed_answers_do_not_vary(tmp_path: Path) -> None:
    schema = sample_schema(tmp_path)
    factors = factors_of(schema, Sampling(answers={"database": "none"}))

    assert "database" not in factors.levels
    rows = matrix_of(factors, (), strength=2, seed=0).rows
    assert all("database" not in row.answers for row in rows)
    assert factors.resolved(rows[0].answers).values["database"] == "none"


@pytest.mark.parametrize(
    ("plan", "refusal", "said"),
    [
        (Sampling(together=("author",)), VerificationPlanError, "'author'"),
        (Sampling(answers={"database": "oracle"}), InvalidAnswerError, "oracle"),
        (
            Sampling(values={"python": {"old": "2.7"}}),
            InvalidAnswerError,
            "2.7",
        ),
    ],
)
def test_invalid_plan_is_refused(
    plan: Sampling, refusal: type[Exception], said: str, tmp_path: Path
) -> None:
    with pytest.raises(refusal, match=re.escape(said)):
        factors_of(sample_schema(tmp_path), plan)


def test_value_without_effect_is_found(tmp_path: Path) -> None:
    factors = factors_of(sample_schema(tmp_path))
    rows = [row.answers for row in matrix_of(factors, (), strength=2, seed=0).rows]
    answer = ("python", "3.12")

    def but_python(row: object) -> list[tuple[str, str]]:
        assert isinstance(row, dict)
        return [("a", repr({key: row[key] for key in row if key != "python"}))]

    assert answer in set(values_without_effect(factors, rows, but_python))
    everything = values_without_effect(factors, rows, lambda row: [("a", repr(row))])
    assert not list(everything)
    recorded = values_without_effect(
        factors, rows, lambda row: [(".forge/a", repr(row))]
    )
    assert answer in set(recorded)


def test_names_fit_into_a_directory() -> None:
    levels = {f"option_{number}": ("a", "b") for number in range(50)}
    namer = Namer(replace(FACTORS, levels={**FACTORS.levels, **levels}))
    one = dict.fromkeys(levels, "b")
    names = {namer.name(row) for row in (one, {**one, "option_49": "a"})}

    assert len(names) == 2
    assert all(len(name) <= 200 for name in names)
