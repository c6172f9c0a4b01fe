from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.answers.resolution import resolve
from fastapi_forge.answers.sources import Given
from fastapi_forge.errors import (
    ForbiddenAnswerError,
    MissingAnswerError,
    TemplateError,
)
from fastapi_forge.template.schema import Schema, Value, read_schema
from tests.support.schemas import FORGE, given, resolved, sample_schema, write_sample


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    return sample_schema(tmp_path)


def test_defaults_complete_the_answers(schema: Schema) -> None:
    answers = resolved(schema, given("flag", database="postgresql"))

    assert answers.values["database"] == "postgresql"
    assert answers.values["auth"] == "jwt"
    assert answers.sources["database"] == "flag"
    assert answers.sources["auth"] == "default"
    assert list(answers.values) == list(schema.keys)


def test_machine_values_replace_defaults(schema: Schema) -> None:
    machine: dict[str, Value] = {"author": "Ann", "python": "3.12", "redis": True}

    answers = resolve(schema, given("flag"), machine)

    assert answers.values["author"] == "Ann"
    assert answers.values["python"] == "3.12"
    assert answers.values["redis"] is False
    assert answers.sources["python"] == "default"


def test_machine_value_that_is_not_offered_is_ignored(schema: Schema) -> None:
    answers = resolve(schema, given("flag"), {"python": "3.14"})

    assert answers.values["python"] == "3.13"


def test_default_changes_to_an_allowed_value(schema: Schema) -> None:
    answers = resolved(schema, given("flag", database="none"))

    assert answers.values["auth"] == "none"
    assert answers.sources["auth"] == "forced"
    assert not answers.notes


def test_condition_changes_if_only_it_is_a_default(schema: Schema) -> None:
    answers = resolved(schema, given("preset", jobs="taskiq") | given("flag"))
    assert answers.values["redis"] is True

    known = given("preset", jobs="taskiq") | given("flag", redis=False)
    answers = resolved(schema, known)

    assert answers.values["jobs"] == "inprocess"
    assert answers.sources["jobs"] == "forced"


def test_preset_changes_with_a_note(schema: Schema) -> None:
    known = given("preset", auth="jwt") | given("env", database="none")

    answers = resolved(schema, known)

    assert answers.values["auth"] == "none"
    assert list(answers.notes) == [
        (
            "auth=jwt from the preset auth becomes auth=none: Stored users need a"
            " database."
        )
    ]


def test_explicit_answers_that_exclude_each_other_are_refused(schema: Schema) -> None:
    known = given("flag", auth="jwt") | given("env", database="none")

    with pytest.raises(ForbiddenAnswerError) as raised:
        resolved(schema, known)

    message = raised.value.message
    assert "database=none (from env database)" in message
    assert "auth=jwt (from flag auth)" in message
    assert "Stored users need a database." in message
    assert "none or oidc" in raised.value.hint


def test_contradictory_preset_is_refused(schema: Schema) -> None:
    with pytest.raises(ForbiddenAnswerError):
        resolved(schema, given("preset", auth="jwt", database="none"))


def test_inapplicable_answer_is_absent(schema: Schema) -> None:
    answers = resolved(schema, given("flag", database="none"))

    assert "access" not in answers.values
    assert "access" not in answers.sources


@pytest.mark.parametrize("source", ["flag", "set", "env", "file", "prompt"])
def test_inapplicable_explicit_answer_is_refused(schema: Schema, source: str) -> None:
    said = Given(value="sync", source=source, detail="--access")  # type: ignore[arg-type]

    with pytest.raises(ForbiddenAnswerError) as raised:
        resolved(schema, given("flag", database="none") | {"access": said})

    assert "'access' (from --access) does not apply" in raised.value.message
    assert "sqlite or postgresql" in raised.value.message
    assert "none (from flag database)" in raised.value.message


def test_inapplicable_preset_answer_is_dropped_with_a_note(
    schema: Schema,
) -> None:
    known = given("preset", access="sync") | given("flag", database="none")

    answers = resolved(schema, known)

    assert "access" not in answers.values
    assert len(answers.notes) == 1
    assert "'access' from the preset access is ignored" in answers.notes[0]


def test_constraint_ignores_inapplicable_options(tmp_path: Path) -> None:
    rule = "{if: {access: sync}, then: {auth: none}, because: b}"
    forge = FORGE.replace("constraints:\n", f"constraints:\n    - {rule}\n")
    schema = read_schema(write_sample(tmp_path, forge=forge))
    known = given("preset", access="sync") | given("flag", database="none", auth="oidc")

    assert resolved(schema, known).values["auth"] == "oidc"


def test_changed_default_satisfies_every_constraint(tmp_path: Path) -> None:
    rule = "{if: {redis: true}, then: {auth: [jwt, oidc]}, because: b}"
    forge = FORGE.replace("constraints:\n", f"constraints:\n    - {rule}\n")
    schema = read_schema(write_sample(tmp_path, forge=forge))

    answers = resolved(schema, given("flag", database="none", redis=True))

    assert answers.values["auth"] == "oidc"


def test_unsatisfiable_constraints_are_a_template_error(tmp_path: Path) -> None:
    rules = (
        "- {if: {redis: false}, then: {cors: false}, because: b}\n"
        "    - {if: {redis: true}, then: {cors: false}, because: b}\n"
        "    - {if: {cors: false}, then: {example: true}, because: b}\n"
        "    - {if: {example: true}, then: {cors: true}, because: b}\n"
    )
    forge = FORGE.replace("constraints:\n", f"constraints:\n    {rules}")
    schema = read_schema(write_sample(tmp_path, forge=forge))

    with pytest.raises(TemplateError, match="contradict each other"):
        resolved(schema, given("flag"))


def test_name_is_needed(schema: Schema) -> None:
    with pytest.raises(MissingAnswerError):
        resolve(schema, {}, {})
