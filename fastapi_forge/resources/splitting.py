"""Split a specification into words.

Words end at white space. The value of `default=` and `pattern=` extends to the end of
its word. A value with white space is quoted, with quotes inside doubled:
`title:str:default="a ""good"" title"`. A backslash has no special meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.fields import TAILS

_TAIL = f":(?:{'|'.join(TAILS)})="
_WORD = re.compile(
    rf"""
    (?P<head>(?:(?!{_TAIL})\S)*)
    (?:
        :(?P<key>{"|".join(TAILS)})=
        (?:
            (?P<quote>["'])(?P<quoted>(?:(?!(?P=quote)).|(?P=quote){{2}})*)(?P=quote)(?!\S)
          | (?P<bare>\S*)
        )
    )?
    """,
    re.VERBOSE | re.DOTALL,
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
    return [_word(it) for it in _WORD.finditer(spec) if it.group()]


def _word(found: re.Match[str]) -> Word:
    parts = tuple(found["head"].split(":"))
    if found["key"] is None:
        return Word(found.group(), parts)
    return Word(found.group(), parts, found["key"], _value(found))


def _value(found: re.Match[str]) -> str:
    quote, bare = found["quote"], found["bare"]
    if quote:
        return str(found["quoted"]).replace(quote * 2, quote)
    if bare.startswith(('"', "'")):
        message = (
            f"The value of {found['key']} in '{found.group()}' has no closing quote."
        )
        raise InvalidResourceError(
            message,
            (
                f"End it with {bare[0]}. Inside the value, write"
                f" {bare[0] * 2} for a quote."
            ),
        )
    return str(bare)
