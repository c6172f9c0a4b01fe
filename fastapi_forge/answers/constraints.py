"""Make answers meet the constraints of a template.

Answers have three strengths: explicit, preset and default. If a constraint is violated,
the weakest answer changes; two explicit ones are an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi_forge.answers.display import any_of, show
from fastapi_forge.answers.sources import Given
from fastapi_forge.errors import ForbiddenAnswerError, TemplateError
from fastapi_forge.template.options import Option, Plain
from fastapi_forge.template.schema import Condition, Constraint, Schema

_DEFAULT, _PRESET, _EXPLICIT = range(3)


def settle(
    schema: Schema, answers: dict[str, Given]
) -> tuple[dict[str, Given], list[str]]:
    """Change answers until all constraints are met; return notes on changed presets."""
    notes: list[str] = []
    # Each round changes one answer; more rounds mean that the constraints form a cycle.
    for _ in range(10 + len(schema.constraints) * len(schema.options)):
        conflict = next(_conflicts(schema, answers), None)
        if conflict is None:
            return answers, notes
        key, replacement = _change_weakest(schema, answers, conflict)
        if answers[key].source == "preset":
            notes.append(_change_note(key, answers[key], replacement, conflict))
        answers = {**answers, key: replacement}
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
            is_excluded = answers[key].value not in allowed
            if is_excluded and applies(schema, schema.option(key), answers):
                yield _Conflict(constraint=constraint, key=key)


def _change_weakest(
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
            if _resolves_conflicts_of(schema, {**answers, key: candidate}, key)
        ),
        candidates[0],
    )


def _resolves_conflicts_of(
    schema: Schema, answers: Mapping[str, Given], key: str
) -> bool:
    return not any(key in conflict.keys for conflict in _conflicts(schema, answers))


def _strength(given: Given) -> int:
    if given.source in {"default", "forced"}:
        return _DEFAULT
    return _PRESET if given.source == "preset" else _EXPLICIT


def _holds(schema: Schema, condition: Condition, answers: Mapping[str, Given]) -> bool:
    return all(
        answers[key].value in allowed and applies(schema, schema.option(key), answers)
        for key, allowed in condition.items()
    )


def applies(schema: Schema, option: Option, answers: Mapping[str, Given]) -> bool:
    return _holds(schema, option.asked_when, answers)


def inapplicable_notes(schema: Schema, answers: Mapping[str, Given]) -> list[str]:
    """Return notes on preset answers that do not apply; refuse explicit ones."""
    notes = []
    for option in schema.options:
        given = answers[option.key]
        strength = _strength(given)
        if strength == _DEFAULT or applies(schema, option, answers):
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
    stated = [
        f"{key}={show(answers[key].value)} (from {answers[key].detail})"
        for key in (*conflict.constraint.condition, conflict.key)
    ]
    return ForbiddenAnswerError(
        f"{' and '.join(stated)} cannot be combined:"
        f" {_sentence(conflict.constraint.because)}",
        hint=f"With {' and '.join(stated[:-1])}, choose"
        f" {any_of(conflict.constraint.then[conflict.key])} for"
        f" '{conflict.key}'.",
    )


def _change_note(
    key: str, given: Given, replacement: Given, conflict: _Conflict
) -> str:
    return (
        f"{key}={show(given.value)} from the {given.detail} becomes"
        f" {key}={show(replacement.value)}: {_sentence(conflict.constraint.because)}"
    )


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."
