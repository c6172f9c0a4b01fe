"""`forge new`: turn the command line into a request, and return a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fastapi_forge.answers.display import show
from fastapi_forge.answers.machine import machine_defaults
from fastapi_forge.answers.resolution import Answers, resolve
from fastapi_forge.answers.sources import Known, ignored_variables
from fastapi_forge.cli.answer_inputs import AnswerInputs, collect_answers
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
    TemplateOption,
    TrustOption,
    YesOption,
)
from fastapi_forge.cli.project_name import check_argument, name_and_directory
from fastapi_forge.cli.reports import Creation, Plan
from fastapi_forge.cli.template_flags import flags_of, template_of
from fastapi_forge.errors import UsageError
from fastapi_forge.template.schema import NAME, Schema, Value

if TYPE_CHECKING:  # these modules import Copier or Jinja
    from fastapi_forge.cli.custom_template import CustomTemplate
    from fastapi_forge.project.request import NewProject


def new(  # noqa: PLR0913 - Typer reads one parameter for each flag
    ctx: typer.Context,
    name: NameArgument = None,
    preset: PresetOption = None,
    answers: AnswersOption = None,
    settings: SetOption = None,
    template: TemplateOption = None,
    trust: TrustOption = False,
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
    root, schema = template_of(ctx)
    asks = not (yes or json) and is_interactive()
    named, directory = name_and_directory(
        schema, name or _asked_name(schema, asks), output
    )
    inputs = AnswerInputs(
        name=named,
        flags=flags_of(ctx),
        settings=settings or (),
        files=answers or (),
        presets=preset or (),
    )
    known = collect_answers(schema, inputs, os.environ)
    options = _NewOptions(
        template=root,
        schema=schema,
        directory=directory,
        git=not no_git,
        install=not no_install,
        offline=offline,
        asks=asks,
        warnings=tuple(ignored_variables(schema, os.environ)),
    )
    if template is not None:
        options = _with_custom_template(options, trusted=trust)
    chosen = _chosen(options, known)
    if dry_run:
        return _plan(options, chosen)
    return _create(options, chosen, ctx.obj.progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class _NewOptions:
    """The request without the answers."""

    template: Path
    schema: Schema
    directory: Path
    git: bool
    install: bool
    offline: bool
    asks: bool
    warnings: tuple[str, ...] = ()
    custom: CustomTemplate | None = None


def _chosen(options: _NewOptions, known: Known) -> Answers:
    machine = machine_defaults(options.schema.environment_defaults)
    if options.asks:
        known = _ask(options, known, machine)
    chosen = resolve(options.schema, known, machine)
    return replace(chosen, notes=(*options.warnings, *chosen.notes))


# Copier, Jinja, questionary and the field language are imported only if needed, so that
# help, completion and errors on the command line are fast.


def _asked_name(schema: Schema, asks: bool) -> str:
    if not asks:
        raise UsageError(
            "Missing argument 'NAME'.", hint="Pass a name: 'forge new myapi'."
        )
    from fastapi_forge.wizard import ask_name  # noqa: PLC0415 - see above

    default = schema.option(NAME).default if NAME in schema.keys else ""
    return ask_name(show(default), lambda name: check_argument(schema, name))


def _with_custom_template(options: _NewOptions, *, trusted: bool) -> _NewOptions:
    from fastapi_forge.cli.custom_template import CustomTemplate  # noqa: PLC0415 - see above

    custom = CustomTemplate.read(
        options.template,
        options.schema,
        folder=Path(os.path.abspath(options.directory)).name,
        trusted=trusted,
        asks=options.asks,
    )
    return replace(options, schema=custom.schema, custom=custom)


def _ask(options: _NewOptions, known: Known, machine: Mapping[str, Value]) -> Known:
    from fastapi_forge.project.destination import refuse_other_content  # noqa: PLC0415
    from fastapi_forge.wizard import ask  # noqa: PLC0415 - see above

    # Refuse before the first question, not after the last one.
    refuse_other_content(options.directory)

    def count_files(chosen: Answers) -> int:
        return len(_plan(options, chosen).planned.files)

    return ask(options.schema, known, machine, count_files)


def _plan(options: _NewOptions, chosen: Answers) -> Plan:
    request = _request(options, chosen)
    from fastapi_forge.project.creation import plan_project  # noqa: PLC0415

    return Plan(planned=plan_project(request), answers=request.answers)


def _create(
    options: _NewOptions, chosen: Answers, progress: Callable[[str], None]
) -> Creation:
    request = _request(options, chosen)
    if options.custom is not None:
        request = options.custom.with_tasks(request, asks=options.asks)
    from fastapi_forge.project.creation import create_project  # noqa: PLC0415

    created = create_project(request, progress)
    return Creation(created=created, answers=request.answers)


def _request(options: _NewOptions, chosen: Answers) -> NewProject:
    from fastapi_forge.answers.resources import checked_resources  # noqa: PLC0415

    resources = checked_resources(options.schema, chosen)
    from fastapi_forge.resources.mistakes import plural_warning  # noqa: PLC0415

    warnings = filter(None, map(plural_warning, resources))
    chosen = replace(chosen, notes=(*chosen.notes, *warnings))
    from fastapi_forge.project.request import NewProject  # noqa: PLC0415
    from fastapi_forge.rendering.state import state_of  # noqa: PLC0415

    request = NewProject(
        destination=options.directory,
        template=options.template,
        state=state_of(options.schema, chosen, resources),
        answers=chosen,
        git=options.git,
        install=options.install,
        offline=options.offline,
    )
    return request if options.custom is None else options.custom.apply_to(request)
