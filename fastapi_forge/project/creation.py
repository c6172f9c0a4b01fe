"""Run all steps of `forge new` after the answers are known."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge import __version__
from fastapi_forge.answers.sources import Source
from fastapi_forge.environment_variables import redirection_warning
from fastapi_forge.errors import CancelledError, EnvironmentRefusalError
from fastapi_forge.interruptions import terminable
from fastapi_forge.project.comparison import is_same_state, is_untouched
from fastapi_forge.project.destination import (
    DestinationState,
    check_destination,
    occupied_error,
    staged,
)
from fastapi_forge.project.history import commit_changes, commit_locks, commit_render
from fastapi_forge.project.installation import LOCK_FILES, command_by_hand, install
from fastapi_forge.project.request import NewProject
from fastapi_forge.project.secrets import ENVIRONMENT, EXAMPLE, write_environment
from fastapi_forge.project.state import PROJECT_FILE, TemplateRef, with_state
from fastapi_forge.project.tasks import run_tasks
from fastapi_forge.rendering.engine import render
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.rendering.values import read_value_rules, with_revisions
from fastapi_forge.rendering.versions import tool_versions
from fastapi_forge.template.options import Value
from fastapi_forge.template.output_rules import OutputRules, read_output_rules
from fastapi_forge.template.sandbox import Sandbox

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The result of a dry run; `unchanged`: the project already exists."""

    path: Path
    template: TemplateRef
    answers: Mapping[str, Value]
    sources: Mapping[str, Source]
    files: tuple[tuple[str, str], ...]
    next_steps: tuple[str, ...]
    unchanged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Created(Planned):
    installed: bool
    warnings: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    destination: DestinationState
    rules: OutputRules
    tree: Tree


def plan_project(request: NewProject) -> Planned:
    """Return what would be created, without writing anything."""
    with _translated_errors(request.path):
        return _planned(request, _prepare(request), installed=request.install)


def create_project(request: NewProject, progress: Progress) -> Created:
    """Create the project in one step, then commit it and install its dependencies.

    Errors and interruptions before that step leave nothing. Afterwards the project is
    kept, and failures are warnings, except those of tasks, which raise TaskError.
    """
    with _translated_errors(request.path):
        progress("Rendering the template")
        prepared = _prepare(request)
        if prepared.destination is DestinationState.OCCUPIED:
            installed = (request.path / ".venv").is_dir()
            return _created(request, prepared, installed=installed, warnings=())
        _write(request, prepared)
        installed, warnings = _follow_up(request, prepared, progress)
        if request.tasks:
            run_tasks(request.path, request.tasks, progress)
            warnings += _commit_tasks(request)
        return _created(request, prepared, installed=installed, warnings=warnings)


@contextmanager
def _translated_errors(path: Path) -> Iterator[None]:
    try:
        with terminable():
            yield
    except KeyboardInterrupt as interruption:
        if (path / PROJECT_FILE).is_file():
            raise CancelledError(
                f"Interrupted: {path} was created, but the remaining steps did not"
                " finish."
            ) from interruption
        raise CancelledError from interruption
    except OSError as error:
        reason = error.strerror or error
        raise EnvironmentRefusalError(f"Cannot create {path}: {reason}.") from error


def _prepare(request: NewProject) -> _Prepared:
    destination = check_destination(request.path)
    rules = read_output_rules(request.template)
    tree = with_state(
        render(request.state, request.template, trusted=request.trusted),
        with_revisions(request.state, read_value_rules(request.template)),
        versions={"forge": __version__, **tool_versions()},
        file_class=rules.file_class,
    )
    is_same = is_same_state if request.tasks else is_untouched
    if destination is DestinationState.OCCUPIED and not is_same(request.path, tree):
        raise occupied_error(request.path)
    return _Prepared(destination=destination, rules=rules, tree=tree)


def _write(request: NewProject, prepared: _Prepared) -> None:
    tree = prepared.tree
    with staged(request.path, prepared.destination) as project:
        tree.write(project)
        secrets = prepared.rules.secrets if request.secrets else ()
        if secrets and EXAMPLE in tree and ENVIRONMENT not in tree:
            write_environment(project, tree[EXAMPLE].content, secrets)


def _follow_up(
    request: NewProject, prepared: _Prepared, progress: Progress
) -> tuple[bool, tuple[str, ...]]:
    """Commit and install as requested; return whether it is installed, and the
    warnings.
    """
    warnings: list[str] = []
    committed = installed = False
    if request.git:
        warning = commit_render(request.path, prepared.tree, _message(request))
        committed = not warning
        warnings.append(warning)
    answers = request.state.answers
    manager = "" if request.is_custom else prepared.rules.package_manager(answers)
    warnings.append(redirection_warning(manager))
    if request.install and not request.is_custom:
        installation = install(
            request.path,
            manager=manager,
            python=prepared.rules.python(answers),
            offline=request.offline,
            progress=progress,
        )
        installed = installation.installed
        warnings.extend(installation.warnings)
    if committed and installed:
        warnings.append(commit_locks(request.path, LOCK_FILES))
    return installed, tuple(warning for warning in warnings if warning)


def _commit_tasks(request: NewProject) -> tuple[str, ...]:
    warning = commit_changes(request.path) if request.git else ""
    return (warning,) if warning else ()


def _message(request: NewProject) -> str:
    template = request.state.template
    return (
        f"Create {request.path.name}"
        f" from the {template.name} template {template.version}"
    )


def _planned(request: NewProject, prepared: _Prepared, *, installed: bool) -> Planned:
    return Planned(
        path=request.path,
        template=request.state.template,
        answers=request.answers.values,
        sources=request.answers.sources,
        files=prepared.tree.digests,
        next_steps=tuple(_next_steps(request, prepared.rules, installed)),
        unchanged=prepared.destination is DestinationState.OCCUPIED,
    )


def _created(
    request: NewProject,
    prepared: _Prepared,
    *,
    installed: bool,
    warnings: tuple[str, ...],
) -> Created:
    planned = _planned(request, prepared, installed=installed)
    return Created(
        path=planned.path,
        template=planned.template,
        answers=planned.answers,
        sources=planned.sources,
        files=planned.files,
        next_steps=planned.next_steps,
        unchanged=planned.unchanged,
        installed=installed,
        warnings=warnings,
        message=request.message,
    )


def _next_steps(
    request: NewProject, rules: OutputRules, installed: bool
) -> Iterator[str]:
    here = Path.cwd()
    if request.path != here:
        inside = request.path.is_relative_to(here)
        target = request.path.relative_to(here) if inside else request.path
        yield f"cd {shlex.quote(str(target))}"
    answers = request.state.answers
    by_hand = command_by_hand(rules.package_manager(answers), request.path)
    if by_hand and not installed and not request.is_custom:
        yield by_hand
    sandbox = Sandbox(request.template, {}, ())
    for step in rules.next_steps(answers):
        yield sandbox.text(step, answers)
