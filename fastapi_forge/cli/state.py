"""From answers to the state that a project records."""

from __future__ import annotations

import json
from collections.abc import Sequence

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.resources.language import Resource
from fastapi_forge.template.schema import Option, Schema, Value


def state_of(schema: Schema, chosen: Answers, resources: Sequence[Resource]) -> State:
    values = {
        key: _for_copier(schema.option(key), value)
        for key, value in chosen.values.items()
        if not schema.option(key).holds_resources
    }
    secret = schema.secret_keys
    return State(
        template=TemplateRef(
            name=schema.name, version=schema.version, source=schema.source
        ),
        answers={key: value for key, value in values.items() if key not in secret},
        resources=tuple(resource.spec() for resource in resources)
        if schema.has_resources
        else None,
        secrets={key: value for key, value in values.items() if key in secret},
    )


def _for_copier(option: Option, value: Value) -> Value:
    """Text that stands for data is read once more: `1.0` in quotes stays text."""
    is_data = option.type in {"yaml", "json"}
    return json.dumps(value) if is_data and isinstance(value, str) else value
