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
from fastapi_forge.resources.example import ids_of, with_example
from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.language import parse
from fastapi_forge.template.delivery import read_delivery
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping


def render(state: State, template: Path, *, trusted: bool = False) -> Tree:
    """Every file that `template` gives for `state`, formatted if it asks for that.

    `trusted`: the Jinja extensions of the template may be loaded.
    """
    formats = read_delivery(template).formats
    data = _data(state)
    try:
        with aside("forge-render-") as holder:
            # Copier shows the name of this directory to the template.
            name = state.folder or Path(str(state.answers.get("name"))).name
            project = holder / (name or "project")
            project.mkdir()
            _copy(template, project, data, trusted=trusted)
            if formats:
                _normalise(project)
                format_code(project)
            return Tree.read(project)
    except Exception as error:  # a template can raise anything
        raise translated(error, template) from error


def tool_versions() -> dict[str, str]:
    """The versions that a render depends on beside forge's own."""
    return {name: version(name) for name in ("copier", "jinja2", "ruff")}


def _data(state: State) -> dict[str, object]:
    answers: dict[str, object] = {
        # Copier parses a tuple as if it were text.
        key: list(value) if isinstance(value, tuple) else value
        for key, value in {**state.answers, **state.secrets}.items()
    }
    if state.resources is None:
        return answers
    own = [parse(spec) for spec in state.resources]
    entities = expand(with_example(own, state.answers), ids_of(state.answers))
    return {**answers, "entities": entities}


def _copy(
    template: Path, project: Path, data: dict[str, object], *, trusted: bool
) -> None:
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
                exclude=list(_excluded(template)),
                defaults=True,
                quiet=True,
                skip_tasks=True,
                unsafe=trusted,
            )
        except copier.errors.InteractiveSessionError as error:
            raise TemplateError(
                "Two files of the template get the same name and differ."
            ) from error


def _excluded(template: Path) -> Iterator[str]:
    # Copier's own record of the answers: forge keeps the state, and this one would
    # hold the path of the template on this machine.
    brackets = mapping(read_documents(template).get("_envops") or {}, "_envops")
    opening = brackets.get("variable_start_string", "{{")
    closing = brackets.get("variable_end_string", "}}")
    yield f"/{opening} _copier_conf.answers_file {closing}"
    if (template / ".git").exists():
        # A template that is a repository may exclude other things than Copier would.
        yield "/.git"


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
