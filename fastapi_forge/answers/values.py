"""Convert raw input into a value of an option."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from fastapi_forge.answers.display import label, negated, quoted, show
from fastapi_forge.answers.texts import item_of, offered, text_of
from fastapi_forge.errors import InvalidAnswerError
from fastapi_forge.template.data import native, parse, parse_list
from fastapi_forge.template.options import Option, Plain

_YES = frozenset({"yes", "y", "true", "t", "on", "1"})
_NO = frozenset({"no", "n", "false", "f", "off", "0"})
_NUMBERS: Mapping[str, Callable[[str], int | float]] = {"int": int, "float": float}


def convert(option: Option, raw: object, where: str, *, splits: bool) -> Plain:
    """Return the value of `option`; `where` names the origin in errors.

    `splits`: a list is one text with commas between its items. Resources contain commas
    themselves, so they are separated by semicolons or line breaks.
    """
    try:
        return _converted(option, raw, where, splits=splits)
    except InvalidAnswerError:
        if not option.is_secret:
            raise
    words = f"Valid values: {show(tuple(option.values))}." if option.choices else ""
    raise InvalidAnswerError(
        f"The value of '{option.key}' (from {where}) is not a valid {option.type}."
        " It is secret, so it is not shown.",
        hint=words,
    )


def _converted(option: Option, raw: object, where: str, *, splits: bool) -> Plain:
    if option.type in {"yaml", "json"}:
        return offered(option, _data(option, raw, where), where)
    if raw is None:
        raise InvalidAnswerError(
            f"'{option.key}' (from {where}) has no value.",
            hint="Give it a value, or remove the key to use the default.",
        )
    if option.type == "bool":
        return _yes_or_no(option, raw, where)
    if option.type == "list":
        return _items(option, raw, where, splits=splits)
    if option.type in _NUMBERS:
        return offered(option, _number(option, raw, where), where)
    return text_of(option, raw, where)


def _yes_or_no(option: Option, raw: object, where: str) -> bool:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise InvalidAnswerError(
        f"{quoted(raw)} is not a valid value for {label(option, where)}.",
        hint=f"Use yes or no, or the flags {option.flag} and {negated(option)}.",
    )


def _items(
    option: Option, raw: object, where: str, *, splits: bool
) -> tuple[Plain, ...]:
    if _is_yaml_list(option, raw):
        try:
            raw = parse_list(str(raw))
        except ValueError as error:
            raise InvalidAnswerError(
                f"{quoted(raw)} is not a valid value for {label(option, where)}:"
                " it must be a list."
            ) from error
    if isinstance(raw, str) and splits:
        items = _lines(raw) if option.holds_resources else raw.split(",")
        raw = [item.strip() for item in items if item.strip()]
    if not isinstance(raw, list | tuple):
        raise InvalidAnswerError(
            (
                f"{quoted(raw)} is not a valid value for {label(option, where)}: it"
                " must be a list."
            ),
            hint=f"Write a list, even for a single {option.metavar}.",
        )
    if option.items == "str":
        return tuple(item_of(option, item, where) for item in raw)
    one = replace(option, type=option.items)
    return tuple(_converted(one, item, where, splits=False) for item in raw)


def _lines(text: str) -> list[str]:
    # Only answers with resources need the field language.
    from fastapi_forge.resources.splitting import pieces  # noqa: PLC0415

    return pieces(text, r";\n")


def _is_yaml_list(option: Option, raw: object) -> bool:
    """Return whether several choices are written as a YAML list, as in Copier."""
    is_text = isinstance(raw, str) and not option.holds_resources
    return is_text and str(raw).lstrip().startswith("[")


def _number(option: Option, raw: object, where: str) -> int | float:
    typed = native(raw)
    number = _NUMBERS[option.type]
    try:
        if isinstance(typed, str):
            return number(typed)
        if isinstance(typed, int | float) and not isinstance(typed, bool):
            if option.type == "float":
                return float(typed)
            # 1.5 is not an integer, but 1.0 is.
            return int(typed) if typed == int(typed) else int(str(typed))
    except (ValueError, OverflowError):
        pass
    kind = "a whole number" if option.type == "int" else "a number"
    raise InvalidAnswerError(
        f"{quoted(raw)} is not a valid value for {label(option, where)}: it must"
        f" be {kind}."
    )


def _data(option: Option, raw: object, where: str) -> Plain:
    """Return the data of a file; a text is parsed, as in Copier."""
    typed = native(raw)
    try:
        data = parse(option.type, typed) if isinstance(typed, str) else typed
    except ValueError as error:
        raise InvalidAnswerError(
            f"{quoted(raw)} is not a valid value for {label(option, where)}: it"
            f" must be {option.type.upper()}."
        ) from error
    if isinstance(data, str | int | float | dict | list | date | None):
        return data
    raise InvalidAnswerError(
        f"{label(option, where)} contains a value of type {type(data).__name__}.",
        hint="Use text, numbers, dates, lists and mappings.",
    )
