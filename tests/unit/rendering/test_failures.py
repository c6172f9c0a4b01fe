"""Errors of Copier and Jinja become forge's errors."""

from __future__ import annotations

import subprocess
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import copier
import copier.errors
import pytest

from fastapi_forge.errors import (
    CancelledError,
    EnvironmentRefusalError,
    ForgeError,
    InvalidAnswerError,
    TemplateError,
)
from fastapi_forge.rendering.engine import render
from tests.support.templates import state_of, write_files, write_template

QUESTIONS = """\
auth:
  type: str
  default: none
  choices: {None: none, JWT: jwt}
port:
  type: int
  default: 80
  validator: "{% if port > 99 %}at most 99{% endif %}"
"""


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"auth": "magic"}, "'magic' is not in"),
        ({"port": "100"}, "at most 99"),
        ({"port": "many"}, "many"),
    ],
    ids=["choice", "validator", "type"],
)
def test_rejected_answer_is_an_error_of_the_user(
    tmp_path: Path, answers: dict[str, str], message: str
) -> None:
    template = write_template(tmp_path, {"a.txt": ""}, questions=QUESTIONS)

    with pytest.raises(InvalidAnswerError, match=message):
        render(state_of(**answers), template)


def test_missing_answer_is_an_error_of_the_user(tmp_path: Path) -> None:
    template = write_template(
        tmp_path, {"a.txt": ""}, questions="author: {type: str}\n"
    )

    with pytest.raises(InvalidAnswerError, match='"author" is required'):
        render(state_of(), template)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n{{ unknown }}", "a.txt.jinja:2: 'unknown' is undefined"),
        ("\n\n{% if %}", "a.txt.jinja:3: Expected an expression"),
        ("\n{{ 1 / 0 }}", "a.txt.jinja:2: division by zero"),
        ("{{ '%q' % name }}", "a.txt.jinja:1: unsupported format"),
        ("{{ name | nothing }}", "a.txt.jinja:1: No filter named 'nothing'"),
        ("{% include 'nowhere' %}", "a.txt.jinja:1: .*nowhere"),
        ("{% yield x from [1] %}{% endyield %}", "yield"),
    ],
    ids=["undefined", "syntax", "arithmetic", "value", "filter", "include", "yield"],
)
def test_template_error_names_its_line(tmp_path: Path, text: str, fault: str) -> None:
    template = write_template(tmp_path, {"a.txt.jinja": text})

    with pytest.raises(TemplateError, match=fault) as caught:
        render(state_of(), template)

    assert "template" in caught.value.hint


def test_error_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    template = write_template(
        tmp_path, {"a.txt.jinja": "{% include 'parts/b.jinja' %}"}
    )
    write_files(template, {"parts/b.jinja": "\n\n{{ unknown }}"})

    with pytest.raises(TemplateError, match=r"^parts/b\.jinja:3: "):
        render(state_of(), template)


def test_error_in_a_path_names_the_path(tmp_path: Path) -> None:
    template = write_template(tmp_path, {"{{ unknown }}.txt": ""})

    with pytest.raises(TemplateError, match="'unknown' is undefined"):
        render(state_of(), template)


@pytest.mark.parametrize(
    "questions",
    [
        "title: {type: str, default: '{{ unknown }}'}\n",
        "title: {type: str, default: '{{ oops'}\n",
        "title: {type: poem, default: x}\n",
        "_min_copier_version: '99'\n",
        "a: [\n",
    ],
    ids=["undefined", "syntax", "type", "version", "yaml"],
)
def test_configuration_error_is_a_template_error(
    tmp_path: Path, questions: str
) -> None:
    template = write_template(tmp_path, {"a.txt": ""}, questions=questions)

    with pytest.raises(TemplateError):
        render(state_of(), template)


def test_encoding_error_is_a_template_error(tmp_path: Path) -> None:
    template = write_template(tmp_path, {"a.txt.jinja": ""})
    (template / "project/a.txt.jinja").write_bytes(b"\xff\xfe{{ name }}")

    with pytest.raises(TemplateError):
        render(state_of(), template)


def test_missing_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ForgeError):
        render(state_of(), tmp_path / "nowhere")


def test_full_disk_is_an_environment_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copier, "run_copy", _raising(OSError(28, "No space left")))

    with pytest.raises(EnvironmentRefusalError, match="No space left"):
        render(state_of(), write_template(tmp_path, {"a.txt": ""}))


ARGUMENTS: dict[str, dict[str, object]] = {
    "CopierAnswersInterrupt": {"answers": {}, "last_question": None, "template": None},
    "ExtensionNotFoundError": {"message": "x"},
    "ForbiddenPathError": {"path": Path("x")},
    "InteractiveSessionError": {"message": "x"},
    "InvalidConfigFileError": {"conf_path": Path("x"), "quiet": True},
    "MultipleConfigFilesError": {"conf_paths": []},
    "PathNotAbsoluteError": {"path": Path("x")},
    "PathNotRelativeError": {"path": Path("x")},
    "TaskError": {"command": "x", "returncode": 1, "stdout": "", "stderr": ""},
    "UnsafeTemplateError": {"features": ["tasks"]},
    "UnsupportedVersionError": {"message": "x"},
    "UserMessageError": {"message": "x"},
}


@pytest.mark.parametrize("name", copier.errors.__all__)
def test_everything_that_copier_raises_is_translated(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = getattr(copier.errors, name)(**ARGUMENTS.get(name, {}))
    template = write_template(tmp_path, {"a.txt": ""})
    if isinstance(error, Warning):
        monkeypatch.setattr(copier, "run_copy", _warning(error))
        assert len(render(state_of(), template)) == 0
        return
    monkeypatch.setattr(copier, "run_copy", _raising(error))
    cancelled = isinstance(error, KeyboardInterrupt)

    with pytest.raises(CancelledError if cancelled else TemplateError):
        render(state_of(), template)


class TestTemporaryDirectory:
    @pytest.fixture(autouse=True)
    def temporary(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        directory = tmp_path / "temporary"
        directory.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(directory))
        return directory

    def test_is_empty_after_a_render(self, tmp_path: Path, temporary: Path) -> None:
        render(state_of(), write_template(tmp_path / "template", {"a.py": "x=1"}))

        assert list(temporary.iterdir()) == []

    def test_is_empty_after_a_failure(self, tmp_path: Path, temporary: Path) -> None:
        template = write_template(tmp_path / "template", {"a.jinja": "{{ oops }}"})

        with pytest.raises(TemplateError):
            render(state_of(), template)

        assert list(temporary.iterdir()) == []

    def test_is_empty_after_an_interruption(
        self, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(subprocess, "run", _raising(KeyboardInterrupt()))
        template = write_template(tmp_path / "template", {"a.py": "x=1"})

        with pytest.raises(KeyboardInterrupt):
            render(state_of(), template)

        assert list(temporary.iterdir()) == []


def _raising(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def _warning(warning: Warning) -> Callable[..., None]:
    def warn(*_: object, **__: object) -> None:
        warnings.warn(warning, stacklevel=1)

    return warn
