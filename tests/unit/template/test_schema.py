from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.schema import Choice, Constraint, read_schema
from tests.support.schemas import ASKED, FORGE, sample_schema, write_sample
from tests.support.templates import write_files


def test_options_follow_the_order_of_the_groups(tmp_path: Path) -> None:
    schema = sample_schema(tmp_path)

    assert schema.keys[:4] == ("name", "database", "access", "auth")
    assert [group.ask for group in schema.groups] == ["always", "core", "more"]


def test_hidden_questions_are_not_options(tmp_path: Path) -> None:
    schema = sample_schema(tmp_path)

    assert "computed" not in schema.keys
    assert "entities" not in schema.keys


def test_option_combines_question_and_forge_block(tmp_path: Path) -> None:
    option = sample_schema(tmp_path).option("cors_origins")

    assert option.type == "list"
    assert option.default == ("http://localhost:3000",)
    assert option.flag == "--cors-origins"
    assert option.metavar == "URL"
    assert option.asked_when == {"cors": (True,)}
    assert option.group == "more"


def test_label_of_a_choice_is_its_help(tmp_path: Path) -> None:
    option = sample_schema(tmp_path).option("database")

    assert option.choices[0] == Choice(value="none", help="No database")


def test_bool_has_two_choices(tmp_path: Path) -> None:
    assert sample_schema(tmp_path).option("redis").values == (True, False)


def test_plain_choices_are_their_own_label(tmp_path: Path) -> None:
    asked = ASKED.replace("{Async: async, Sync: sync}", "[async, sync]")
    schema = read_schema(write_sample(tmp_path, asked=asked))

    assert schema.option("access").choices[1] == Choice(value="sync", help="sync")


def test_constraints_and_presets_are_read(tmp_path: Path) -> None:
    schema = sample_schema(tmp_path)

    assert schema.constraints[1] == Constraint(
        condition={"jobs": ("taskiq",)},
        then={"redis": (True,)},
        because="The worker runs on Redis.",
    )
    worker = schema.preset("worker")
    assert worker is not None
    assert worker.answers == {"jobs": "taskiq", "database": "postgresql"}
    assert schema.preset("wrker") is None


def test_packages_come_from_the_pins(tmp_path: Path) -> None:
    assert sample_schema(tmp_path).packages == {"Big_Library"}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("options: [database, access, auth]", "options: [access, auth]", "database"),
        ("[database, access, auth]", "[database, access, auth, jobs]", "one group"),
        ("ask: core", "ask: sometimes", "sometimes"),
        ("access: {database: [sqlite, postgresql]}", "access: {db: x}", "'db'"),
        ("if: {database: none}", "if: {database: nothing}", "'nothing'"),
        ("then: {redis: true}", "then: {redis: 1}", "1 is not one of its choices"),
        ("then: {redis: true}", "then: {jobs: taskiq}", "in both parts"),
        ("if: {jobs: taskiq}", "if: {author: me}", "no fixed values"),
        ("answers: {access: sync}", "answers: {acces: sync}", "'acces'"),
        ("answers: {access: sync}", "answers: {access: [sync]}", "is not a valid str"),
        ("python: python-version", "pyhton: python-version", "pyhton"),
        ("python: python-version", "python: python", "'python' is not a valid value"),
        ("{when: {example: true}, specs", "{when: {example: maybe}, specs", "'maybe'"),
        ("resources: {flag: resource", "resources: {flag: author", "--author"),
        ('  version: "1.2.3"\n', "", "version"),
        ("if: {jobs: taskiq}", "when: {jobs: taskiq}", "'if'"),
        ("constraints:", "constraints: 3\n  other:", "must be a list"),
        ("flags:", "flags: 3\n  other:", "must be a mapping"),
    ],
)
def test_inconsistent_forge_block_is_refused(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in FORGE
    write_sample(tmp_path, forge=FORGE.replace(old, new, 1))

    with pytest.raises(TemplateError, match=complaint):
        read_schema(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("default: sqlite", "default: oracle", "'oracle'"),
        ("default: sqlite", 'default: "{{ name }}"', "Jinja"),
        ("redis: {type: bool", "redis: {type: float", "float"),
        ('redis: {type: bool, help: "Redis?", default: false}', "redis: 3", "mapping"),
        ('default: ""', "default: 1.5", "1.5"),
        ("name: {type: str, help: Name, ", "name: {type: str, ", "'help'"),
    ],
)
def test_inconsistent_question_is_refused(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in ASKED
    write_sample(tmp_path, asked=ASKED.replace(old, new, 1))

    with pytest.raises(TemplateError, match=complaint):
        read_schema(tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: [", "cannot be read"),
        ("!include questions/*.yml", "does not exist"),
        ("!include /etc/passwd", "outside the template"),
        ("a: 1\n---\n!include copier.yml\n", "includes itself"),
        ("!include ../outside.yml", "outside the template"),
        ("!include questions/missing.yml", "cannot be read"),
        ("!include [a, b]", "cannot be read"),
        ("- a\n- b\n", "mapping of questions"),
        ("a: {type: strr}\n", "'strr' is not a valid type"),
        ("a: !!python/name:os.system x", "cannot be read"),
        ("name: {type: str}\n_forge: 3", "'_forge' must be a mapping"),
    ],
)
def test_unreadable_template_is_refused(
    tmp_path: Path, text: str, complaint: str
) -> None:
    write_files(tmp_path, {"t/copier.yml": text, "outside.yml": "b: {}"})

    with pytest.raises(TemplateError) as raised:
        read_schema(tmp_path / "t")

    assert complaint in f"{raised.value.message} {raised.value.hint}"


def test_includes_are_followed_in_order(tmp_path: Path) -> None:
    schema = sample_schema(tmp_path)

    assert schema.option("name").help == "Name"
    assert schema.version == "1.2.3"
