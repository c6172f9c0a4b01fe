"""Render the choices that a template computes."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.template.options import Option, Plain
from fastapi_forge.template.sandbox import Sandbox


def rendered_choices(
    sandbox: Sandbox, written: object, context: Mapping[str, object]
) -> object:
    """Return choices with the Jinja in labels and values rendered."""
    if isinstance(written, Mapping):
        return [
            (sandbox.value(label, context), _value(sandbox, value, context))
            for label, value in written.items()
        ]
    if isinstance(written, list | tuple):
        return [_value(sandbox, item, context) for item in written]
    return sandbox.value(written, context)


def _value(sandbox: Sandbox, written: object, context: Mapping[str, object]) -> object:
    if isinstance(written, Mapping):
        return {**written, "value": sandbox.value(written["value"], context)}
    return rendered_choices(sandbox, written, context)


def in_order(option: Option, value: Plain) -> Plain:
    """Return several choices in the order of the template, as Copier does."""
    if not isinstance(value, tuple) or not option.choices:
        return value
    return tuple(choice.value for choice in option.choices if choice.value in value)
