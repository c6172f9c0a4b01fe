"""`forge new`: from the command line to a request, and to a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fastapi_forge.answers.machine import machine_defaults
from fastapi_forge.answers.resolution import Answers, resolve
from fastapi_forge.answers.sources import Known
from fastapi_forge.cli.console import Report, is_interactive
from fastapi_forge.cli.flags import (
    AnswersOption,
    DebugOption,
    DryRunOption,
    JsonOption,
    NameArgument,
    NoGitOption,
    NoInstallOption,
    OfflineOption,
    OutputOption,
    PresetOption,
    QuietOption,
    SetOption,
    YesOption,
)
from fastapi_forge.cli.gathering import Ways, gather
from fastapi_forge.cli.place import place_of
from fastapi_forge.cli.reports import Creation, Plan
from fastapi_forge.cli.template_flags import flags_of, template_of
from fastapi_forge.template.schema import RESOURCES, Schema, Value

if TYPE_CHECKING:
    from fastapi_forge.project.creation import NewProject


def new(  # noqa: PLR0913 - Typer reads one parameter for each flag
    ctx: typer.Context,
    name: NameArgument,
    preset: PresetOption = None,
    answers: AnswersOption = None,
    settings: SetOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    no_git: NoGitOption = False,
    no_install: NoInstallOption = False,
    offline: OfflineOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> Report:
    """Create a FastAPI service in ./NAME."""
    del quiet, debug  # read before parsing, see cli.arguments
    template, schema = template_of(ctx)
    named, directory = place_of(schema, name, output)
    ways = Ways(
        name=named,
        flags=flags_of(ctx),
        settings=settings or (),
        files=answers or (),
        presets=preset or (),
    )
    wish = _Wish(
        template=template,
        schema=schema,
        directory=directory,
        git=not no_git,
        install=not no_install,
        offline=offline,
    )
    known = gather(schema, ways, os.environ)
    asks = not (yes or json) and is_interactive()
    chosen = _chosen(wish, known, asks=asks)
    return _plan(wish, chosen) if dry_run else _create(wish, chosen, ctx.obj.progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is wanted, apart from the answers."""

    template: Path
    schema: Schema
    directory: Path
    git: bool
    install: bool
    offline: bool


def _chosen(wish: _Wish, known: Known, *, asks: bool) -> Answers:
    machine = machine_defaults()
    if asks:
        known = _ask(wish, known, machine)
    return resolve(wish.schema, known, machine)


# Copier and questionary are loaded where they are needed: help and completion, and
# every mistake on the command line, do without them. So with the field language.


def _ask(wish: _Wish, known: Known, machine: Mapping[str, Value]) -> Known:
    from fastapi_forge.project.destination import refuse_foreign  # noqa: PLC0415
    from fastapi_forge.wizard import ask  # noqa: PLC0415 - see above

    # Before the first question rather than after the last.
    refuse_foreign(wish.directory)

    def count_files(chosen: Answers) -> int:
        return len(_plan(wish, chosen).planned.files)

    return ask(wish.schema, known, machine, count_files)


def _plan(wish: _Wish, chosen: Answers) -> Plan:
    request = _request(wish, chosen)
    from fastapi_forge.project.creation import plan_project  # noqa: PLC0415

    return Plan(planned=plan_project(request), answers=chosen)


def _create(wish: _Wish, chosen: Answers, progress: Callable[[str], None]) -> Creation:
    request = _request(wish, chosen)
    from fastapi_forge.project.creation import create_project  # noqa: PLC0415

    return Creation(created=create_project(request, progress), answers=chosen)


def _request(wish: _Wish, chosen: Answers) -> NewProject:
    from fastapi_forge.answers.resources import checked_resources  # noqa: PLC0415

    resources = checked_resources(chosen)
    from fastapi_forge.project.creation import NewProject  # noqa: PLC0415
    from fastapi_forge.project.state import State, TemplateRef  # noqa: PLC0415

    state = State(
        template=TemplateRef(name=wish.schema.name, version=wish.schema.version),
        answers={
            key: value for key, value in chosen.values.items() if key != RESOURCES
        },
        resources=tuple(resource.spec() for resource in resources),
    )
    return NewProject(
        destination=wish.directory,
        template=wish.template,
        state=state,
        answers=chosen,
        git=wish.git,
        install=wish.install,
        offline=wish.offline,
    )
