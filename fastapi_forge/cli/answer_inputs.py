"""Collect all answers that are given without questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.answers.files import SUFFIXES, read_answers
from fastapi_forge.answers.sources import (
    Known,
    Raw,
    from_environment,
    from_preset,
    from_settings,
    merge,
)
from fastapi_forge.errors import UsageError
from fastapi_forge.template.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInputs:
    """Answers on the command line."""

    name: Sequence[Raw]
    flags: Sequence[Raw]
    settings: Sequence[str]
    files: Sequence[str]
    presets: Sequence[str]


def collect_answers(
    schema: Schema, inputs: AnswerInputs, environment: Mapping[str, str]
) -> Known:
    """Return the given answers; raise RequestError for the first mistake."""
    raws = [
        *inputs.name,
        *inputs.flags,
        *from_settings(inputs.settings),
        *from_environment(schema, environment),
    ]
    if file := _once("--answers", inputs.files):
        raws += read_answers(file, "file")
    if preset := _once("--preset", inputs.presets):
        raws += _preset(schema, preset)
    return merge(schema, raws)


def _once(flag: str, values: Sequence[str]) -> str | None:
    if len(values) > 1:
        raise UsageError(f"{flag} is given more than once.", hint="Pass it once.")
    if values and not values[0]:
        raise UsageError(
            f"{flag} has no value.", hint=("Give it a value, or leave it out.")
        )
    return values[0] if values else None


def _preset(schema: Schema, preset: str) -> list[Raw]:
    path = Path(preset)
    is_path = path.suffix in SUFFIXES or len(path.parts) > 1 or path.is_file()
    if schema.preset(preset) is None and is_path:
        return read_answers(preset, "preset", prefix="preset ")
    return from_preset(schema, preset)
