"""Turn answers into the state that a project records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.resources.language import Resource
from fastapi_forge.secret import Secret
from fastapi_forge.template.data import quoted
from fastapi_forge.template.options import Plain
from fastapi_forge.template.schema import Option, Schema, Value


def state_of(schema: Schema, chosen: Answers, resources: Sequence[Resource]) -> State:
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
        resources=tuple(resource.spec(with_plural=True) for resource in resources)
        if schema.has_resources
        else None,
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
