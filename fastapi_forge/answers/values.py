"""From what was written to a value that its option takes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import yaml

from fastapi_forge.answers.suggestion import nearest
from fastapi_forge.errors import InvalidAnswerError
from fastapi_forge.template.schema import Option, Scalar, Value

MASK = "***"
"""Stands for a value that is not shown."""
LONGEST_TEXT = 1_000
LONGEST_ITEM = 10_000
_LONGEST_SHOWN = 80

_YES = frozenset({"yes", "y", "true", "t", "on", "1"})
_NO = frozenset({"no", "n", "false", "f", "off", "0"})
_NUMBERS: Mapping[str, Callable[[str], int | float]] = {"int": int, "float": float}
_UNWANTED = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control, surrogate, line breaks


def convert(option: Option, raw: object, where: str, *, splits: bool) -> Value:
    """The value of `option`; `where` names the origin in errors.

    `splits`: a list comes as one text, its items between commas. Specs of resources
    hold commas themselves, so theirs stand between semicolons or on lines.
    """
    if raw is None:
        raise InvalidAnswerError(
            f"'{option.key}' (from {where}) has no value.",
            hint="Leave the key out for its default, or give it a value.",
        )
    if option.type == "bool":
        return _yes_or_no(option, raw, where)
    if option.type == "list":
        return _items(option, raw, where, splits=splits)
    if option.type in _NUMBERS:
        return _number(option, raw, where)
    if option.type in {"yaml", "json"} and not option.choices:
        return _data(option, raw, where)
    return _text(option, raw, where)


def show(value: Value) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(show, value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def any_of(values: Sequence[Scalar]) -> str:
    """`a, b or c`."""
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
        f"'{option.key}' is yes or no, not {_shown(raw)} (from {where}).",
        hint=f"Write yes or no; as a flag {option.flag} or {negated(option)}.",
    )


def negated(option: Option) -> str:
    """The flag that says no."""
    return f"--no-{option.flag.removeprefix('--')}"


def _items(
    option: Option, raw: object, where: str, *, splits: bool
) -> tuple[Scalar, ...]:
    if isinstance(raw, str) and splits:
        separators = r"[;\n]" if option.holds_resources else r","
        raw = [item for item in re.split(separators, raw) if item.strip()]
    if not isinstance(raw, list | tuple):
        raise InvalidAnswerError(
            f"'{option.key}' is a list, not {_shown(raw)} (from {where}).",
            hint=f"Write a list, even for one {option.metavar}.",
        )
    return tuple(_item(option, item, where) for item in raw)


def _number(option: Option, raw: object, where: str) -> Scalar:
    text = show(raw) if isinstance(raw, int | float) else str(raw).strip()
    try:
        number = _NUMBERS[option.type](text)
    except ValueError as error:
        kind = "a whole number" if option.type == "int" else "a number"
        raise InvalidAnswerError(
            f"'{option.key}' is {kind}, not {_shown(raw)} (from {where})."
        ) from error
    return _chosen(option, show(number), where) if option.choices else number


def _data(option: Option, raw: object, where: str) -> Value:
    """Data where a file or a script gives it, YAML or JSON where it is typed."""
    if not isinstance(raw, str):
        data: Value = json.loads(json.dumps(raw, default=str))
        return data
    try:
        data = json.loads(raw) if option.type == "json" else yaml.safe_load(raw)
        data = json.loads(json.dumps(data, default=str))
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise InvalidAnswerError(
            f"'{option.key}' is {option.type.upper()}, not {_shown(raw)}"
            f" (from {where})."
        ) from error
    return data


def _item(option: Option, raw: object, where: str) -> Scalar:
    if isinstance(raw, str) and option.holds_resources:
        raw = re.sub(r"\s*[\r\n\t]\s*", " ", raw)  # a spec may go over lines in files
    text = _plain(option, raw, where, LONGEST_ITEM)
    if not text:
        raise InvalidAnswerError(
            f"'{option.key}' holds an empty {option.metavar} (from {where}).",
            hint="Leave it out.",
        )
    return _chosen(option, text, where)


def _text(option: Option, raw: object, where: str) -> Scalar:
    return _chosen(option, _plain(option, raw, where, LONGEST_TEXT), where)


def _chosen(option: Option, text: str, where: str) -> Scalar:
    if text and not option.takes(text):
        raise InvalidAnswerError(
            f"'{option.key}' takes no {_shown(text)} (from {where}).",
            hint=f"Write it like {option.like}.",
        )
    if not option.choices:
        return text
    words = [str(value) for value in option.values]
    if text in words:
        return option.values[words.index(text)]
    # 3.10 looks like 3.13 and means something else.
    close = nearest(text, words) if any(map(str.isalpha, text)) else None
    guess = f"Did you mean '{close}'? " if close else ""
    raise InvalidAnswerError(
        f"'{option.key}' takes no {_shown(text)} (from {where}).",
        hint=f"{guess}It takes {any_of(option.values)}.",
    )


def _plain(option: Option, raw: object, where: str, longest: int) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and option.choices:
        raw = str(raw)
    if not isinstance(raw, str):
        raise InvalidAnswerError(
            f"'{option.key}' is text, not {_shown(raw)} (from {where}).",
            hint="Put it in quotes.",
        )
    text = raw.strip()
    if len(text) > longest:
        raise InvalidAnswerError(
            f"'{option.key}' has {len(text)} characters (from {where}).",
            hint=f"At most {longest} are allowed.",
        )
    line = text.replace("\n", "") if option.is_multiline else text
    if any(unicodedata.category(character) in _UNWANTED for character in line):
        raise InvalidAnswerError(
            f"'{option.key}' holds a line break, a control character or broken bytes"
            f" (from {where}).",
            hint="Write it as one line of plain text.",
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
