from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.fields import Ids
from fastapi_forge.resources.language import parse
from tests.support.field_code import expanded, sampled
from tests.support.generated_code import Sequence, evaluate, namespace
from tests.support.renders import EXAMPLE
from tests.support.specifications import TYPES, ZOO

# Schemas accept these, because only a service knows the present.
JUDGED_BY_SERVICES = {"in-the-past", "in-the-future"}


def fields_of(*specs: str, ids: Ids = Ids.INT) -> Iterator[Any]:
    for entity in expanded([parse(spec) for spec in specs], ids):
        for field in entity["columns"]:
            name = f"{entity['name']}-{field['name']}-{ids}"
            yield pytest.param(entity, field, id=name)


every_field = pytest.mark.parametrize(
    ("entity", "field"),
    [
        *fields_of(*EXAMPLE),
        *(entry for ids in Ids for entry in fields_of(*ZOO, ids=ids)),
    ],
)


def adapter(entity: dict[str, Any], field: dict[str, Any]) -> TypeAdapter[Any]:
    names = namespace(entity)
    return TypeAdapter(evaluate(field["schema"], names))


def accepts(schema: TypeAdapter[Any], value: object) -> bool:
    """Return whether the value is accepted as JSON."""
    try:
        schema.validate_python(json.loads(json.dumps(value)))
    except ValidationError:
        return False
    return True


def check_field(entity: dict[str, Any], field: dict[str, Any], start: int = 1) -> None:
    schema = adapter(entity, field)
    example, other = sampled(field["example"]), sampled(field["other"])
    assert accepts(schema, example)
    assert accepts(schema, other)
    if field["type"] != "ref":
        assert schema.validate_python(example) != schema.validate_python(other)
        check_payloads(entity, field, schema, start)
    for invalid in field["invalid"]:
        judged = invalid["case"] in JUDGED_BY_SERVICES
        assert accepts(schema, sampled(invalid)) is judged, invalid


def check_payloads(
    entity: dict[str, Any], field: dict[str, Any], schema: TypeAdapter[Any], start: int
) -> None:
    names = namespace(entity, Sequence(start))
    drawn = [evaluate(field["payload"], names) for _ in range(50)]
    values = [schema.validate_python(value) for value in drawn]
    assert all(accepts(schema, value) for value in drawn)
    if field["future"] or field["past"]:
        assert all(is_future(value) is field["future"] for value in values)
    if field["unique"]:
        assert len(set(values)) == len(drawn)


def is_future(moment: date) -> bool:
    if isinstance(moment, datetime):
        return moment > datetime.now(UTC)
    return moment > datetime.now(UTC).date()


@every_field
def test_samples_match_their_purpose(
    entity: dict[str, Any], field: dict[str, Any]
) -> None:
    check_field(entity, field)


@every_field
def test_unique_payloads_leave_the_examples_free(
    entity: dict[str, Any], field: dict[str, Any]
) -> None:
    if not field["unique"]:
        return
    names = namespace(entity)
    drawn = {evaluate(field["payload"], names) for _ in range(200)}

    assert sampled(field["example"]) not in drawn
    assert sampled(field["other"]) not in drawn


@every_field
def test_defaults_are_valid_and_equal_in_both_notations(
    entity: dict[str, Any], field: dict[str, Any]
) -> None:
    if not field["default"]:
        return
    names = namespace(entity)
    default = evaluate(field["default_code"], names)
    if field["type"] == "json":
        default = default.get_default(call_default_factory=True)
    schema = adapter(entity, field)

    assert schema.validate_python(field["default"]["value"]) == default


@every_field
def test_filters_accept_their_example_as_text(
    entity: dict[str, Any], field: dict[str, Any]
) -> None:
    if not field["filterable"]:
        return
    query = TypeAdapter(evaluate(field["query"], namespace(entity)))

    query.validate_python(str(sampled(field["example"])))


@settings(
    max_examples=300,
    deadline=None,
    # Deterministic, so that new cases are searched on purpose, not by surprise.
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(words=TYPES, start=st.integers(1, 20_000))
def test_samples_fit_any_combination_of_modifiers(words: str, start: int) -> None:
    try:
        resource = parse(f"thing value_of:{words}")
    except InvalidResourceError:
        assume(False)
    (entity,) = expanded([resource])

    check_field(entity, entity["columns"][0], start)
    assert parse(resource.spec()) == resource
