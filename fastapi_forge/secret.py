"""Values that are used and never shown: secret answers, credentials of an address."""

from __future__ import annotations

import json
import re
from typing import Generic, TypeVar
from urllib.parse import unquote

MASK = "***"
_SHORTEST = 4
"""A shorter text stands in too many words to be replaced in them."""
_USER = re.compile(
    r"(?i)\b(https?://)[^/\s@]+@|\b([a-z][a-z0-9+.-]*://[^/\s@:]*):[^\s@]+@"
)
_QUERY = re.compile(
    r"(?i)([?&][\w.-]*(?:auth|key|pass|secret|signature|token)[\w.-]*=)[^&\s'\"]+"
)

_T = TypeVar("_T")


class Secret(Generic[_T]):
    """Shows a mask wherever it is printed, formatted or logged."""

    __slots__ = ("_value",)

    def __init__(self, value: _T) -> None:
        self._value = value

    def reveal(self) -> _T:
        """The value itself, for whoever writes or runs it."""
        return self._value

    def __repr__(self) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other.reveal()

    def __hash__(self) -> int:
        return hash(str(self._value))


_concealed: set[str] = set()


def conceal(value: _T) -> Secret[_T]:
    """A secret that somebody gave to this run: `masked` removes its text as well."""
    for text in _texts(value):
        _concealed.update(
            spelling
            for line in (text, *text.splitlines())
            for spelling in (line, unquote(line), repr(line)[1:-1], _in_json(line))
            if len(spelling) >= _SHORTEST
        )
    return Secret(value)


def is_concealed(value: object) -> bool:
    """Whether it holds the text of a secret that somebody gave."""
    return any(secret in text for text in _texts(value) for secret in _concealed)


def masked(text: str) -> str:
    """A message without secrets: those of this run, and what addresses hold."""
    for secret in sorted(_concealed, key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = _USER.sub(lambda found: f"{found[1] or f'{found[2]}:'}{MASK}@", text)
    return _QUERY.sub(rf"\1{MASK}", text)


def _texts(value: object) -> list[str]:
    """Every text in it; keys name what is secret, and yes or no tells nothing."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return [] if value is None or isinstance(value, bool) else [str(value)]


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]
