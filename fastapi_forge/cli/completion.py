"""Values that the shell can complete for options which read the template."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from fastapi_forge.answers.values import show
from fastapi_forge.cli.template_flags import schema_of


def complete_preset(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    schema = schema_of(ctx)
    return [
        (preset.name, preset.title)
        for preset in (schema.presets if schema else ())
        if preset.name.startswith(incomplete)
    ]


def complete_setting(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """`KEY=` first, then the values of the key."""
    return [pair for pair in _settings(ctx) if _is_next(pair[0], incomplete)]


def _settings(ctx: typer.Context) -> Iterator[tuple[str, str]]:
    schema = schema_of(ctx)
    for option in schema.options if schema else ():
        yield f"{option.key}=", option.help
        for choice in option.choices:
            yield f"{option.key}={show(choice.value)}", choice.help


def _is_next(word: str, incomplete: str) -> bool:
    key_is_written = "=" in incomplete
    return word.startswith(incomplete) and key_is_written != word.endswith("=")
