"""Document the options of a template in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.answers.display import any_of, negated, show
from fastapi_forge.answers.sources import ENVIRONMENT_PREFIX
from fastapi_forge.template.conditions import Condition
from fastapi_forge.template.options import NAME, Option, Schema

HEAD = """\
# Options

<!-- Written by `make export` from the template's questions. -->

Set an option with its flag, `--set KEY=VALUE`, its environment variable, an answers
file or a preset; earlier sources take precedence. **Bold** marks the default.
`forge options --json` prints this list for programs, and `forge options --json-schema`
prints a schema for answers files.
"""


def table(schema: Schema) -> str:
    """Return a table with one line per option."""
    head = "| option | values (**default**) | description |\n|---|---|---|\n"
    rows = [
        f"| `{option.key}` | {_answers(option)} | {option.help} |\n"
        for option in schema.options
    ]
    return head + "".join(rows)


def page(schema: Schema) -> str:
    """Describe every option, constraint and preset."""
    sections = [*_groups(schema), *_constraints(schema), *_presets(schema)]
    return "\n".join([HEAD, *sections])


def _groups(schema: Schema) -> Iterator[str]:
    for group in schema.groups:
        yield f"## {group.title}\n"
        for key in group.options:
            yield from _section(schema, schema.option(key))


def _section(schema: Schema, option: Option) -> Iterator[str]:
    yield f"### `{option.key}`\n"
    yield f"{option.help}\n"
    yield f"{_usage(option)}. {_default(schema, option)}\n"
    if option.asked_when:
        yield f"Only with {_condition(option.asked_when)}.\n"
    if option.choices and option.type != "bool":
        yield "| value | meaning |\n|---|---|"
        for choice in option.choices:
            shown = f"`{show(choice.value)}`"
            marked = f"**{shown}**" if choice.value == option.default else shown
            yield f"| {marked} | {choice.help} |"
        yield ""


def _usage(option: Option) -> str:
    variable = f"`{ENVIRONMENT_PREFIX}{option.key.upper()}`"
    if option.key == NAME:
        return f"The argument `NAME`, or {variable}"
    flag = f"`{option.flag}`"
    if option.type == "bool":
        flag = f"{flag} or `{negated(option)}`"
    return f"{flag}, or {variable}"


def _default(schema: Schema, option: Option) -> str:
    default = show(option.default)
    if option.key in schema.environment_defaults:
        otherwise = f", otherwise {default}" if default else ""
        return f"Default: taken from this machine{otherwise}."
    return f"Default: {default.removesuffix('.')}." if default else "No default."


def _constraints(schema: Schema) -> Iterator[str]:
    if schema.constraints:
        yield "## Constraints\n"
    for constraint in schema.constraints:
        given, then = _condition(constraint.condition), _condition(constraint.then)
        yield f"- With {given}, {then} is required: {constraint.because}."
    if schema.constraints:
        yield ""


def _presets(schema: Schema) -> Iterator[str]:
    if schema.presets:
        yield "## Presets\n"
    for preset in schema.presets:
        answers = ", ".join(
            f"`{key}={show(value)}`" for key, value in preset.answers.items()
        )
        yield f"- `{preset.name}`: {preset.title}{f' ({answers})' if answers else ''}."


def _condition(condition: Condition) -> str:
    return " and ".join(
        f"`{key}` {any_of(values)}" for key, values in condition.items()
    )


def _answers(option: Option) -> str:
    if option.choices:
        return ", ".join(
            f"**{shown}**" if choice.value == option.default else shown
            for choice in option.choices
            for shown in [show(choice.value)]
        )
    default = show(option.default)
    return f"{option.metavar}, default: {default}" if default else option.metavar
