"""Collect answers from their sources, and decide which takes precedence.

Sources return raw values. `merge` checks and converts all of them, so that errors have
the same form for every source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from fastapi_forge.answers.values import convert
from fastapi_forge.errors import (
    AnswersFileError,
    InvalidAnswerError,
    UnknownOptionError,
    UsageError,
)
from fastapi_forge.secret import conceal
from fastapi_forge.suggestion import did_you_mean, nearest
from fastapi_forge.template.options import plain
from fastapi_forge.template.schema import NAME, Schema, Value

Source: TypeAlias = Literal[
    "argument",
    "flag",
    "set",
    "env",
    "file",
    "preset",
    "prompt",
    "default",
    "forced",
]
ENVIRONMENT_PREFIX = "FORGE_"
_TITLE = "project_name"

_PRECEDENCE: tuple[Source, ...] = (
    *("argument", "flag", "set", "env", "file", "preset", "default"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer; `detail` names its origin, such as "--database"."""

    value: Value
    source: Source
    detail: str


Known: TypeAlias = Mapping[str, Given]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """An unchecked answer."""

    key: str
    value: object = field(repr=False)
    source: Source
    detail: str


def from_name(schema: Schema, name: str, detail: str) -> list[Raw]:
    """Return the answer to `name`, or the default of `project_name`, which is often a
    title.

    With other templates the name is only that of the directory.
    """
    if NAME in schema.keys:
        return [Raw(key=NAME, value=name, source="argument", detail=detail)]
    if _TITLE in schema.keys:
        return [Raw(key=_TITLE, value=name, source="default", detail=detail)]
    return []


def from_settings(pairs: Sequence[str]) -> list[Raw]:
    """Read `--set KEY=VALUE`."""
    raws = []
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise UsageError(
                # Without the text, which may be a password without its key.
                "--set needs KEY=VALUE.",
                hint="For example: --set database=sqlite",
            )
        raws.append(Raw(key=key, value=value, source="set", detail=f"--set {key}"))
    return raws


def from_environment(schema: Schema, environment: Mapping[str, str]) -> list[Raw]:
    """Read variables like `FORGE_DATABASE=sqlite`; empty ones count as unset, as in CI
    files.
    """
    variables = _variables(schema)
    return [
        Raw(key=variables[name], value=value, source="env", detail=name)
        for name, value in sorted(environment.items())
        if name in variables and value
    ]


def ignored_variables(schema: Schema, environment: Mapping[str, str]) -> list[str]:
    """Return a warning for each `FORGE_*` variable without an option, but not its
    value.

    Other products use the prefix too.
    """
    known = _variables(schema)
    warnings = []
    for name in sorted(environment):
        if name.startswith(ENVIRONMENT_PREFIX) and name not in known:
            guess = nearest(name.removeprefix(ENVIRONMENT_PREFIX), schema.keys)
            meant = (
                f" Did you mean {ENVIRONMENT_PREFIX}{guess.upper()}?" if guess else ""
            )
            warnings.append(
                f"{name} is ignored: the template '{schema.name}' has no such"
                f" option.{meant}"
            )
    return warnings


def _variables(schema: Schema) -> Mapping[str, str]:
    return {f"{ENVIRONMENT_PREFIX}{key.upper()}": key for key in schema.keys}


def from_preset(schema: Schema, name: str) -> list[Raw]:
    """Return the answers of a preset."""
    preset = schema.preset(name)
    if preset is None:
        names = [known.name for known in schema.presets]
        raise AnswersFileError(
            f"{name!r} is not a preset.",
            hint=(
                f"{did_you_mean(name, names)} You can also pass the path of an"
                " answers file."
            ),
        )
    return [
        Raw(key=key, value=value, source="preset", detail=f"preset {name}")
        for key, value in preset.answers.items()
    ]


def merge(schema: Schema, raws: Iterable[Raw]) -> Known:
    """Return the answer with the highest precedence for each key; may raise."""
    by_source: dict[tuple[Source, str], Given] = {}
    for raw in raws:
        given = _checked(schema, raw)
        origin = (given.source, raw.key)
        if origin in by_source:
            given = _joined(raw.key, by_source[origin], given)
        by_source[origin] = given
    known: dict[str, Given] = {}
    for source in reversed(_PRECEDENCE):
        for (given_source, key), given in by_source.items():
            if given_source == source:
                known[key] = _concealed(schema, key, given)
    return known


def _concealed(schema: Schema, key: str, given: Given) -> Given:
    if key not in schema.secret_keys:
        return given
    return replace(given, value=conceal(plain(given.value)))


def _checked(schema: Schema, raw: Raw) -> Given:
    if raw.key not in schema.keys:
        raise UnknownOptionError(
            f"{raw.key!r} (from {raw.detail}) is not an option of the template"
            f" '{schema.name}'.",
            hint=did_you_mean(raw.key, schema.keys),
        )
    splits = raw.source in {"set", "env"}
    if raw.key in schema.secret_keys:
        conceal(raw.value)
    return Given(
        value=convert(schema.option(raw.key), raw.value, raw.detail, splits=splits),
        source=raw.source,
        detail=raw.detail,
    )


def _joined(key: str, first: Given, second: Given) -> Given:
    """Join the parts of a list; other answers can be given only once."""
    if isinstance(first.value, tuple) and isinstance(second.value, tuple):
        return Given(
            value=first.value + second.value, source=first.source, detail=first.detail
        )
    raise InvalidAnswerError(
        f"'{key}' is set more than once: {second.detail} is repeated.",
        hint="Set it once.",
    )
