"""Complete values of options that depend on the template."""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping

import typer

from fastapi_forge.answers.display import show
from fastapi_forge.cli.template_flags import schema_of

_SHELL, _WORDS, _CURSOR = "_FORGE_COMPLETE", "COMP_WORDS", "COMP_CWORD"
_KEY = "_FORGE_COMPLETE_KEY"


def join_split_setting(environment: MutableMapping[str, str]) -> None:
    """Join `key=value`, which bash splits into three words for completion."""
    if environment.get(_SHELL) != "complete_bash":
        return
    words = environment[_WORDS].split("\n")[: int(environment[_CURSOR]) + 1]
    if words[-1] == "=":
        words.append("")
    if words[-2:-1] != ["="]:
        return
    *before, key, _, value = words
    if key.startswith("-"):
        before.append(key)
    rest = {_WORDS: "\n".join([*before, value]), _CURSOR: str(len(before))}
    environment.update(rest, **{_KEY: key})


def complete_preset(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    schema = schema_of(ctx)
    return [
        (preset.name, preset.title)
        for preset in (schema.presets if schema else ())
        if preset.name.startswith(incomplete)
    ]


def complete_setting(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Complete `KEY=` first, then the values of the key."""
    prefix = f"{os.environ[_KEY]}=" if _KEY in os.environ else ""
    return [
        (word.removeprefix(prefix), text)
        for word, text in _settings(ctx)
        if _is_next(word, prefix + incomplete)
    ]


def _settings(ctx: typer.Context) -> Iterator[tuple[str, str]]:
    schema = schema_of(ctx)
    for option in schema.options if schema else ():
        yield f"{option.key}=", option.help
        for choice in option.choices:
            yield f"{option.key}={show(choice.value)}", choice.help


def _is_next(word: str, incomplete: str) -> bool:
    key_is_written = "=" in incomplete
    return word.startswith(incomplete) and key_is_written != word.endswith("=")
