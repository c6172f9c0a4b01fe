"""Resolve the given answers to a complete set.

Answers have three strengths: explicit, preset and default. If a constraint is violated,
the weakest answer changes; two explicit ones are an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from fastapi_forge.answers.names import check_project
from fastapi_forge.answers.sources import Given, Known, Source
from fastapi_forge.answers.values import any_of, show
from fastapi_forge.errors import ForbiddenAnswerError, MissingAnswerError, TemplateError
from fastapi_forge.template.options import Plain, plain
from fastapi_forge.template.schema import (
    NAME,
    Condition,
    Constraint,
    Option,
    Schema,
    Value,
)

_DEFAULT, _PRESET, _EXPLICIT = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All options that apply, in the order of the schema."""

    values: Mapping[str, Value]
    sources: Mapping[str, Source]
    details: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    """Options that differ from the schema because of other answers."""


def resolve(
    schema: Schema,
    known: Known,
    machine: Mapping[str, Value],
    *,
    asking: bool = False,
) -> Answers:
    """Return all answers; raise ForbiddenAnswerError if explicit ones exclude each
    other.

    `machine` contains values for `environment_defaults`, which replace the template's
    own defaults if they are valid. `asking`: options without a default will be asked.
    """
    if schema.script is not None:
        # Jinja is imported only for templates that need it.
        from fastapi_forge.answers.script import resolve_script  # noqa: PLC0415

        run = resolve_script(schema, schema.script, known, machine, asking=asking)
        return _answers(run.settled, list(run.settled), run.notes, run.options)
    if NAME not in known:
        raise MissingAnswerError(
            "The project has no name.", hint=("Pass a name: 'forge new myapi'.")
        )
    check_project(show(known[NAME].value), schema.packages)
    start = {
        option.key: known.get(option.key) or _default(schema, option, machine)
        for option in schema.options
    }
    settled, notes = _settle(schema, start)
    notes += _inapplicable_notes(schema, settled)
    applying = [
        option.key for option in schema.options if _applies(schema, option, settled)
    ]
    return _answers(settled, applying, notes)


def _answers(
    settled: Mapping[str, Given],
    keys: Sequence[str],
    notes: Sequence[str],
    options: Mapping[str, Option] = MappingProxyType({}),
) -> Answers:
    return Answers(
        values={key: settled[key].value for key in keys},
        sources={key: settled[key].source for key in keys},
        details={key: settled[key].detail for key in keys},
        notes=tuple(notes),
        options=options,
    )


def _default(schema: Schema, option: Option, machine: Mapping[str, Value]) -> Given:
    if option.key in schema.environment_defaults and option.key in machine:
        value = plain(machine[option.key])
        offered = not option.choices or value in option.values
        if offered and option.takes(str(value)):
            return Given(value=value, source="default", detail="this machine")
    return Given(value=option.default, source="default", detail="default")


