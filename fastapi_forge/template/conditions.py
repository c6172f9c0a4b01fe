"""Read and evaluate conditions on answers, such as {database: [mysql, sqlite]}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.reading import mapping

Scalar: TypeAlias = str | bool | int | float
Condition: TypeAlias = Mapping[str, tuple[Scalar, ...]]
"""True if every key has one of its values, and if empty."""
Conditions: TypeAlias = tuple[Condition, ...]
"""One of them must hold."""


def holds(condition: Condition, answers: Mapping[str, object]) -> bool:
    return all(answers.get(key) in allowed for key, allowed in condition.items())


def holds_any(conditions: Conditions, answers: Mapping[str, object]) -> bool:
    return any(holds(condition, answers) for condition in conditions)


def read_conditions(item: object, where: str) -> Conditions:
    """Read a condition, or a list of several."""
    listed = item if isinstance(item, list) else [item]
    return tuple(read_condition(one, where) for one in listed)


def read_condition(item: object, where: str) -> Condition:
    return {
        key: tuple(
            read_scalar(value, where)
            for value in (allowed if isinstance(allowed, list) else [allowed])
        )
        for key, allowed in mapping(item, where).items()
    }


def read_scalar(value: object, where: str) -> Scalar:
    if isinstance(value, str) and "{{" in value:
        raise TemplateError(
            (
                f"'{where}' is computed with Jinja, which forge does not run before"
                " asking."
            ),
            hint="Write the plain value. Use constraints or a hidden question for"
            " what follows from other answers.",
        )
    if isinstance(value, str | bool | int):
        return value
    raise TemplateError(
        f"'{where}' contains {value!r}: it must be text, yes or no, or a list."
    )
