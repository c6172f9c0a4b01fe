"""Build the flags of a command from the schema of a template.

Typer reads parameters from a function's signature, so this builds a signature.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeAlias

import typer
import typer.main

from fastapi_forge.answers.display import negated
from fastapi_forge.answers.names import check_project
from fastapi_forge.answers.sources import Raw
from fastapi_forge.cli.arguments import template_in
from fastapi_forge.cli.console import Console
from fastapi_forge.cli.option_notes import option_notes
from fastapi_forge.cli.parameters import PlainCommand
from fastapi_forge.errors import ForgeError, InvalidAnswerError
from fastapi_forge.template.schema import NAME, Option, Schema

_TEMPLATE = "fastapi_forge.template"
_SCHEMA = "fastapi_forge.schema"
_PARAMETERS = "fastapi_forge.parameters"
_FLAGS = "fastapi_forge.flags"
# Typer keeps the base of typer.Context private.
_Context: TypeAlias = Any
_PREFIX = "answer_"  # an option may have the name of a parameter of the command


class TemplateCommand(PlainCommand):
    """A command with the options of the template that its arguments name.

    The schema is read while the arguments are parsed: `forge --version` and `forge
    --help` read no template.
    """

    def parse_args(self, ctx: _Context, args: list[str]) -> list[str]:
        completes = ctx.resilient_parsing
        console = Console(quiet=True) if completes else ctx.obj
        try:
            # Bound to the root context, which also closes it if parsing fails.
            template, schema = ctx.find_root().with_resource(
                template_in(args, console, offline=completes)
            )
        except ForgeError:
            # Completion works without the template: it must not fail or use the
            # network.
            if not completes:
                raise
        else:
            ctx.meta[_TEMPLATE] = template
            ctx.meta[_SCHEMA] = schema
            # Short options have one letter, so this is a name.
            if re.match(r"-[^-].", args[0] if args else ""):
                check_project(args[0], schema.packages)
        return super().parse_args(ctx, args)

    def get_params(self, ctx: _Context) -> list[Any]:
        schema = ctx.meta.get(_SCHEMA)
        name, *others = super().get_params(ctx)
        if schema is None:
            return [name, *others]
        if _PARAMETERS not in ctx.meta:
            ctx.meta[_PARAMETERS] = _parameters(schema)
        return [name, *ctx.meta[_PARAMETERS], *others]

    def invoke(self, ctx: _Context) -> object:
        ctx.meta[_FLAGS] = {
            name.removeprefix(_PREFIX): ctx.params.pop(name)
            for name in list(ctx.params)
            if name.startswith(_PREFIX)
        }
        return super().invoke(ctx)

    def format_options(self, ctx: _Context, formatter: Formatter) -> None:
        """Group the options in sections."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx)
            if row is not None:
                title = getattr(parameter, "rich_help_panel", None)
                fallback = f"{parameter.param_type_name}s".capitalize()
                sections.setdefault(title or fallback, []).append(row)
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)


class Formatter(Protocol):
    """The methods of Click's formatter that are used; Typer keeps its class private."""

    def section(self, name: str) -> AbstractContextManager[None]: ...

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None: ...


def template_of(ctx: typer.Context) -> tuple[Path, Schema]:
    """Return the path and the schema of the template."""
    return ctx.meta[_TEMPLATE], ctx.meta[_SCHEMA]


def schema_of(ctx: typer.Context) -> Schema | None:
    """Return the schema, or None if completion could not read it."""
    schema: Schema | None = ctx.meta.get(_SCHEMA)
    return schema


def flags_of(ctx: typer.Context) -> list[Raw]:
    """Return the answers in the parsed flags."""
    given: Mapping[str, Sequence[str | bool] | None] = ctx.meta[_FLAGS]
    schema: Schema = ctx.meta[_SCHEMA]
    return [_raw(schema.option(key), values) for key, values in given.items() if values]


def _raw(option: Option, values: Sequence[str | bool]) -> Raw:
    if option.type == "list":
        return Raw(
            key=option.key, value=tuple(values), source="flag", detail=option.flag
        )
    used = [negated(option) if value is False else option.flag for value in values]
    if len(used) > 1:
        raise InvalidAnswerError(
            f"'{option.key}' is set more than once: {' and '.join(used)}.",
            hint="Pass one of these flags, once.",
        )
    return Raw(key=option.key, value=values[0], source="flag", detail=used[0])


def _parameters(schema: Schema) -> list[Any]:
    titles = {group.key: group.title for group in schema.groups}
    signature = inspect.Signature(
        [
            _parameter(option, titles[option.group], _help(schema, option))
            for option in schema.options
            if option.key != NAME and option.key.isidentifier()
        ]
    )

    def command(**_: object) -> None: ...

    command.__signature__ = signature  # type: ignore[attr-defined]
    command.__annotations__ = {
        name: parameter.annotation for name, parameter in signature.parameters.items()
    }
    app = typer.Typer(add_completion=False)
    app.command()(command)
    return list(typer.main.get_command(app).params)


def _parameter(option: Option, section: str, text: str) -> inspect.Parameter:
    declared = option.flag
    if option.type == "bool":
        declared = f"{option.flag}/{negated(option)}"
    information = typer.Option(
        declared,
        help=text,
        metavar=None if option.type == "bool" else _metavar(option),
        show_default=False,
        autocompletion=_completion(option),
        rich_help_panel=section,
    )
    # A list, so that repeated flags can be refused.
    item = bool if option.type == "bool" else str
    return inspect.Parameter(
        f"{_PREFIX}{option.key}",
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[list[item] | None, information],  # type: ignore[valid-type]
    )


def _metavar(option: Option) -> str:
    if not option.choices:
        return option.metavar
    return f"[{'|'.join(str(value) for value in option.values)}]"


def _help(schema: Schema, option: Option) -> str:
    notes = "; ".join(option_notes(schema, option))
    return f"{option.help}  [{notes}]" if notes else option.help


def _completion(option: Option) -> Callable[[str], list[tuple[str, str]]] | None:
    if option.type == "bool" or not option.choices:
        return None

    def complete(incomplete: str) -> list[tuple[str, str]]:
        return [
            (str(choice.value), choice.help)
            for choice in option.choices
            if str(choice.value).startswith(incomplete)
        ]

    return complete
