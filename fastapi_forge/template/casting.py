"""Read values of a question's type as Copier does; raise ValueError."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.template.data import parse, parse_list
from fastapi_forge.template.options import Plain
from fastapi_forge.template.questions import Question

_NO = frozenset({"", "n", "no", "f", "false", "off", "~", "null", "none"})


def cast(question: Question, value: object) -> Plain:
    """Return a default of the question's type."""
    if not question.is_several:
        return _scalar(question.type, value)
    if isinstance(value, str):
        value = parse_list(value)
    if not isinstance(value, list | tuple):
        raise ValueError(f"{value!r} is not a list")  # noqa: TRY004 - one kind for all
    return tuple(_scalar(question.type, item) for item in value)


def is_true(value: object) -> bool:
    """Return the truth of a condition as Copier sees it, rendered or written."""
    try:
        return bool(float(value))  # type: ignore[arg-type]  # what fails, fails
    except (TypeError, ValueError):
        word = value.strip().lower() if isinstance(value, str) else value
        return word not in _NO if isinstance(word, str) else bool(word)


def choice_pairs(
    question: Question, written: object
) -> Iterator[tuple[str, Plain, str]]:
    """Return label, value and validator of choices, in any of Copier's notations."""
    if isinstance(written, str):
        written = parse("yaml", written)
    if isinstance(written, Mapping):
        written = list(written.items())
    if not isinstance(written, list | tuple):
        raise ValueError(f"the choices of '{question.key}' are not a list")  # noqa: TRY004
    for choice in written:
        label, value, validator = _choice(choice)
        yield label, _scalar(question.type, value), validator


def _choice(choice: object) -> tuple[str, object, str]:
    if not isinstance(choice, list | tuple):
        return str(choice), choice, ""
    label, value = choice
    if isinstance(value, Mapping):
        return str(label), value["value"], str(value.get("validator") or "")
    return str(label), value, ""


def _scalar(kind: str, value: object) -> Plain:
    try:
        if kind == "bool":
            return is_true(value)
        if kind == "int":
            return int(value)  # type: ignore[call-overload, no-any-return]
        if kind == "float":
            return float(value)  # type: ignore[arg-type]
        if kind in {"json", "yaml"}:
            data: Plain = parse(kind, value) if isinstance(value, str) else value  # type: ignore[assignment]  # what a parser gives
            return data
    except TypeError as error:
        raise ValueError(f"{value!r} is not a valid {kind}") from error
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"{value!r} is not text")
