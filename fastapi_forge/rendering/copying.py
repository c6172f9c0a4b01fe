"""Render a template with Copier: the only module that uses it."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import copier
import copier.errors
import plumbum
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping


def copy_template(
    template: Path, project: Path, data: dict[str, object], *, trusted: bool
) -> None:
    """Fill the directory `project`, with the same modes and line endings on every
    machine.
    """
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
                "Two files of the template have the same path and different content."
            ) from error
    _normalise(project)


def _excluded(template: Path) -> Iterator[str]:
    # Copier's own record of the answers is not needed, and contains a path of this
    # machine.
    brackets = mapping(read_documents(template).get("_envops") or {}, "_envops")
    opening = brackets.get("variable_start_string", "{{")
    closing = brackets.get("variable_end_string", "}}")
    yield f"/{opening} _copier_conf.answers_file {closing}"
    if (template / ".git").exists():
        # A template in a repository may exclude other files than Copier would.
        yield "/.git"


@contextmanager
def _without_git(empty: Path) -> Iterator[None]:
    # If Copier finds git, it renders the latest tag instead of the template's files,
    # treats any directory as a repository if GIT_DIR is set (in a hook), and starts a
    # process per file.
    with plumbum.local.env(PATH=str(empty)):
        yield


@contextmanager
def _without_prompts() -> Iterator[None]:
    # Copier asks before overwriting a file that it rendered.
    with create_app_session(input=DummyInput(), output=DummyOutput()):
        yield


@contextmanager
def _without_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", copier.errors.CopierWarning)
        yield


def _normalise(project: Path) -> None:
    """Set modes and line endings independently of the checkout."""
    for folder, _, names in os.walk(project):
        for path in (Path(folder, name) for name in names):
            if path.is_symlink():
                continue
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
            content = path.read_bytes()
            if b"\r\n" in content and b"\0" not in content:
                path.write_bytes(content.replace(b"\r\n", b"\n"))
