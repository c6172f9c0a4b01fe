"""Determine what varies between combinations: options and the values to try.

`resolve` and `checked_resources` decide which values can occur together, as in `forge
new`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from fastapi_forge.answers.display import show
from fastapi_forge.answers.resolution import Answers, resolve
from fastapi_forge.answers.resources import checked_resources
from fastapi_forge.answers.sources import Given, Known, Raw, from_name, merge
from fastapi_forge.errors import (
    ForbiddenAnswerError,
    InvalidAnswerError,
    InvalidResourceError,
    MissingAnswerError,
    VerificationPlanError,
)
from fastapi_forge.matrix.dependencies import dependent_options
from fastapi_forge.secret import MASK, Secret
from fastapi_forge.template.conditions import Scalar
from fastapi_forge.template.options import RESOURCES, Plain, Schema, plain
from fastapi_forge.verify.plan import PLAN_FILE, Sampling

Level: TypeAlias = Scalar | tuple[Scalar, ...]
Row: TypeAlias = Mapping[str, Level]
"""A value for everything that varies; options that do not apply are left out."""

PROJECT = "shop"
"""The name of every project: names must not distinguish combinations."""


@dataclass(frozen=True, kw_only=True)
class Factors:
    schema: Schema
    levels: Mapping[str, Sequence[Level]]
    fixed: Known
    labels: Mapping[tuple[str, Level], str] = field(default_factory=dict)
    """The labels of values in names of combinations."""
    meanings: Mapping[tuple[str, Level], Plain] = field(default_factory=dict)
    """The value of a level that represents data or a secret."""

    @cached_property
    def defaults(self) -> Row:
        answers = self.resolved({})
        return {
            key: self._level(key, plain(answers.values[key]))
            for key in self.levels
            if key in answers.values
        }

    def resolved(self, row: Row) -> Answers:
        """Return all answers of a project; raise RequestError if values exclude each
        other.
        """
        answers = resolve(self.schema, {**self.fixed, **self._given(row)}, {})
        if row.get(RESOURCES):
            checked_resources(self.schema, answers)
        return answers

    def accepts(self, row: Row) -> bool:
        """Return whether the values can occur together.

        Only dependent options can exclude each other's values, so that most questions
        were answered before.
        """
        parts: dict[str, list[tuple[str, Level]]] = {}
        for key, level in row.items():
            parts.setdefault(self._groups.get(key, key), []).append((key, level))
        for part in map(frozenset, parts.values()):
            if part not in self._valid:
                self._valid[part] = self._is_valid(dict(part))
            if not self._valid[part]:
                return False
        return True

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        return dependent_options(self.schema)

    @cached_property
    def _valid(self) -> dict[frozenset[tuple[str, Level]], bool]:
        return {}

    def _is_valid(self, row: Row) -> bool:
        try:
            self.resolved(row)
        except (ForbiddenAnswerError, InvalidAnswerError, InvalidResourceError):
            return False
        return True

    def every_row(self, keys: Sequence[str]) -> list[Row]:
        """Return all valid combinations of these options, in the order of their
        choices.
        """
        rows: list[Row] = [{}]
        for key in keys:
            rows = [longer for row in rows for longer in self._extended(row, key)]
        return rows

    def _given(self, row: Row) -> Known:
        secret = self.schema.secret_keys
        known: dict[str, Given] = {}
        for key, level in row.items():
            value = self.meanings.get((key, level), level)
            given = Secret(value) if key in secret else value
            known[key] = Given(value=given, source="flag", detail=key)
        return known

    def _level(self, key: str, value: Plain) -> Level:
        """Return the level for a value, which is often the value itself."""
        for (other, level), meaning in self.meanings.items():
            if other == key and meaning == value:
                return level
        return MASK if key in self.schema.secret_keys else _hashable(value)

    def _extended(self, row: Row, key: str) -> list[Row]:
        rows = [{**row, key: value} for value in self.levels[key]]
        # None means that the option does not apply in this combination.
        return [longer for longer in rows if self.accepts(longer)] or [row]


def factors_of(schema: Schema, sampling: Sampling | None = None) -> Factors:
    """Return every option with choices, and what the plan adds for others.

    Raise RequestError if the plan contains invalid values.
    """
    plan = sampling or Sampling()
    levels: dict[str, Sequence[Level]] = {}
    meanings: dict[tuple[str, Level], Plain] = {}
    for option in schema.options:
        if option.choices and option.type != "list":
            levels[option.key] = tuple(map(_hashable, option.values))
            meanings |= {
                (option.key, _hashable(value)): value for value in option.values
            }
    labels: dict[tuple[str, Level], str] = {}
    for key, values in plan.values.items():
        tried = {label: _varied(schema, key, value) for label, value in values.items()}
        is_secret = key in schema.secret_keys
        known = {
            str(label) if is_secret else _hashable(value): label
            for label, value in tried.items()
        }
        levels[key] = tuple(known)
        labels |= {(key, level): label for level, label in known.items()}
        meanings |= {(key, level): tried[label] for level, label in known.items()}
    for key in set(plan.together) - set(levels):
        raise VerificationPlanError(
            f"{PLAN_FILE}: 'together' contains {key!r}, which is not varied.",
            hint=f"Varied options: {', '.join(levels)}.",
        )
    factors = Factors(
        schema=schema,
        # Options fixed by the plan do not vary.
        levels={
            key: values for key, values in levels.items() if key not in plan.answers
        },
        fixed=merge(schema, _fixed(schema, plan)),
        labels=labels,
        meanings=meanings,
    )
    try:
        factors.resolved({})  # before the combinations, which would all fail
    except MissingAnswerError as error:
        raise MissingAnswerError(
            error.message, f"Set it in {PLAN_FILE}, under 'answers' of 'matrix'."
        ) from error
    return factors


def _fixed(schema: Schema, plan: Sampling) -> Iterator[Raw]:
    yield from from_name(schema, PROJECT, "forge matrix")
    for key, value in plan.answers.items():
        yield Raw(key=key, value=value, source="file", detail=PLAN_FILE)


def _varied(schema: Schema, key: str, value: object) -> Plain:
    raw = Raw(key=key, value=value, source="file", detail=PLAN_FILE)
    tried = plain(merge(schema, [raw])[key].value)
    if tried is None or isinstance(tried, dict | list):
        raise VerificationPlanError(
            f"{PLAN_FILE}: {key!r} cannot be varied, because its values are documents."
        )
    return tried


def _hashable(value: Plain) -> Level:
    if isinstance(value, tuple):
        return tuple(
            item if isinstance(item, str | bool | int | float) else show(item)
            for item in value
        )
    return value if isinstance(value, str | bool | int | float) else show(value)
