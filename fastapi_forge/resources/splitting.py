"""Split a specification into words.

Words end at white space. The value of `default=` and `pattern=` extends to the end of
its word. A value with white space is quoted, with quotes inside doubled:
`title:str:default="a ""good"" title"`. Values of an enum and of actions are quoted as
well, also for a comma or colon. A backslash has no special meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.fields import TAILS

_QUOTED = r"""(?:"(?:[^"]|"")*"|'(?:[^']|'')*')"""
# A quote opens only where a value starts, so `27"` and `o'clock` need no quotes.
_ITEM = rf"(?<![^:,=]){_QUOTED}(?=[:;,\s]|\Z)"
_TAIL = f":(?:{'|'.join(TAILS)})="
_WORD = re.compile(
    rf"""
    (?P<head>(?:(?!{_TAIL})(?:{_ITEM}|\S))*)
    (?::(?P<key>{"|".join(TAILS)})=(?P<value>{_QUOTED}(?!\S)|\S*))?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """`title:str:default=x` consists of the parts title and str, and the tail
    default=x.
    """

    text: str
    parts: tuple[str, ...]
    key: str = ""
    value: str = ""


def split(spec: str) -> list[Word]:
    return [_word(match) for match in _WORD.finditer(spec) if match.group()]


def pieces(text: str, separators: str) -> list[str]:
    """Split a text at separators outside of quotes."""
    return list(
        _pieces(text, re.compile(rf"(?P<end>[{separators}])|{_ITEM}|.", re.DOTALL))
    )


def unquoted(text: str, where: str) -> str:
    """Return a value without its quotes, or raise InvalidResourceError."""
    quote = text[:1]
    if quote not in {'"', "'"}:
        return text
    if re.fullmatch(_QUOTED, text):
        return text[1:-1].replace(quote * 2, quote)
    message = f"{where}: the value {text} has no closing quote."
    hint = f"End it with {quote}. Inside the value, write {quote * 2} for a quote."
    raise InvalidResourceError(message, hint)


def _pieces(text: str, tokens: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for found in tokens.finditer(text):
        if found["end"]:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _word(found: re.Match[str]) -> Word:
    parts = tuple(pieces(found["head"], ":"))
    if found["key"] is None:
        return Word(found.group(), parts)
    value = unquoted(found["value"], f"In '{found['head']}'")
    return Word(found.group(), parts, found["key"], value)
