"""Measure how fast a project is rendered, compared with minimal alternatives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measuring import (
    Comparison,
    Program,
    Target,
    compiling,
    empty,
    race,
)
from tests.support.environments import cached_environment, pip_install
from tests.support.generated import NAME, forge_new
from tests.support.processes import clean_environment, run

ROUNDS = 11
_MARKUP = ("{{", "{%", "{#")
_VARIABLE = "{{ cookiecutter.name }}"


def compare(workplace: Path) -> Iterator[Comparison]:
    project = forge_new(workplace)
    cookies = _as_cookiecutter_template(project, workplace / "cookies")
    one = _one_file(workplace / "one")
    target = workplace / "made"
    empty(target)
    programs = [_forge(target), _cookiecutter(cookies, target), _copier(one, target)]
    times, memory = race(programs, ROUNDS, clean_up=partial(empty, target))
    count = sum(path.is_file() for path in project.rglob("*"))
    what = f"`forge new --yes --no-install --no-git` ({count} files)"
    for peer, its_memory, note, bound in (
        (times[1], memory[1], "the same files", Target(kind="at most", bound=1)),
        (times[2], memory[2], "one file", None),
    ):
        yield Comparison(
            what=f"{what} and {note}",
            unit="s",
            ours=times[0],
            peer=peer,
            target=bound,
        )
        yield Comparison(
            what=f"{what} and {note}: peak memory",
            unit="MiB",
            ours=memory[0],
            peer=its_memory,
        )


def _forge(target: Path) -> Program:
    arguments = ("--yes", "--no-install", "--no-git", "--output", str(target))
    return _program(
        "forge", target, sys.executable, "-m", "fastapi_forge", "new", NAME, *arguments
    )


def _cookiecutter(template: Path, target: Path) -> Program:
    inputs = {"python": sys.version, "package": "cookiecutter"}

    def install(environment: Path) -> None:
        run(sys.executable, "-m", "venv", environment, cwd=template)
        pip_install(environment, "cookiecutter", cwd=template)

    python = str(
        cached_environment("cookiecutter", inputs, install).programs / "python"
    )
    asked = "from importlib.metadata import version; print(version('cookiecutter'))"
    version = run(python, "-c", asked, cwd=template).strip()
    arguments = (str(template), "--no-input", "--output-dir", str(target))
    return _program(
        f"cookiecutter {version}", target, python, "-m", "cookiecutter", *arguments
    )


def _copier(template: Path, target: Path) -> Program:
    arguments = ("copy", "--defaults", "--quiet", str(template), str(target))
    return _program("copier", target, sys.executable, "-m", "copier", *arguments)


def _program(name: str, target: Path, *command: str) -> Program:
    return Program(
        name=name,
        command=command,
        directory=target.parent,
        # cookiecutter stores its answers there.
        environment=compiling(clean_environment()) | {"HOME": str(target.parent)},
    )


def _as_cookiecutter_template(project: Path, template: Path) -> Path:
    """Return a template with all files of the project, and its name as a variable."""
    for source in project.rglob("*"):
        if source.is_file():
            inside = source.relative_to(project)
            copy = template / "{{ cookiecutter.name }}" / inside
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(_templated(source.read_text("utf-8")), "utf-8")
    (template / "cookiecutter.json").write_text(f'{{"name": "{NAME}"}}')
    return template


def _templated(text: str) -> str:
    if any(mark in text for mark in _MARKUP):
        return f"{{% raw %}}{text}{{% endraw %}}"
    return text.replace(NAME, _VARIABLE)


def _one_file(template: Path) -> Path:
    template.mkdir()
    (template / "copier.yml").write_text(f"name:\n  type: str\n  default: {NAME}\n")
    (template / "README.md.jinja").write_text("# {{ name }}\n")
    return template
