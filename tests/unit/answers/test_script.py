from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fastapi_forge.answers.resolution import Answers, resolve
from fastapi_forge.answers.sources import Raw, merge
from fastapi_forge.errors import (
    ForbiddenAnswerError,
    InvalidAnswerError,
    MissingAnswerError,
    TemplateError,
)
from fastapi_forge.template.schema import Schema, read_schema
from tests.support.templates import write_files


def schema_of(root: Path, questions: str) -> Schema:
    schema = read_schema(write_files(root, {"copier.yml": questions}))
    assert schema.script is not None
    return replace(schema, script=replace(schema.script, folder="shop"))


def answer(schema: Schema, *, asking: bool = False, **given: object) -> Answers:
    raws = [
        Raw(key=key, value=value, source="flag", detail=f"--{key}")
        for key, value in given.items()
    ]
    return resolve(schema, merge(schema, raws), {"author": "Ann"}, asking=asking)


def test_default_depends_on_earlier_answers(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path,
        """\
first: one
hidden: {type: str, when: false, default: "{{ first | upper }}"}
second: {type: str, default: "{{ hidden }}-{{ _folder_name }}"}
""",
    )

    assert answer(schema).values == {"first": "one", "second": "ONE-shop"}
    assert answer(schema, first="x").values["second"] == "X-shop"


@pytest.mark.parametrize(
    ("question", "given", "value"),
    [
        ("{type: int, default: 3}", "7", 7),
        ("{type: float, default: '{{ 1 + 0.5 }}'}", None, 1.5),
        ("{type: bool, default: '{{ 1 == 2 }}'}", None, False),
        ("{type: yaml, default: '{{ [1, 2] }}'}", None, [1, 2]),
        ("{type: yaml, default: {a: 1}}", "[b, 2]", ["b", 2]),
        ("{type: json, default: '{}'}", '{"a": null}', {"a": None}),
        ("{type: path, default: a/b}", "c", "c"),
        ("{type: int, choices: [1, 2], default: 1}", "2", 2),
        ("{type: int, choices: '{{ [4, 5] }}', default: 4}", "5", 5),
        (
            "{type: str, choices: [a, b], multiselect: true, default: [a]}",
            ["b"],
            ("b",),
        ),
        ("{type: int, choices: [1, 2], multiselect: true, default: [1]}", ["2"], (2,)),
        (
            "{type: str, choices: [a, b], multiselect: true, default: '[b]'}",
            None,
            ("b",),
        ),
        ("{choices: {One: 1, Two: [x]}, type: yaml, default: 1}", "1", 1),
        ("3", None, 3),
        ("2.5", "1", 1.0),
        ("[a]", None, ["a"]),
    ],
)
def test_every_type_of_copier(
    tmp_path: Path, question: str, given: object, value: object
) -> None:
    schema = schema_of(tmp_path, f"key: {question}\n")

    answers = answer(schema) if given is None else answer(schema, key=given)

    assert answers.values["key"] == value


def test_question_that_is_not_asked_cannot_be_answered(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path, "docker: false\nimage: {default: x, when: '{{ docker }}'}\n"
    )

    assert "image" not in answer(schema).values
    assert answer(schema, docker=True).values["image"] == "x"
    with pytest.raises(ForbiddenAnswerError, match="does not apply"):
        answer(schema, image="y")


def test_choices_depend_on_other_answers(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path,
        """\
pages: {type: str, multiselect: true, choices: [a, b, c], default: [a, b]}
front: {type: str, choices: "{{ pages }}", default: "{{ pages | last }}"}
""",
    )

    assert [each.value for each in answer(schema).options["front"].choices] == [
        "a",
        "b",
    ]
    assert answer(schema, pages=["c"]).values["front"] == "c"
    with pytest.raises(InvalidAnswerError, match="Choose one of: a, b"):
        answer(schema, front="c")


def test_choice_can_be_disabled(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path,
        """\
region: {type: str, default: eu, choices: [eu, us]}
cloud:
  type: str
  default: own
  choices:
    Own: own
    Far: {value: far, validator: "{% if region == 'eu' %}not in Europe{% endif %}"}
""",
    )

    assert answer(schema).options["cloud"].choices[1].refusal == "not in Europe"
    assert answer(schema, region="us", cloud="far").values["cloud"] == "far"
    with pytest.raises(InvalidAnswerError, match="not in Europe"):
        answer(schema, cloud="far")


def test_validator_checks_answers_and_defaults(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path,
        "title: {type: str, default: '', validator: "
        '"{% if not title %}no title{% endif %}"}\n',
    )

    assert answer(schema, title="x").values["title"] == "x"
    with pytest.raises(MissingAnswerError, match="no title"):
        answer(schema)
    with pytest.raises(InvalidAnswerError, match="no title"):
        answer(schema, title="")
    assert answer(schema, asking=True).values["title"] == ""


@pytest.mark.parametrize("default", ["", ", default: '{{ UNSET }}'"])
def test_question_without_default_must_be_answered(
    tmp_path: Path, default: str
) -> None:
    schema = schema_of(tmp_path, f"title: {{type: str, help: Title?{default}}}\n")

    with pytest.raises(MissingAnswerError, match=r"'title' .* Title\?") as raised:
        answer(schema)
    assert "--title" in raised.value.hint
    assert answer(schema, asking=True).values["title"] == ""


def test_machine_answers_declared_defaults(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path, "author: nobody\n_forge: {environment_defaults: {author: git-name}}\n"
    )

    assert answer(schema).values["author"] == "Ann"


def test_secret_is_not_repeated_in_errors(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path,
        "token: {type: str, secret: true, default: a, validator: 'too weak'}\n",
    )

    with pytest.raises(InvalidAnswerError) as raised:
        answer(schema, token="hush")  # noqa: S106 - no secret of anybody

    assert "hush" not in raised.value.message


def test_jinja_uses_the_settings_of_the_template(tmp_path: Path) -> None:
    schema = schema_of(
        tmp_path,
        """\
_envops: {variable_start_string: "[[", variable_end_string: "]]"}
a: b
c: {type: str, default: "[[ a ]]{{ a }}"}
d: {type: str, default: "[[ a | regex_replace('b', 'x') ]]"}
""",
    )

    assert answer(schema).values["c"] == "b{{ a }}"
    assert answer(schema).values["d"] == "x"


@pytest.mark.parametrize(
    ("jinja", "complaint"),
    [
        ("{% for i in range(10**9) %}x{% endfor %}", "Range too big"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ _copier_conf.src_path.parser }}", "unsafe|invalid literal"),
        ("{{ nothing.there }}", "undefined"),
        ("{{ 1 / 0 }}", "division"),
        ("{% include 'copier.yml' %}", "'default' of 'a'"),
        ("{% include '../secret' %}", "not found|secret"),
        ("{{", "unexpected"),
    ],
)
def test_error_in_a_question_names_the_question(
    tmp_path: Path, jinja: str, complaint: str
) -> None:
    (tmp_path / "secret").write_text("hush")
    schema = schema_of(tmp_path / "tpl", f'a:\n  type: int\n  default: "{jinja}"\n')

    with pytest.raises(TemplateError, match=complaint) as raised:
        answer(schema)

    assert "'default' of 'a'" in raised.value.message
    assert "hush" not in raised.value.message
