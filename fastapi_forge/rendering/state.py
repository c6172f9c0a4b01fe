"""Define the input of a render, and make it of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.rendering.ledger import Decision, Revision
from fastapi_forge.resources.fields import Resource
from fastapi_forge.secret import Secret
from fastapi_forge.template.data import quoted
from fastapi_forge.template.options import Option, Plain, Schema, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRef:
    name: str
    version: str
    source: str = ""
    """The template's address, if it is not forge's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The user's choices: the same state gives the same bytes on every machine."""

    template: TemplateRef
    answers: Mapping[str, Value]
    resources: tuple[Resource, ...] | None
    """None for a template without resources."""
    secrets: Mapping[str, Value] = field(default_factory=dict)
    """Answers that are rendered but not recorded."""
    folder: str = ""
    """The name of the project's directory, if no answer contains it."""
    revisions: tuple[Revision, ...] | None = None
    """The recorded ledger of migrations: None for a new project, or without any."""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    """For each removed feature or resource: whether to drop its tables."""


def state_of(schema: Schema, chosen: Answers, resources: Sequence[Resource]) -> State:
    """Return the state that a project records."""
    values = {
        key: _for_copier(schema.option(key), value)
        for key, value in chosen.values.items()
        if not schema.option(key).holds_resources
    }
    return State(
        template=TemplateRef(
            name=schema.name, version=schema.version, source=schema.source
        ),
        answers={
            key: value for key, value in values.items() if not isinstance(value, Secret)
        },
        resources=tuple(resources) if schema.has_resources else None,
        secrets={
            key: value for key, value in values.items() if isinstance(value, Secret)
        },
    )


def _for_copier(option: Option, value: Value) -> Value:
    """Quote text that looks like data, because Copier parses it: `1.0` stays text."""
    if isinstance(value, Secret):
        return Secret(_unparsed(option, value.reveal()))
    return _unparsed(option, value)


def _unparsed(option: Option, value: Plain) -> Plain:
    kind = option.items if option.type == "list" else option.type
    if isinstance(value, tuple):
        return tuple(_unparsed(replace(option, type=kind), item) for item in value)
    is_data = kind in {"yaml", "json"}
    return quoted(kind, value) if is_data and isinstance(value, str) else value
