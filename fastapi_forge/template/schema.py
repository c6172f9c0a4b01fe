"""Read the schema of a template: its visible questions and its `_forge` block.

A question with `when: false` is computed and not an option. Native `when` and
`validator` are Jinja for plain Copier; `_forge` is authoritative.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.conditions import (
    Condition,
    Scalar,
    read_condition,
    read_scalar,
)
from fastapi_forge.template.consistency import check_schema
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.machine_facts import environment_defaults
from fastapi_forge.template.options import (
    NAME,
    RESOURCES,
    Ask,
    Choice,
    Constraint,
    Group,
    Option,
    OptionType,
    Plain,
    Preset,
    Schema,
    Value,
)
from fastapi_forge.template.origin import Origin
from fastapi_forge.template.plain import plain_schema
from fastapi_forge.template.reading import mapping, sequence
from fastapi_forge.template.resource_rules import resource_rules

__all__ = [
    "NAME",
    "RESOURCES",
    "Ask",
    "Choice",
    "Condition",
    "Constraint",
    "Group",
    "Option",
    "OptionType",
    "Preset",
    "Scalar",
    "Schema",
    "Value",
    "read_schema",
]

_TYPES: Mapping[str, OptionType] = {
    "str": "str",
    "bool": "bool",
    "yaml": "list",
    "json": "list",
}
_YES_NO = (Choice(value=True, help="yes"), Choice(value=False, help="no"))


def read_schema(root: Path, origin: Origin | None = None) -> Schema:
    """Return the schema of the template in `root`; raise TemplateError.

    A template without `groups` in its `_forge` block is described by Copier's questions
    only.
    """
    documents = read_documents(root)
    forge = mapping(documents.get("_forge", {}), "_forge")
    if "groups" not in forge:
        return plain_schema(root, documents, forge, origin or Origin(name=root.name))
    try:
        schema = _schema(documents, forge)
    except KeyError as missing:
        raise TemplateError(f"{root}: the template has no {missing}.") from missing
    check_schema(schema)
    return origin.named(schema) if origin else schema


def _schema(documents: Mapping[str, object], forge: Mapping[str, object]) -> Schema:
    groups = tuple(_group(item) for item in sequence(forge["groups"], "groups"))
    questions = {
        key: mapping(question, key)
        for key, question in documents.items()
        if not key.startswith("_")
    }
    asked = {
        key for key, question in questions.items() if question.get("when") is not False
    }
    grouped = [key for group in groups for key in group.options]
    if sorted(grouped) != sorted(asked):
        odd = sorted(asked.symmetric_difference(grouped)) or (
            "an option is in two groups"
        )
        raise TemplateError(f"Every option must be in exactly one group: {odd}.")
    return Schema(
        name=str(forge["name"]),
        version=str(forge["version"]),
        options=tuple(
            _option(key, questions[key], group.key, forge)
            for group in groups
            for key in group.options
        ),
        groups=groups,
        constraints=tuple(
            _constraint(item)
            for item in sequence(forge.get("constraints", ()), "constraints")
        ),
        presets=tuple(
            _preset(name, mapping(item, name))
            for name, item in mapping(forge.get("presets", {}), "presets").items()
        ),
        environment_defaults=environment_defaults(forge),
        packages=_packages(questions.get("pins", {})),
        resources=resource_rules(documents),
    )


def _option(
    key: str,
    question: Mapping[str, object],
    group: str,
    forge: Mapping[str, object],
) -> Option:
    flags = mapping(forge.get("flags", {}), "flags")
    flag = mapping(flags.get(key, {}), key)
    asked_when = mapping(forge.get("asked_when", {}), "asked_when")
    spelling = mapping(mapping(forge.get("patterns", {}), "patterns").get(key, {}), key)
    kind = _type(key, question)
    choices = _choices(question.get("choices", {}), key)
    return Option(
        key=key,
        type=kind,
        help=str(question["help"]),
        default=_value(question["default"], key),
        group=group,
        asked_when=read_condition(asked_when.get(key, {}), key),
        choices=choices or (_YES_NO if kind == "bool" else ()),
        flag="--" + str(flag.get("flag", key.replace("_", "-"))),
        metavar=str(flag.get("metavar", "TEXT")),
        pattern=str(spelling.get("pattern", "")),
        like=str(spelling.get("like", "")),
        is_secret=question.get("secret") is True,
        holds_resources=key == RESOURCES,
    )


def _type(key: str, question: Mapping[str, object]) -> OptionType:
    if question.get("multiselect") is True:
        return "list"
    kind = str(question["type"])
    if kind not in _TYPES:
        raise TemplateError(
            f"'{key}' has the type {kind!r}. forge supports"
            f" {', '.join(sorted(_TYPES))}."
        )
    return _TYPES[kind]


def _choices(choices: object, key: str) -> tuple[Choice, ...]:
    """Read Copier's two forms: {label: value}, or values that are their own labels."""
    if isinstance(choices, Mapping):
        return tuple(
            Choice(value=read_scalar(value, key), help=str(label))
            for label, value in choices.items()
        )
    return tuple(
        Choice(value=read_scalar(value, key), help=str(value))
        for value in sequence(choices, key)
    )


def _group(item: object) -> Group:
    group = mapping(item, "groups")
    ask = str(group["ask"])
    if ask not in {"always", "core", "more"}:
        raise TemplateError(
            f"{ask!r} is not a valid value for 'ask' of a group:"
            " use always, core or more."
        )
    return Group(
        key=str(group["key"]),
        title=str(group["title"]),
        ask=cast("Ask", ask),
        options=tuple(str(key) for key in sequence(group["options"], "options")),
    )


def _constraint(item: object) -> Constraint:
    constraint = mapping(item, "constraints")
    return Constraint(
        condition=read_condition(constraint["if"], "if"),
        then=read_condition(constraint["then"], "then"),
        because=str(constraint["because"]),
    )


def _preset(name: str, item: Mapping[str, object]) -> Preset:
    answers = mapping(item["answers"], name)
    return Preset(
        name=name,
        title=str(item["title"]),
        answers={key: _value(value, key) for key, value in answers.items()},
    )


def _packages(pins: Mapping[str, object]) -> frozenset[str]:
    """Return the names in the hidden question `pins`: [{name, version, ...}, ...]."""
    listed = sequence(pins.get("default", ()), "pins")
    return frozenset(str(mapping(pin, "pins")["name"]) for pin in listed)


def _value(value: object, where: str) -> Plain:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return read_scalar(value, where)
