from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.output_rules import OutputRules, read_output_rules
from tests.support.templates import write_files

CLASSES = {
    "README.md": "sectioned",
    ".env.example": "keyed",
    ".github/workflows/ci.yml": "keyed",
    ".gitlab-ci.yml": "keyed",
    "docker-compose.yml": "keyed",
    "pyproject.toml": "keyed",
    "migrations/versions/2026_11_22_create_tags.py": "append-only",
    "app/models/__init__.py": "generated",
    "app/main.py": "managed",
}


def rules(root: Path, forge: str) -> OutputRules:
    return read_output_rules(write_files(root, {"copier.yml": forge}))


def test_template_without_rules_has_managed_files(tmp_path: Path) -> None:
    silent = rules(tmp_path, "name: {type: str, default: x}\n")

    assert silent == OutputRules()
    assert silent.file_class("a") == "managed"
    assert silent.next_steps({"package_manager": "uv"}) == ()


def test_first_pattern_gives_the_class(tmp_path: Path) -> None:
    classes = """
_forge:
  classes:
    append-only: ["migrations/*.py"]
    generated: ["*/__init__.py"]
"""

    file_class = rules(tmp_path, classes).file_class

    assert file_class("migrations/versions/__init__.py") == "append-only"
    assert file_class("app/__init__.py") == "generated"
    assert file_class("app/main.py") == "managed"


def test_steps_depend_on_their_condition(tmp_path: Path) -> None:
    steps = """
_forge:
  next_steps:
    - {run: docker compose up, if: {database: [postgresql, mysql], docker: true}}
    - uv run serve
"""

    next_steps = rules(tmp_path, steps).next_steps

    both = ("docker compose up", "uv run serve")
    assert next_steps({"database": "mysql", "docker": True}) == both
    assert next_steps({"database": "sqlite", "docker": True}) == ("uv run serve",)
    assert next_steps({}) == ("uv run serve",)


def test_questions_decide_how_to_install(tmp_path: Path) -> None:
    answers = {"tool": "pip", "python": "3.12"}
    asked = rules(tmp_path / "a", "_forge: {installation: {package_manager: tool}}\n")
    silent = rules(tmp_path / "b", "_forge: {}\n")

    assert (asked.package_manager(answers), asked.python(answers)) == ("pip", "")
    assert (silent.package_manager(answers), silent.python(answers)) == ("", "")


@pytest.mark.parametrize(
    "forge",
    [
        "[]",
        "{classes: {precious: [a]}}",
        "{classes: {seed: a}}",
        "{secrets: [1]}",
        "{next_steps: a}",
        "{format: black}",
        "{next_steps: [{if: {a: b}}]}",
        "{next_steps: {uv: [serve]}}",
        "{installation: {cargo: a}}",
    ],
)
def test_invalid_rules_are_refused(tmp_path: Path, forge: str) -> None:
    with pytest.raises(TemplateError):
        rules(tmp_path, f"_forge: {forge}\n")


def test_builtin_template_has_secrets_classes_and_steps() -> None:
    builtin = read_output_rules(builtin_template())

    assert builtin.secrets
    assert builtin.patterns
    assert {path: builtin.file_class(path) for path in CLASSES} == CLASSES
    assert builtin.next_steps({"package_manager": "uv"})
    assert builtin.next_steps({"package_manager": "pip"})
