from __future__ import annotations

import pydantic
import pytest
from sqlalchemy.orm import DeclarativeBase

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources import reserved
from fastapi_forge.resources.naming import pluralised
from fastapi_forge.resources.words import (
    check_field_name,
    check_plural,
    check_resource_name,
)


def public(names: object) -> set[str]:
    return {it for it in dir(names) if not it.startswith("_")}


@pytest.mark.filterwarnings("ignore::pydantic.PydanticDeprecatedSince20")
@pytest.mark.parametrize("base", [pydantic.BaseModel, DeclarativeBase])
def test_attributes_of_the_installed_libraries_are_refused(base: type) -> None:
    names = public(base)

    assert names - reserved.MODEL_ATTRIBUTES == set()


@pytest.mark.parametrize(
    "name",
    [
        "class",
        "select",
        "order",
        "rank",
        "metadata",
        "registry",
        "model_config",
        "model_dump_more",
        "copy",
        "json",
        "schema",
        "id",
        "created_at",
        "owner_id",
        "limit",
        "q",
        "date",
        "relationship",
    ],
)
def test_field_names_that_break_generated_code_are_refused(name: str) -> None:
    with pytest.raises(InvalidResourceError) as caught:
        check_field_name("book", name)

    assert f"'{name}'" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "name", ["type", "status", "hash", "format", "model_year", "token", "external_id"]
)
def test_harmless_field_names_are_allowed(name: str) -> None:
    check_field_name("book", name)


@pytest.mark.parametrize(
    "name",
    [
        "user",
        "users",
        "auth",
        "health",
        "docs",
        "openapi",
        "preference",
        "feedback",
        "base",
        "account",
        "resource",
        "principal",
        "sequence",
        "order",
        "group",
        "lambda",
        "property",
        "date",
        "decimal",
        "text",
        "optional",
    ],
)
def test_resource_names_that_break_generated_code_are_refused(name: str) -> None:
    with pytest.raises(InvalidResourceError) as caught:
        check_resource_name(name)

    assert f"'{name}'" in caught.value.message
    assert "such as '" in caught.value.hint


@pytest.mark.parametrize(
    "name", ["task", "book", "item", "event", "metrics", "line_item", "deadline"]
)
def test_harmless_resource_names_are_allowed(name: str) -> None:
    check_resource_name(name)
    check_plural(name, pluralised(name))


@pytest.mark.parametrize("name", sorted(reserved.BETTER_RESOURCES.values()))
def test_suggested_resource_names_are_allowed(name: str) -> None:
    check_resource_name(name)
    check_plural(name, pluralised(name))


@pytest.mark.parametrize("name", sorted(reserved.BETTER_FIELDS.values()))
def test_suggested_field_names_are_allowed(name: str) -> None:
    check_field_name("book", name)


@pytest.mark.parametrize("name", sorted(reserved.BETTER_RESOURCES))
def test_suggestions_for_resources_are_needed(name: str) -> None:
    with pytest.raises(InvalidResourceError):
        check_resource_name(name)


@pytest.mark.parametrize("name", sorted(reserved.BETTER_FIELDS))
def test_suggestions_for_fields_are_needed(name: str) -> None:
    with pytest.raises(InvalidResourceError):
        check_field_name("book", name)
