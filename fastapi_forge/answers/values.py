"""Convert what was written into a value of an option."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fastapi_forge.answers.suggestion import nearest
from fastapi_forge.errors import InvalidAnswerError
from fastapi_forge.template.data import as_json, native, parse, parse_list
from fastapi_forge.template.options import Option, Plain, Value

LONGEST_TEXT = 1_000
LONGEST_ITEM = 10_000
_LONGEST_SHOWN = 80

_YES = frozenset({"yes", "y", "true", "t", "on", "1"})
_NO = frozenset({"no", "n", "false", "f", "off", "0"})
_NUMBERS: Mapping[str, Callable[[str], int | float]] = {"int": int, "float": float}
_UNWANTED = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control, surrogate, line breaks


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
        return _offered(option, _data(option, raw, where), where)
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
        return _offered(option, _number(option, raw, where), where)
    return _text(option, raw, where)


def show(value: Value) -> str:
    """Return a value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(show, value))
    if isinstance(value, dict | list):
        return json.dumps(as_json(value), ensure_ascii=False)
    return "" if value is None else str(value)


def any_of(values: Sequence[Value]) -> str:
    """Return a text like `a, b or c`."""
    *others, last = (show(value) for value in values)
    return f"{', '.join(others)} or {last}" if others else last


def _yes_or_no(option: Option, raw: object, where: str) -> bool:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise InvalidAnswerError(
        f"{_shown(raw)} is not a valid value for {_place(option, where)}.",
        hint=f"Use yes or no, or the flags {option.flag} and {negated(option)}.",
    )


def negated(option: Option) -> str:
    """Return the negative flag."""
    return f"--no-{option.flag.removeprefix('--')}"


def _items(
    option: Option, raw: object, where: str, *, splits: bool
) -> tuple[Plain, ...]:
    if _is_yaml_list(option, raw):
        try:
            raw = parse_list(str(raw))
        except ValueError as error:
            raise InvalidAnswerError(
                f"{_shown(raw)} is not a valid value for {_place(option, where)}:"
                " it must be a list."
            ) from error
    if isinstance(raw, str) and splits:
        separators = r"[;\n]" if option.holds_resources else r","
        raw = [item.strip() for item in re.split(separators, raw) if item.strip()]
    if not isinstance(raw, list | tuple):
        raise InvalidAnswerError(
            (
                f"{_shown(raw)} is not a valid value for {_place(option, where)}: it"
                " must be a list."
            ),
            hint=f"Write a list, even for a single {option.metavar}.",
        )
    if option.items == "str":
        return tuple(_item(option, item, where) for item in raw)
    one = replace(option, type=option.items)
    return tuple(_converted(one, item, where, splits=False) for item in raw)


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
        f"{_shown(raw)} is not a valid value for {_place(option, where)}: it must"
        f" be {kind}."
    )


def _data(option: Option, raw: object, where: str) -> Plain:
    """Return the data of a file; a text is parsed, as in Copier."""
    typed = native(raw)
    try:
        data = parse(option.type, typed) if isinstance(typed, str) else typed
    except ValueError as error:
        raise InvalidAnswerError(
            f"{_shown(raw)} is not a valid value for {_place(option, where)}: it"
            f" must be {option.type.upper()}."
        ) from error
    if isinstance(data, str | int | float | dict | list | date | None):
        return data
    raise InvalidAnswerError(
        f"{_place(option, where)} contains a value of type {type(data).__name__}.",
        hint="Use text, numbers, dates, lists and mappings.",
    )


def _offered(option: Option, value: Plain, where: str) -> Plain:
    if not option.choices or value in option.values:
        return value
    raise _unknown(option, show(value), where)


def _item(option: Option, raw: object, where: str) -> Plain:
    if isinstance(raw, str) and option.holds_resources:
        raw = re.sub(
            r"\s*[\r\n\t]\s*", " ", raw
        )  # a specification may span lines in files
    text = _plain(option, raw, where, LONGEST_ITEM)
    if not text:
        raise InvalidAnswerError(
            f"{_place(option, where)} contains an empty {option.metavar}.",
            hint="Remove it.",
        )
    return _chosen(option, text, where)


def _text(option: Option, raw: object, where: str) -> Plain:
    return _chosen(option, _plain(option, raw, where, LONGEST_TEXT), where)


def _chosen(option: Option, text: str, where: str) -> Plain:
    if text and not option.takes(text):
        raise InvalidAnswerError(
            f"{_shown(text)} is not a valid value for {_place(option, where)}.",
            hint=f"Use a value like {option.like}.",
        )
    if not option.choices:
        return text
    words = [str(value) for value in option.values]
    if text in words:
        return option.values[words.index(text)]
    raise _unknown(option, text, where)


def _place(option: Option, where: str) -> str:
    """Name an option by its flag, or by its key and the origin of the value."""
    return where if where == option.flag else f"'{option.key}' (from {where})"


def _unknown(option: Option, text: str, where: str) -> InvalidAnswerError:
    words = [show(value) for value in option.values]
    # 3.10 looks like 3.13 but means something else.
    close = nearest(text, words) if any(map(str.isalpha, text)) else None
    guess = f"Did you mean '{close}'? " if close else ""
    return InvalidAnswerError(
        f"{_shown(text)} is not a valid value for {_place(option, where)}.",
        hint=f"{guess}Valid values: {show(tuple(option.values))}.",
    )


def _plain(option: Option, raw: object, where: str, longest: int) -> str:
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if is_number and (option.choices or option.is_verbatim):
        raw = str(raw)
    if not isinstance(raw, str):
        raise InvalidAnswerError(
            (
                f"{_shown(raw)} is not a valid value for {_place(option, where)}: it"
                " must be text."
            ),
            hint="Put it in quotes.",
        )
    text = str(raw) if option.is_verbatim else raw.strip()
    if len(text) > longest:
        raise InvalidAnswerError(
            f"The value for {_place(option, where)} has {len(text)} characters.",
            hint=f"Use at most {longest} characters.",
        )
    line = text.replace("\n", "") if option.is_multiline else text
    if any(unicodedata.category(character) in _UNWANTED for character in line):
        raise InvalidAnswerError(
            f"The value for {_place(option, where)} contains a line break, a"
            " control character or broken bytes.",
            hint="Use one line of plain text.",
        )
    return text


def _shown(raw: object) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, dict):
        return "a mapping"
    if isinstance(raw, list | tuple):
        return "a list"
    text = repr(raw)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
