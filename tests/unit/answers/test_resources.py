from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.answers.resources import checked_resources
from fastapi_forge.errors import (
    ForbiddenAnswerError,
    InvalidResourceError,
    TemplateError,
)
from fastapi_forge.template.schema import Schema, Value, read_schema
from tests.support.schemas import (
    FORGE,
    given,
    resolved,
    sample_schema,
    write_sample,
)


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    return sample_schema(tmp_path)


def test_resources_keep_the_order_given(schema: Schema) -> None:
    specs = ("book title:str author:ref", "author name:str:unique")
    answers = resolved(schema, given("flag", resources=specs))

    names = [resource.name for resource in checked_resources(schema, answers)]

    assert names == ["book", "author"]


def test_resource_may_reference_the_example(schema: Schema) -> None:
    specs = ("note body:text task:ref --owned",)

    alone = resolved(schema, given("flag", resources=specs))
    with pytest.raises(InvalidResourceError, match="which does not exist"):
        checked_resources(schema, alone)

    with_example = resolved(schema, given("flag", resources=specs, example=True))
    assert len(checked_resources(schema, with_example)) == 1


def test_ownership_needs_users(schema: Schema) -> None:
    known = given("flag", resources=("book title:str --owned",)) | given(
        "env", auth="none"
    )

    with pytest.raises(ForbiddenAnswerError) as raised:
        checked_resources(schema, resolved(schema, known))

    assert "'book' is --owned (from flag resources)" in raised.value.message
    assert "auth is none (from env auth)" in raised.value.message


def test_digits_that_sqlite_cannot_store(schema: Schema) -> None:
    specs = ("book price:decimal:digits=19",)
    on_sqlite = given("flag", resources=specs) | given("env", database="sqlite")
    with pytest.raises(ForbiddenAnswerError) as raised:
        checked_resources(schema, resolved(schema, on_sqlite))

    assert "digits=19" in raised.value.message
    assert "digits=18" in raised.value.hint

    elsewhere = given("flag", resources=specs, database="postgresql")
    assert checked_resources(schema, resolved(schema, elsewhere))


def test_no_resources_are_valid(schema: Schema) -> None:
    assert checked_resources(schema, resolved(schema, given("flag", auth="none"))) == ()


@pytest.mark.parametrize(
    ("spec", "refusing", "allowing"),
    [
        ("user note:str", {"auth": "jwt"}, {"auth": "oidc"}),
        ("feedback note:str", {"example": True}, {"example": False}),
    ],
)
def test_features_reserve_names(
    schema: Schema, spec: str, refusing: dict[str, Value], allowing: dict[str, Value]
) -> None:
    refused = resolved(schema, given("flag", resources=(spec,), **refusing))
    with pytest.raises(InvalidResourceError, match="is already used by the"):
        checked_resources(schema, refused)

    allowed = resolved(schema, given("flag", resources=(spec,), **allowing))
    assert checked_resources(schema, allowed)


def test_template_without_users_has_no_owners(tmp_path: Path) -> None:
    template = write_sample(tmp_path, forge="_forge: {name: sample}\n")
    schema = read_schema(template)
    known = given("flag", resources=("book title:str --owned",))

    with pytest.raises(ForbiddenAnswerError, match="but the template has no users"):
        checked_resources(schema, resolved(schema, known))


def test_mistake_in_the_example_is_one_of_the_template(tmp_path: Path) -> None:
    forge = FORGE.replace("task title:str --owned", "task title:sting")
    schema = read_schema(write_sample(tmp_path, forge=forge))

    with pytest.raises(TemplateError, match="example of the template is not valid"):
        checked_resources(schema, resolved(schema, given("flag", example=True)))
