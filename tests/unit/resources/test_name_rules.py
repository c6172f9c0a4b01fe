from __future__ import annotations

import pydantic
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources import reserved
from fastapi_forge.resources.language import parse
from fastapi_forge.resources.name_rules import (
    check_field_name,
    check_plural,
    check_resource_name,
)
from tests.support.nouns import (
    FIELD_NOUNS,
    REFUSED_FIELDS,
    REFUSED_RESOURCES,
    REFUSED_WITH_ACCOUNTS,
    RESOURCE_NOUNS,
)
from tests.support.reserved_names import ACCOUNTS, check_features


def public(names: object) -> set[str]:
    return {name for name in dir(names) if not name.startswith("_")}


def refusal(spec: str) -> str:
    with pytest.raises(InvalidResourceError) as caught:
        parse(spec)
    assert "such as '" in caught.value.hint or "Remove it" in caught.value.hint
    return caught.value.message


@pytest.mark.filterwarnings("ignore::pydantic.PydanticDeprecatedSince20")
@pytest.mark.parametrize(
    ("base", "reserved_names"),
    [
        (pydantic.BaseModel, reserved.SCHEMA_ATTRIBUTES),
        (DeclarativeBase, reserved.MODEL_ATTRIBUTES),
    ],
)
def test_attributes_of_the_installed_libraries_are_refused(
    base: type, reserved_names: frozenset[str]
) -> None:
    assert public(base) - reserved_names == set()


@pytest.mark.parametrize("name", sorted({*RESOURCE_NOUNS} - REFUSED_RESOURCES.keys()))
def test_common_nouns_are_allowed_as_resources(name: str) -> None:
    resource = parse(f"{name} note:str")

    check_features(resource, without=ACCOUNTS if name in REFUSED_WITH_ACCOUNTS else "")


@pytest.mark.parametrize(("name", "reason"), REFUSED_RESOURCES.items())
def test_other_resources_are_refused_with_a_reason(name: str, reason: str) -> None:
    assert reason in refusal(f"{name} note:str")


@pytest.mark.parametrize("name", REFUSED_WITH_ACCOUNTS)
def test_features_refuse_the_names_that_they_use(name: str) -> None:
    resource = parse(f"{name} note:str")

    check_features(resource, without=ACCOUNTS)
    with pytest.raises(InvalidResourceError, match=ACCOUNTS):
        check_features(resource)


@pytest.mark.parametrize("name", sorted({*FIELD_NOUNS} - REFUSED_FIELDS.keys()))
def test_common_nouns_are_allowed_as_fields(name: str) -> None:
    parse(f"thing {name}:str")


@pytest.mark.parametrize(("name", "reason"), REFUSED_FIELDS.items())
def test_other_fields_are_refused_with_a_reason(name: str, reason: str) -> None:
    assert reason in refusal(f"thing {name}:str")


@pytest.mark.parametrize("name", ["copy", "schema", "json"])
def test_references_have_other_attributes_in_schemas(name: str) -> None:
    check_field_name("book", name, "ref")


@pytest.mark.parametrize("word", sorted(reserved.UNQUOTED_WORDS))
def test_words_that_sqlalchemy_does_not_quote_are_refused(word: str) -> None:
    assert "SQL reserved word" in refusal(f"thing {word}:str")
    with pytest.raises(InvalidResourceError, match="SQL reserved word"):
        check_plural("thing", word)


def test_reserved_words_work_as_tables_and_columns() -> None:
    """With SQLite; a service with such names is tested with the other databases."""
    metadata, engine = sa.MetaData(), sa.create_engine("sqlite://")
    names = {*FIELD_NOUNS, *RESOURCE_NOUNS} - reserved.UNQUOTED_WORDS
    for name in names - {"id"}:
        columns = (sa.Column(name, sa.Integer, index=True), sa.Column("id", sa.Integer))
        sa.Table(name, metadata, *columns)

    metadata.create_all(engine)
    with engine.begin() as connection:
        for table in metadata.tables.values():
            connection.execute(table.insert().values({table.name: 1}))
            found = connection.execute(sa.select(table).order_by(table.c[table.name]))
            assert found.one()[0] == 1
    engine.dispose()


@pytest.mark.parametrize(
    "name",
    [
        *("class", "metadata", "registry", "model_config", "model_dump_more", "schema"),
        *("id", "created_at", "owner_id", "datetime", "relationship", "returning"),
    ],
)
def test_field_names_that_break_generated_code_are_refused(name: str) -> None:
    with pytest.raises(InvalidResourceError) as caught:
        check_field_name("book", name)

    assert f"'{name}'" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["lambda", "base", "principal", "request", "optional"])
def test_resource_names_that_break_generated_code_are_refused(name: str) -> None:
    with pytest.raises(InvalidResourceError) as caught:
        check_resource_name(name)

    assert f"'{name}'" in caught.value.message
    assert "such as '" in caught.value.hint


@pytest.mark.parametrize("name", sorted(reserved.BETTER_RESOURCES.values()))
def test_suggested_resource_names_are_allowed(name: str) -> None:
    check_features(parse(f"{name} note:str"))


@pytest.mark.parametrize("name", sorted(reserved.BETTER_FIELDS.values()))
def test_suggested_field_names_are_allowed(name: str) -> None:
    check_field_name("book", name)


@pytest.mark.parametrize("name", sorted(reserved.BETTER_RESOURCES))
def test_suggestions_for_resources_are_needed(name: str) -> None:
    with pytest.raises(InvalidResourceError):
        check_features(parse(f"{name} note:str"))


@pytest.mark.parametrize("name", sorted(reserved.BETTER_FIELDS))
def test_suggestions_for_fields_are_needed(name: str) -> None:
    with pytest.raises(InvalidResourceError):
        check_field_name("book", name)
