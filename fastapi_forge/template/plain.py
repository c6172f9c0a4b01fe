"""Build the schema of a template that only has Copier questions.

Plain values become data. Jinja is kept in the schema's script, which runs once the
earlier answers are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.casting import cast, choice_pairs
from fastapi_forge.template.machine_facts import environment_defaults
from fastapi_forge.template.options import (
    RESOURCES,
    Choice,
    Group,
    Option,
    Plain,
    Preset,
    Schema,
    Value,
)
from fastapi_forge.template.origin import Origin
from fastapi_forge.template.questions import MISSING, Question, Script, read_script
from fastapi_forge.template.reading import mapping, one_line
from fastapi_forge.template.resource_rules import resource_rules

_GROUP = "core"
_YES_NO = (Choice(value=True, help="yes"), Choice(value=False, help="no"))
_UNVERSIONED = "local"
# A test compares these with the flags of the commands.
_OWN_FLAGS = frozenset(
    f"--{word}"
    for word in (
        *("answers", "debug", "dry-run", "git", "help", "install", "json"),
        *("json-schema", "no-git", "no-install", "offline", "output", "preset"),
        *("quiet", "set", "template", "trust", "yes"),
    )
)
_METAVARS = {"int": "INTEGER", "float": "NUMBER", "yaml": "YAML", "json": "JSON"}


def plain_schema(
    root: Path,
    documents: Mapping[str, object],
    forge: Mapping[str, object],
    origin: Origin,
) -> Schema:
    script = read_script(root, documents)
    options = tuple(_options(script, documents))
    return Schema(
        name=str(forge.get("name") or origin.name),
        version=origin.version or str(forge.get("version") or _UNVERSIONED),
        options=options,
        groups=(
            Group(
                key=_GROUP,
                title="Template",
                ask="core",
                options=tuple(option.key for option in options),
            ),
        ),
        constraints=(),
        presets=tuple(_presets(forge)),
        environment_defaults=environment_defaults(forge),
        packages=frozenset(),
        resources=resource_rules(documents),
        source=origin.source,
        script=script,
    )


def _options(script: Script, documents: Mapping[str, object]) -> Iterator[Option]:
    taken = set(_OWN_FLAGS)
    for question in script.questions:
        if not question.is_asked:
            continue
        flag = f"--{question.key.replace('_', '-')}"
        flags = {flag, f"--no-{flag.removeprefix('--')}"}
        if flags & taken:
            flag = f"--answer-{flag.removeprefix('--')}"
        taken |= flags
        # Another template may use the name for something else.
        is_forges = question.key == RESOURCES and "entities" in documents
        try:
            yield _option(script, question, flag, holds_resources=is_forges)
        except (ValueError, TypeError, KeyError) as error:
            raise TemplateError(f"copier.yml: '{question.key}': {error}") from error


def _option(
    script: Script, question: Question, flag: str, *, holds_resources: bool
) -> Option:
    """Return the option without what only Jinja can determine."""
    is_list = question.is_several or holds_resources
    choices = _YES_NO if question.type == "bool" else ()
    return Option(
        key=question.key,
        type="list" if is_list else question.type,
        help=one_line(question.help) or question.key,
        default=_default(script, question),
        group=_GROUP,
        choices=_choices(script, question) or choices,
        flag=flag,
        items=question.type,
        metavar=_METAVARS.get(question.type, "TEXT"),
        when="" if question.when is True else str(question.when),
        is_secret=question.is_secret,
        is_multiline=question.is_multiline,
        is_verbatim=True,
        holds_resources=holds_resources,
    )


def _default(script: Script, question: Question) -> Plain:
    if question.default is MISSING or script.computes(question.default):
        return None
    return cast(question, question.default)


def _choices(script: Script, question: Question) -> tuple[Choice, ...]:
    if isinstance(question.choices, str) and script.computes(question.choices):
        return ()
    pairs = tuple(choice_pairs(question, question.choices))
    if any(script.computes((label, value)) for label, value, _ in pairs):
        return ()
    return tuple(Choice(value=value, help=label) for label, value, _ in pairs)


def _presets(forge: Mapping[str, object]) -> Iterator[Preset]:
    for name, item in mapping(forge.get("presets", {}), "presets").items():
        preset = mapping(item, name)
        yield Preset(
            name=name,
            title=str(preset.get("title") or name),
            answers={
                key: _preset_value(value, key)
                for key, value in mapping(preset.get("answers", {}), name).items()
            },
        )


def _preset_value(value: object, where: str) -> Value:
    if isinstance(value, str | bool | int | float | list | dict | date | None):
        return value
    raise TemplateError(
        f"'{where}' contains {value!r}: it must be text, a number or a list."
    )
