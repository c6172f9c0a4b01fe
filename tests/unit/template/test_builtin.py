"""The built-in template, seen through its schema."""

from __future__ import annotations

import jsonschema
import pytest

from fastapi_forge.answers.names import check_name
from fastapi_forge.errors import InvalidNameError
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.jsonschema import json_schema
from fastapi_forge.template.schema import Schema, read_schema


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_schema(builtin_template())


def test_name_is_asked_first(schema: Schema) -> None:
    assert schema.keys[0] == "name"


@pytest.mark.parametrize("key", ["database", "auth", "docker", "versioning", "cors"])
def test_core_questions_are_asked(schema: Schema, key: str) -> None:
    groups = {group.key: group.ask for group in schema.groups}

    assert groups[schema.option(key).group] == "core"


def test_resources_are_a_repeatable_flag(schema: Schema) -> None:
    option = schema.option("resources")

    assert (option.type, option.flag) == ("list", "--resource")


def test_standard_preset_is_the_defaults(schema: Schema) -> None:
    standard = schema.preset("standard")

    assert standard is not None
    assert not standard.answers


def test_minimal_preset_omits_optional_features(schema: Schema) -> None:
    minimal = schema.preset("minimal")

    assert minimal is not None
    assert set(minimal.answers.values()) == {"none", False}


def test_json_schema_is_valid(schema: Schema) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(schema))


def test_installed_packages_are_refused_as_names(schema: Schema) -> None:
    for package in ("fastapi", "sqlalchemy", "starlette"):
        with pytest.raises(InvalidNameError):
            check_name(package, schema.packages)
