from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.answers.sources import (
    Raw,
    Source,
    from_environment,
    from_preset,
    from_settings,
    merge,
)
from fastapi_forge.errors import (
    AnswersFileError,
    InvalidAnswerError,
    UnknownOptionError,
    UsageError,
)
from fastapi_forge.template.schema import Schema, Value
from tests.support.schemas import sample_schema


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    return sample_schema(tmp_path)


def raw(source: Source, key: str, value: object) -> Raw:
    return Raw(key=key, value=value, source=source, detail=f"the {source}")


def test_strongest_source_wins(schema: Schema) -> None:
    order: list[Source] = ["flag", "set", "env", "file", "preset"]
    raws = [raw(source, "author", source) for source in reversed(order)]

    for source in order:
        assert merge(schema, raws)["author"].value == source
        raws = [each for each in raws if each.source != source]


@pytest.mark.parametrize("source", ["flag", "set", "env", "file", "preset"])
def test_unknown_key_is_refused_from_every_source(
    schema: Schema, source: Source
) -> None:
    with pytest.raises(UnknownOptionError) as raised:
        merge(schema, [raw(source, "databse", "sqlite")])

    assert f"'databse' (from the {source})" in raised.value.message
    assert raised.value.hint == "Did you mean 'database'?"


@pytest.mark.parametrize("source", ["flag", "set", "env", "file", "preset"])
def test_unknown_value_is_refused_from_every_source(
    schema: Schema, source: Source
) -> None:
    with pytest.raises(InvalidAnswerError) as raised:
        merge(schema, [raw(source, "database", "postgres")])

    assert (
        f"'postgres' is not a valid value for 'database' (from the {source})."
        in str(raised.value)
    )
    assert raised.value.hint == (
        "Did you mean 'postgresql'? Valid values: none, sqlite, postgresql."
    )


def test_unknown_key_lists_all_keys(schema: Schema) -> None:
    with pytest.raises(UnknownOptionError) as raised:
        merge(schema, [raw("set", "xyzzy", "1")])

    assert raised.value.hint.startswith("Choose one of: name, database,")


@pytest.mark.parametrize("value", ["yes", "Y", "TRUE", "on", "1", True])
def test_yes_is_understood(schema: Schema, value: object) -> None:
    assert merge(schema, [raw("file", "redis", value)])["redis"].value is True


@pytest.mark.parametrize("value", ["no", "N", "FALSE", "off", "0", False])
def test_no_is_understood(schema: Schema, value: object) -> None:
    assert merge(schema, [raw("file", "redis", value)])["redis"].value is False


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("redis", "perhaps", "'perhaps' is not a valid value for 'redis'"),
        ("redis", ["yes"], "a list is not a valid value for 'redis'"),
        ("author", None, "has no value"),
        ("author", True, "it must be text"),
        ("author", {"a": "b"}, "it must be text"),
        ("author", "a\nb", "line break"),
        ("author", "a\x1b[31m", "control character"),
        ("author", "\udcff", "control character"),
        ("author", "a" * 1001, "1001 characters"),
        ("cors_origins", "http://a", "it must be a list"),
        ("cors_origins", ["a", 3], "it must be text"),
        ("cors_origins", ["a", " "], "empty URL"),
        ("python", "3.1", "'3.1' is not a valid value for 'python'"),
    ],
)
def test_value_of_a_wrong_kind_is_refused(
    schema: Schema, key: str, value: object, complaint: str
) -> None:
    with pytest.raises(InvalidAnswerError, match="from the file") as raised:
        merge(schema, [raw("file", key, value)])

    assert complaint in raised.value.message


def test_numbers_get_no_suggestion(schema: Schema) -> None:
    with pytest.raises(InvalidAnswerError) as raised:
        merge(schema, [raw("set", "python", "3.1")])

    assert raised.value.hint == "Valid values: 3.12, 3.13."


@pytest.mark.parametrize(
    ("key", "text", "items"),
    [
        ("cors_origins", "http://a, http://b", ("http://a", "http://b")),
        ("cors_origins", "", ()),
        (
            "resources",
            "tag name:str; book kind:enum:a,b",
            ("tag name:str", "book kind:enum:a,b"),
        ),
        (
            "resources",
            "tag name:str\nbook title:str",
            ("tag name:str", "book title:str"),
        ),
        (
            "resources",
            "job state:enum:\"a; b\",'c;d';tag name:str",
            ("job state:enum:\"a; b\",'c;d'", "tag name:str"),
        ),
    ],
)
def test_lists_in_one_text_are_split(
    schema: Schema, key: str, text: str, items: Value
) -> None:
    known = merge(schema, from_settings([f"{key}={text}"]))

    assert known[key].value == items


def test_lists_of_one_source_are_joined(schema: Schema) -> None:
    known = merge(schema, from_settings(["cors_origins=a", "cors_origins=b"]))

    assert known["cors_origins"].value == ("a", "b")


def test_other_options_can_be_set_once(schema: Schema) -> None:
    with pytest.raises(InvalidAnswerError, match="'author' is set more than once"):
        merge(schema, from_settings(["author=a", "author=a"]))


def test_setting_may_hold_an_equals_sign(schema: Schema) -> None:
    assert merge(schema, from_settings(["author=a=b"]))["author"].value == "a=b"


@pytest.mark.parametrize("pair", ["author", "=x", ""])
def test_setting_without_key_or_value_is_refused(pair: str) -> None:
    with pytest.raises(UsageError, match="needs KEY=VALUE"):
        from_settings([pair])


def test_environment_is_read_by_prefix(schema: Schema) -> None:
    environment = {"FORGE_CORS_ORIGINS": "a", "HOME": "/", "FORGE_AUTHOR": ""}

    assert from_environment(schema, environment) == [
        Raw(key="cors_origins", value="a", source="env", detail="FORGE_CORS_ORIGINS")
    ]


def test_preset_is_found_by_name(schema: Schema) -> None:
    known = merge(schema, from_preset(schema, "worker"))

    assert known["jobs"].value == "taskiq"
    assert known["jobs"].detail == "preset worker"


def test_unknown_preset_is_refused(schema: Schema) -> None:
    with pytest.raises(AnswersFileError) as raised:
        from_preset(schema, "standrd")

    assert "Did you mean 'standard'?" in raised.value.hint
