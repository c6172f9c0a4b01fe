"""Values as Copier reads them for a type of question; raises ValueError."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import yaml

from fastapi_forge.template.options import Scalar, Value
from fastapi_forge.template.questions import Question

_NO = frozenset({"", "n", "no", "f", "false", "off", "~", "null", "none"})


def cast(question: Question, value: object) -> Value:
    """An answer of the question's type."""
    if not question.is_several:
        return _scalar(question.type, value)
    if isinstance(value, str):
        value = yaml.safe_load(value)
    if not isinstance(value, list | tuple):
        raise ValueError(f"{value!r} is no list")  # noqa: TRY004 - one kind for all
    return tuple(_hashable(_scalar(question.type, item)) for item in value)


def is_true(value: object) -> bool:
    """Copier's idea of a condition, rendered or written."""
    try:
        return bool(float(value))  # type: ignore[arg-type]  # what fails, fails
    except (TypeError, ValueError):
        word = value.strip().lower() if isinstance(value, str) else value
        return word not in _NO if isinstance(word, str) else bool(word)


def choice_pairs(
    question: Question, written: object
) -> Iterator[tuple[str, Scalar, str]]:
    """Label, value and validator of each choice, in any of Copier's spellings."""
    if isinstance(written, str):
        written = yaml.safe_load(written)
    if isinstance(written, Mapping):
        written = list(written.items())
    if not isinstance(written, list | tuple):
        raise ValueError(f"the choices of '{question.key}' are no list")  # noqa: TRY004
    for choice in written:
        label, value, validator = _choice(choice)
        yield label, _hashable(_scalar(question.type, value)), validator


def _choice(choice: object) -> tuple[str, object, str]:
    if not isinstance(choice, list | tuple):
        return str(choice), choice, ""
    label, value = choice
    if isinstance(value, Mapping):
        return str(label), value["value"], str(value.get("validator") or "")
    return str(label), value, ""


def _scalar(kind: str, value: object) -> Value:
    try:
        if kind == "bool":
            return is_true(value)
        if kind == "int":
            return int(value)  # type: ignore[call-overload, no-any-return]
        if kind == "float":
            return float(value)  # type: ignore[arg-type]
        if kind in {"json", "yaml"}:
            return _data(kind, value)
    except (TypeError, yaml.YAMLError) as error:
        raise ValueError(f"{value!r} is no {kind}") from error
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"{value!r} is no text")


def _data(kind: str, value: object) -> Value:
    if isinstance(value, str):
        value = json.loads(value) if kind == "json" else yaml.safe_load(value)
    # Through JSON: dates of YAML are text in every other place where answers stand.
    plain: Value = json.loads(json.dumps(value, default=str))
    return plain


def _hashable(value: Value) -> Scalar:
    """A choice that is data is known by its text, which Copier reads again."""
    return value if isinstance(value, str | bool | int | float) else json.dumps(value)
