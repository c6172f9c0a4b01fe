"""Check texts, and that values are among the choices of an option."""

from __future__ import annotations

import re
import unicodedata

from fastapi_forge.answers.display import label, quoted, show
from fastapi_forge.errors import InvalidAnswerError
from fastapi_forge.suggestion import nearest
from fastapi_forge.template.options import Option, Plain

LONGEST_TEXT = 1_000
LONGEST_ITEM = 10_000

_UNWANTED = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control, surrogate, line breaks


def text_of(option: Option, raw: object, where: str) -> Plain:
    return _chosen(option, _plain(option, raw, where, LONGEST_TEXT), where)


def item_of(option: Option, raw: object, where: str) -> Plain:
    if isinstance(raw, str) and option.holds_resources:
        # A specification may span lines in files.
        raw = re.sub(r"\s*[\r\n\t]\s*", " ", raw)
    text = _plain(option, raw, where, LONGEST_ITEM)
    if not text:
        raise InvalidAnswerError(
            f"{label(option, where)} contains an empty {option.metavar}.",
            hint="Remove it.",
        )
    return _chosen(option, text, where)


def offered(option: Option, value: Plain, where: str) -> Plain:
    if not option.choices or value in option.values:
        return value
    raise _unknown(option, show(value), where)


def _chosen(option: Option, text: str, where: str) -> Plain:
    if text and not option.takes(text):
        raise InvalidAnswerError(
            f"{quoted(text)} is not a valid value for {label(option, where)}.",
            hint=f"Use a value like {option.like}.",
        )
    if not option.choices:
        return text
    words = [str(value) for value in option.values]
    if text in words:
        return option.values[words.index(text)]
    raise _unknown(option, text, where)


def _plain(option: Option, raw: object, where: str, longest: int) -> str:
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if is_number and (option.choices or option.is_verbatim):
        raw = str(raw)
    if not isinstance(raw, str):
        raise InvalidAnswerError(
            (
                f"{quoted(raw)} is not a valid value for {label(option, where)}: it"
                " must be text."
            ),
            hint="Put it in quotes.",
        )
    text = str(raw) if option.is_verbatim else raw.strip()
    if len(text) > longest:
        raise InvalidAnswerError(
            f"The value for {label(option, where)} has {len(text)} characters.",
            hint=f"Use at most {longest} characters.",
        )
    line = text.replace("\n", "") if option.is_multiline else text
    if any(unicodedata.category(character) in _UNWANTED for character in line):
        raise InvalidAnswerError(
            f"The value for {label(option, where)} contains a line break, a"
            " control character or broken bytes.",
            hint="Use one line of plain text.",
        )
    return text


def _unknown(option: Option, text: str, where: str) -> InvalidAnswerError:
    words = [show(value) for value in option.values]
    # 3.10 looks like 3.13 but means something else.
    close = nearest(text, words) if any(map(str.isalpha, text)) else None
    guess = f"Did you mean '{close}'? " if close else ""
    return InvalidAnswerError(
        f"{quoted(text)} is not a valid value for {label(option, where)}.",
        hint=f"{guess}Valid values: {show(tuple(option.values))}.",
    )
