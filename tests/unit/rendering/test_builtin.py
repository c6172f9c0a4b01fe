"""The Copier features of the renderer for the built-in template."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from fastapi_forge.errors import TemplateError
from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.failures import translated
from tests.support.templates import write_template


def rendered(root: Path, **data: object) -> dict[str, bytes]:
    return {
        path: file.content for path, file in BuiltinTemplate(root).tree(data).items()
    }


def test_questions_depend_on_earlier_ones(tmp_path: Path) -> None:
    template = write_template(
        tmp_path,
        {"a.txt.jinja": "{{ short }} {{ title }} {{ words }} {{ name }}"},
        questions="""\
title: {type: str, when: false, default: "{{ name | title }}"}
short: {type: bool, when: false, default: "{{ name | length < 5 }}"}
words: {type: yaml, when: false, default: "{{ [title] | to_json }}"}
""",
    )

    assert rendered(template) == {"a.txt": b"False Myapi ['Myapi'] myapi"}
    assert rendered(template, name="shop") == {"a.txt": b"True Shop ['Shop'] shop"}


def test_one_template_is_rendered_many_times(tmp_path: Path) -> None:
    files = {"{% if one %}one{% endif %}": "", "{{ name }}.jinja": "{{ one }}"}
    own = BuiltinTemplate(write_template(tmp_path, files))

    assert list(own.tree({"one": True})) == ["myapi", "one"]
    assert list(own.tree({"one": False, "name": "shop"})) == ["shop"]


def test_directory_may_be_repeated(tmp_path: Path) -> None:
    name = "{% if it.x %}{{ it.x }}{% endif %}"
    folder = f"{{% yield it from entities %}}{name}{{% endyield %}}"
    template = write_template(tmp_path, {f"{folder}/a.txt.jinja": "{{ it.x }}"})

    tree = rendered(template, entities=[{"x": "b"}, {"x": ""}, {"x": "c"}])

    assert tree == {"b/a.txt": b"b", "c/a.txt": b"c"}


def test_line_ends_and_modes_are_normalized(tmp_path: Path) -> None:
    template = write_template(tmp_path, {"a.txt": "1\r\n2\r\n", "b.bin": "\0\r\n"})
    (template / "project/a.txt").chmod(0o750)

    tree = BuiltinTemplate(template).tree({})

    assert (tree["a.txt"].content, tree["a.txt"].executable) == (b"1\n2\n", True)
    assert (tree["b.bin"].content, tree["b.bin"].executable) == (b"\0\r\n", False)


@pytest.mark.parametrize(
    ("files", "questions", "message"),
    [
        ({"{{ name }}": "one", "myapi": "two"}, "", "have the same path: myapi"),
        ({"{{ name }}/.git/config": ""}, "", "the .git directory"),
        ({"con.txt": ""}, "", "device"),
        ({}, "port: {type: int, default: 1}\n", "only Copier supports"),
    ],
    ids=["twice", "git", "device", "type"],
)
def test_refusal(
    tmp_path: Path, files: dict[str, str], questions: str, message: str
) -> None:
    template = write_template(tmp_path, files, questions=questions)
    (template / "project").mkdir(exist_ok=True)

    with pytest.raises(TemplateError, match=message):
        rendered(template)


@pytest.mark.parametrize(
    ("files", "questions", "place"),
    [
        ({"a.jinja": "\n{{ unknown }}"}, "", "project/a.jinja:2: "),
        ({"a.jinja": "\n\n{% if %}"}, "", "project/a.jinja:3: "),
        ({"a.jinja": "{{ name.__class__.__mro__ }}"}, "", "project/a.jinja:1: "),
        ({"{{ unknown }}": ""}, "", "copier.yml: "),
        ({"a": ""}, "b: {type: str, default: '{{ unknown }}'}\n", "copier.yml: "),
    ],
    ids=["undefined", "syntax", "sandbox", "path", "question"],
)
@pytest.mark.parametrize("start", ["first", "second"])
def test_error_names_its_location(
    tmp_path: Path, files: dict[str, str], questions: str, place: str, start: str
) -> None:
    template = write_template(tmp_path, files, questions=questions)
    for _ in ("first", start):
        with pytest.raises(jinja2.TemplateError) as caught:
            rendered(template)

    assert str(translated(caught.value, template)).startswith(place)
