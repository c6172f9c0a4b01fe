from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import TemplateError, UnknownTemplateError
from fastapi_forge.template.jsonschema import json_schema
from fastapi_forge.template.origin import Origin
from fastapi_forge.template.schema import Schema, read_schema
from tests.support.repositories import HANDBOOK
from tests.support.templates import write_files


def schema_of(root: Path, questions: str) -> Schema:
    return read_schema(write_files(root, {"copier.yaml": questions}))


def test_questions_are_one_group_of_options() -> None:
    schema = read_schema(HANDBOOK)

    assert (schema.name, schema.version) == ("handbook", "2.0")
    assert schema.groups[0].options == schema.keys
    assert "slug" not in schema.keys
    assert schema.option("audience").values == ("team", "public", "company")
    assert schema.option("licence").when == "{{ audience == 'public' }}"
    assert schema.option("front_page").choices == ()
    assert schema.option("title").default is None
    assert schema.secret_keys == {"token"}
    assert not schema.has_resources


def test_origin_has_the_version_of_a_template_in_git() -> None:
    origin = Origin(name="tpl", version="v3", source="https://host/tpl.git")

    schema = read_schema(HANDBOOK, origin)

    assert (schema.name, schema.version) == ("handbook", "v3")
    assert schema.source == "https://host/tpl.git"


def test_template_is_named_after_its_directory(tmp_path: Path) -> None:
    schema = schema_of(tmp_path / "library", "a: b\n")

    assert (schema.name, schema.version) == ("library", "local")


def test_flags_of_forge_are_not_reused(tmp_path: Path) -> None:
    schema = schema_of(tmp_path, "git: true\noutput: x\na_b: c\na-b: d\n")

    flags = [option.flag for option in schema.options]

    assert flags == ["--answer-git", "--answer-output", "--a-b", "--answer-a-b"]


def test_resources_need_entities(tmp_path: Path) -> None:
    own = schema_of(tmp_path / "own", "resources: {type: yaml, default: []}\n")
    forges = schema_of(
        tmp_path / "forges",
        "resources: {type: yaml, default: []}\n"
        "entities: {type: yaml, when: false, default: []}\n",
    )

    assert not own.has_resources
    assert forges.has_resources


def test_later_documents_win_and_lists_are_joined(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path,
        "a: 1\n_secret_questions: [a]\nb: 2\n---\na: x\n_secret_questions: [b]\n",
    )

    assert schema.option("a").type == "str"
    assert schema.secret_keys == {"a", "b"}


def test_json_schema_knows_the_types() -> None:
    document = json_schema(read_schema(HANDBOOK))

    properties = document["properties"]
    assert isinstance(properties, dict)
    assert properties["port"]["type"] == "integer"
    assert properties["ratio"]["type"] == "number"
    assert "type" not in properties["links"]
    assert properties["pages"]["items"] == {"enum": ["about", "contact", "faq"]}
    assert "default" not in properties["title"]


def test_help_is_one_printable_line(tmp_path: Path) -> None:
    schema = schema_of(tmp_path, 'a: {type: str, help: "One\\n  two \\e[2Jthree"}\n')

    assert schema.option("a").help == "One two [2Jthree"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: {type: strange}", "'strange' is not a valid type"),
        ("a: {type: str, choices: [[1, 2, 3]]}", "'a'"),
        ("_envops: 3", "_envops"),
        ("_secret_questions: a", "_secret_questions"),
        ("_jinja_extensions: a", "_jinja_extensions"),
        ("1: {type: str}", "mapping of questions"),
        ("_forge: {presets: 3}", "presets"),
    ],
)
def test_invalid_configuration_is_a_template_error(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(TemplateError, match=complaint):
        schema_of(tmp_path, text)


def test_two_configurations_are_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"copier.yml": ""})

    with pytest.raises(TemplateError, match="both"):
        schema_of(tmp_path, "")


def test_directory_without_configuration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownTemplateError, match="not a Copier template"):
        read_schema(tmp_path)
