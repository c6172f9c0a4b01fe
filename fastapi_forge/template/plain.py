"""The schema of a template that only its Copier questions describe.

What is written plainly becomes data. Jinja stays in the schema's script, and is run
when the answers before it are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.casting import cast, choice_pairs
from fastapi_forge.template.options import (
    RESOURCES,
    Choice,
    Group,
    Option,
    OptionType,
    Preset,
    Schema,
    Value,
)
from fastapi_forge.template.origin import Origin
from fastapi_forge.template.questions import MISSING, Question, read_script
from fastapi_forge.template.reading import mapping, one_line, texts

GROUP = Group(key="core", title="Template", ask="core", options=())
YES_NO = (Choice(value=True, help="yes"), Choice(value=False, help="no"))
_UNVERSIONED = "local"
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
    options = tuple(_options(script.questions, documents))
    return Schema(
        name=str(forge.get("name") or origin.name),
        version=origin.version or str(forge.get("version") or _UNVERSIONED),
        released=str(forge.get("released") or ""),
        options=options,
        groups=(
            Group(
                key=GROUP.key,
                title=GROUP.title,
                ask=GROUP.ask,
                options=tuple(option.key for option in options),
            ),
        ),
        constraints=(),
        presets=tuple(_presets(forge)),
        environment_defaults=texts(
            forge.get("environment_defaults", ()), "environment_defaults"
        ),
        packages=frozenset(),
        source=origin.source,
        script=script,
    )


def _options(
    questions: Iterable[Question], documents: Mapping[str, object]
) -> Iterator[Option]:
    taken = set(_OWN_FLAGS)
    for question in questions:
        if not question.is_asked:
            continue
        flag = f"--{question.key.replace('_', '-')}"
        flags = {flag, f"--no-{flag.removeprefix('--')}"}
        if flags & taken:
            flag = f"--answer-{flag.removeprefix('--')}"
        taken |= flags
        try:
            yield _option(question, flag, documents)
        except (ValueError, TypeError, KeyError) as error:
            raise TemplateError(f"copier.yml: '{question.key}': {error}") from error


def _option(question: Question, flag: str, documents: Mapping[str, object]) -> Option:
    """The option without what only Jinja can tell."""
    holds_resources = _holds_resources(question, documents)
    kind: OptionType = "list" if question.is_several else _kind(question)
    choices = _plain_choices(question)
    return Option(
        key=question.key,
        type="list" if holds_resources else kind,
        help=one_line(question.help) or question.key,
        default=_plain_default(question),
        group=GROUP.key,
        choices=choices or (YES_NO if kind == "bool" else ()),
        flag=flag,
        metavar=_METAVARS.get(question.type, "TEXT"),
        when="" if question.when is True else str(question.when),
        is_secret=question.is_secret,
        is_multiline=question.is_multiline,
        holds_resources=holds_resources,
    )


def _holds_resources(question: Question, documents: Mapping[str, object]) -> bool:
    """Another template may ask for other things of that name."""
    return question.key == RESOURCES and "entities" in documents


def _kind(question: Question) -> OptionType:
    kinds: Mapping[str, OptionType] = {
        "bool": "bool",
        "float": "float",
        "int": "int",
        "json": "json",
        "str": "str",
        "yaml": "yaml",
        "path": "path",
    }
    return kinds[question.type]


def _plain_default(question: Question) -> Value:
    """The default where no Jinja is in it, else nothing."""
    if question.default is MISSING or has_jinja(question.default):
        return None
    return cast(question, question.default)


def _plain_choices(question: Question) -> tuple[Choice, ...]:
    if isinstance(question.choices, str) and has_jinja(question.choices):
        return ()
    pairs = tuple(choice_pairs(question, question.choices))
    if any(has_jinja(label) or has_jinja(value) for label, value, _ in pairs):
        return ()
    return tuple(Choice(value=value, help=label) for label, value, _ in pairs)


def has_jinja(written: object) -> bool:
    """Whether there may be some: a template can choose its own brackets."""
    if isinstance(written, str):
        return any(mark in written for mark in ("{{", "{%", "[[", "[%", "<<", "${"))
    if isinstance(written, Mapping):
        return any(map(has_jinja, (*written, *written.values())))
    return isinstance(written, list | tuple) and any(map(has_jinja, written))


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
    if isinstance(value, str | bool | int | float | list | dict) or value is None:
        return value
    raise TemplateError(
        f"'{where}' holds {value!r}: expected text, a number or a list."
    )
