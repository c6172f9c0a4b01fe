"""`forge options`: list the options of a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import typer

from fastapi_forge.answers.display import any_of, negated, show
from fastapi_forge.cli.arguments import template_in
from fastapi_forge.cli.console import Report, columns
from fastapi_forge.cli.flags import (
    DebugOption,
    JsonOption,
    JsonSchemaOption,
    OfflineOption,
    QuietOption,
    TemplateOption,
)
from fastapi_forge.cli.option_notes import option_notes
from fastapi_forge.errors import UsageError
from fastapi_forge.template.jsonschema import json_schema
from fastapi_forge.template.schema import (
    NAME,
    Condition,
    Constraint,
    Option,
    Schema,
    Value,
)


def options(  # noqa: PLR0913 - Typer reads one parameter for each flag
    ctx: typer.Context,
    template: TemplateOption = None,
    json: JsonOption = False,
    as_schema: JsonSchemaOption = False,
    offline: OfflineOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> Report:
    """List the options of a template."""
    del quiet, debug  # read before parsing, see cli.arguments
    if json and as_schema:
        raise UsageError(
            "--json and --json-schema cannot be used together.",
            hint="Pass one of them.",
        )
    named = () if template is None else (f"--template={template}",)
    silent = ("--json",) if json or as_schema else ()
    with template_in((*named, *silent), ctx.obj, offline=offline) as (_, schema):
        pass
    return AnswersSchema(schema=schema) if as_schema else Options(schema=schema)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersSchema(Report):
    schema: Schema

    def document(self) -> Mapping[str, object]:
        return json_schema(self.schema)

    def lines(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Report):
    schema: Schema

    def document(self) -> Mapping[str, object]:
        schema = self.schema
        return {
            "template": {"name": schema.name, "version": schema.version},
            "options": [_option_document(option) for option in schema.options],
            "constraints": [
                {
                    "if": _condition_document(constraint.condition),
                    "then": _condition_document(constraint.then),
                    "because": constraint.because,
                }
                for constraint in schema.constraints
            ],
            "presets": {
                preset.name: {
                    "title": preset.title,
                    "answers": {
                        key: _plain(value) for key, value in preset.answers.items()
                    },
                }
                for preset in schema.presets
            },
        }

    def lines(self) -> Iterator[str]:
        yield f"Options of the template {self.schema.name} {self.schema.version}"
        for group in self.schema.groups:
            yield ""
            yield group.title
            yield from columns(
                [
                    row
                    for key in group.options
                    for row in _rows(self.schema, self.schema.option(key))
                ]
            )
        if self.schema.presets:
            yield ""
            yield "Presets"
            yield from columns(
                [(preset.name, preset.title) for preset in self.schema.presets]
            )
        if self.schema.constraints:
            yield ""
            yield "Constraints"
            yield from columns(
                [(_sentence(constraint),) for constraint in self.schema.constraints]
            )
        yield ""
        yield "Set an option with its flag, --set KEY=VALUE, the environment variable"
        yield "FORGE_KEY, an answers file or a preset. * marks the default."


def _sentence(constraint: Constraint) -> str:
    given = _pairs(constraint.condition)
    return f"{given} requires {_pairs(constraint.then)}: {constraint.because}"


def _pairs(condition: Condition) -> str:
    pairs = (f"{key}={any_of(values)}" for key, values in condition.items())
    return " and ".join(pairs)


def _rows(schema: Schema, option: Option) -> Iterator[tuple[str, str, str]]:
    """Return a row for the option and one for each of its choices."""
    notes = "; ".join(option_notes(schema, option))
    yield (
        option.key,
        _usage(option),
        f"{option.help} ({notes})" if notes else option.help,
    )
    listed = option.type != "bool" and bool(option.choices)
    if listed:
        for choice in option.choices:
            mark = "*" if choice.value == option.default else " "
            yield "", f"  {mark} {show(choice.value)}", f"  {choice.help}"


def _usage(option: Option) -> str:
    if option.key == NAME:
        return NAME.upper()
    if option.type == "bool":
        return f"{option.flag}/{negated(option).removeprefix('--')}"
    return option.flag if option.choices else f"{option.flag} {option.metavar}"


def _option_document(option: Option) -> Mapping[str, object]:
    return {
        "key": option.key,
        "type": option.type,
        "help": option.help,
        "default": _plain(option.default),
        "group": option.group,
        "asked_when": _condition_document(option.asked_when),
        **({"when": option.when} if option.when else {}),
        "choices": [
            {"value": choice.value, "help": choice.help} for choice in option.choices
        ],
    }


def _condition_document(condition: Condition) -> Mapping[str, object]:
    return {key: list(values) for key, values in condition.items()}


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value