def _settle(
    schema: Schema, answers: dict[str, Given]
) -> tuple[dict[str, Given], list[str]]:
    """Change answers until all constraints are met."""
    notes: list[str] = []
    # Each round changes one answer; more rounds mean that the constraints form a cycle.
    for _ in range(10 + len(schema.constraints) * len(schema.options)):
        conflict = next(_conflicts(schema, answers), None)
        if conflict is None:
            return answers, notes
        key, moved = _move(schema, answers, conflict)
        if answers[key].source == "preset":
            notes.append(_yielding_note(key, answers[key], moved, conflict))
        answers = {**answers, key: moved}
    raise TemplateError("The constraints of the template contradict each other.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conflict:
    constraint: Constraint
    key: str
    """The answer that `then` does not allow."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The answers that may change, dependent ones first."""
        return (self.key, *reversed(tuple(self.constraint.condition)))


def _conflicts(schema: Schema, answers: Mapping[str, Given]) -> Iterator[_Conflict]:
    for constraint in schema.constraints:
        if not _holds(schema, constraint.condition, answers):
            continue
        for key, allowed in constraint.then.items():
            applies = _applies(schema, schema.option(key), answers)
            if applies and answers[key].value not in allowed:
                yield _Conflict(constraint=constraint, key=key)


def _move(
    schema: Schema, answers: Mapping[str, Given], conflict: _Conflict
) -> tuple[str, Given]:
    weakest = min(_strength(answers[key]) for key in conflict.keys)
    if weakest == _EXPLICIT or all(
        _strength(answers[key]) == _PRESET for key in conflict.keys
    ):
        raise _forbidden(answers, conflict)
    key = next(key for key in conflict.keys if _strength(answers[key]) == weakest)
    option = schema.option(key)
    condition, then = conflict.constraint.condition, conflict.constraint.then
    allowed: tuple[Plain, ...]
    if key == conflict.key:
        allowed = then[key]
    else:
        allowed = tuple(value for value in option.values if value not in condition[key])
    # Prefer the option's own default, to change as little as possible.
    ordered = sorted(allowed, key=lambda value: value != option.default)
    candidates = [
        Given(
            value=value,
            source="forced",
            detail=f"forced: {conflict.constraint.because}",
        )
        for value in ordered
    ]
    if not candidates:
        raise _forbidden(answers, conflict)
    return key, next(
        (
            candidate
            for candidate in candidates
            if _is_quiet(schema, {**answers, key: candidate}, key)
        ),
        candidates[0],
    )


def _is_quiet(schema: Schema, answers: Mapping[str, Given], key: str) -> bool:
    return not any(key in conflict.keys for conflict in _conflicts(schema, answers))


def _strength(given: Given) -> int:
    if given.source in {"default", "forced"}:
        return _DEFAULT
    return _PRESET if given.source == "preset" else _EXPLICIT


def _holds(schema: Schema, condition: Condition, answers: Mapping[str, Given]) -> bool:
    return all(
        answers[key].value in allowed and _applies(schema, schema.option(key), answers)
        for key, allowed in condition.items()
    )


def _applies(schema: Schema, option: Option, answers: Mapping[str, Given]) -> bool:
    return _holds(schema, option.asked_when, answers)


def _inapplicable_notes(schema: Schema, answers: Mapping[str, Given]) -> list[str]:
    """Return notes on preset answers that do not apply; refuse explicit ones."""
    notes = []
    for option in schema.options:
        given = answers[option.key]
        strength = _strength(given)
        if strength == _DEFAULT or _applies(schema, option, answers):
            continue
        reason = _why_not(option, answers)
        if strength == _EXPLICIT:
            raise ForbiddenAnswerError(
                f"'{option.key}' (from {given.detail}) does not apply: {reason}.",
                hint=f"Remove '{option.key}', or change the other option.",
            )
        notes.append(f"'{option.key}' from the {given.detail} is ignored: {reason}.")
    return notes


def _why_not(option: Option, answers: Mapping[str, Given]) -> str:
    for key, allowed in option.asked_when.items():
        given = answers[key]
        if given.value not in allowed:
            return (
                f"it requires {key}={any_of(allowed)}, but {key} is"
                f" {show(given.value)} (from {given.detail})"
            )
    return f"{any_of(tuple(option.asked_when))} does not apply either"


def _forbidden(
    answers: Mapping[str, Given], conflict: _Conflict
) -> ForbiddenAnswerError:
    said = [
        f"{key}={show(answers[key].value)} (from {answers[key].detail})"
        for key in (*conflict.constraint.condition, conflict.key)
    ]
    return ForbiddenAnswerError(
        f"{' and '.join(said)} cannot be combined:"
        f" {_sentence(conflict.constraint.because)}",
        hint=f"With {' and '.join(said[:-1])}, choose"
        f" {any_of(conflict.constraint.then[conflict.key])} for"
        f" '{conflict.key}'.",
    )


def _yielding_note(key: str, given: Given, moved: Given, conflict: _Conflict) -> str:
    return (
        f"{key}={show(given.value)} from the {given.detail} becomes"
        f" {key}={show(moved.value)}: {_sentence(conflict.constraint.because)}"
    )


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."
