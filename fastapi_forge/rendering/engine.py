"""Render a template: the only module that knows Copier."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import copier
import copier.errors
import plumbum
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput

from fastapi_forge.aside import aside
from fastapi_forge.errors import TemplateError
from fastapi_forge.rendering.failures import translated
from fastapi_forge.rendering.formatting import format_code
from fastapi_forge.rendering.state import State
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.resources.example import with_example
from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.language import parse

# Copier's own record of the answers: forge keeps the state, and this one would
# hold the path of the template on this machine.
_COPIERS_STATE = "/{{ _copier_conf.answers_file }}"


def render(state: State, template: Path) -> Tree:
    """Every file that `template` gives for `state`, formatted."""
    data = _data(state)
    try:
        with aside("forge-render-") as holder:
            # Copier shows the name of this directory to the template.
            project = holder / (Path(str(state.answers.get("name"))).name or "project")
            project.mkdir()
            _copy(template, project, data)
            _normalise(project)
            format_code(project)
            return Tree.read(project)
    except Exception as error:  # a template can raise anything
        raise translated(error, template) from error


def tool_versions() -> dict[str, str]:
    """The versions that a render depends on beside forge's own."""
    return {name: version(name) for name in ("copier", "jinja2", "ruff")}


def _data(state: State) -> dict[str, object]:
    own = [parse(spec) for spec in state.resources]
    entities = expand(with_example(own, state.answers))
    answers = {
        # Copier parses a tuple as if it were text.
        key: list(value) if isinstance(value, tuple) else value
        for key, value in state.answers.items()
    }
    return {**answers, "entities": entities}


def _copy(template: Path, project: Path, data: dict[str, object]) -> None:
    with (
        _without_git(project.parent / "nothing"),
        _without_prompts(),
        _without_warnings(),
    ):
        try:
            copier.run_copy(
                str(template),
                project,
                data,
                settings=copier.Settings(),
                exclude=[_COPIERS_STATE],
                defaults=True,
                quiet=True,
                skip_tasks=True,
            )
        except copier.errors.InteractiveSessionError as error:
            raise TemplateError(
                "Two files of the template get the same name and differ."
            ) from error


@contextmanager
def _without_git(nothing: Path) -> Iterator[None]:
    # With git at hand, Copier renders the latest tag instead of the files of a
    # template that is a repository, takes any folder for one when GIT_DIR is set
    # (in a hook), and starts a process for every file.
    with plumbum.local.env(PATH=str(nothing)):
        yield


@contextmanager
def _without_prompts() -> Iterator[None]:
    # Copier asks at the terminal before it overwrites a file that it rendered.
    with create_app_session(input=DummyInput(), output=DummyOutput()):
        yield


@contextmanager
def _without_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", copier.errors.CopierWarning)
        yield


def _normalise(project: Path) -> None:
    """Make modes and line ends independent of how the template was checked out."""
    for folder, _, names in os.walk(project):
        for path in (Path(folder, name) for name in names):
            if path.is_symlink():
                continue
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
            content = path.read_bytes()
            if b"\r\n" in content and b"\0" not in content:
                path.write_bytes(content.replace(b"\r\n", b"\n"))
