"""Notes on an option in the help."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.answers.display import any_of, show
from fastapi_forge.template.schema import Option, Schema


def option_notes(schema: Schema, option: Option) -> Iterator[str]:
    for key, values in option.asked_when.items():
        yield f"only with {key}={any_of(values)}"
    if option.when:
        yield f"only when {option.when}"
    if option.type == "list":
        yield "repeatable"
    default = show(option.default)
    if option.key in schema.environment_defaults:
        yield f"default: from this machine{f', else {default}' if default else ''}"
    elif default:
        yield f"default: {default}"
