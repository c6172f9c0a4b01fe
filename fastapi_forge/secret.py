"""Hold values that are never shown: secret answers, credentials in addresses."""

from __future__ import annotations

import json
import re
from typing import Generic, TypeVar
from urllib.parse import unquote

MASK = "***"
_SHORTEST = 4
"""Shorter texts are part of too many words to be replaced."""
_USER = re.compile(
    r"(?i)\b(https?://)[^/\s@]+@|\b([a-z][a-z0-9+.-]*://[^/\s@:]*):[^\s@]+@"
)
_QUERY = re.compile(
    r"(?i)([?&][\w.-]*(?:auth|key|pass|secret|signature|token)[\w.-]*=)[^&\s'\"]+"
)

_T = TypeVar("_T")


class Secret(Generic[_T]):
    """A value that is shown as a mask when printed, formatted or logged."""

    __slots__ = ("_value",)

    def __init__(self, value: _T) -> None:
        self._value = value

    def reveal(self) -> _T:
        """Return the value itself, to write it or to run it."""
        return self._value

    def __repr__(self) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other.reveal()

    def __hash__(self) -> int:
        return hash(str(self._value))


_concealed: set[str] = set()


def conceal(value: _T) -> Secret[_T]:
    """Wrap a secret of this run; `masked` also removes its text from messages."""
    for text in _texts(value):
        _concealed.update(
            spelling
            for line in (text, *text.splitlines())
            for spelling in (line, unquote(line), repr(line)[1:-1], _in_json(line))
            if len(spelling) >= _SHORTEST
        )
    return Secret(value)


def is_concealed(value: object) -> bool:
    """Return whether a value contains the text of a secret."""
    return any(secret in text for text in _texts(value) for secret in _concealed)


def masked(text: str) -> str:
    """Return a message without secrets of this run and credentials in addresses."""
    for secret in sorted(_concealed, key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = _USER.sub(lambda found: f"{found[1] or f'{found[2]}:'}{MASK}@", text)
    return _QUERY.sub(rf"\1{MASK}", text)


def _texts(value: object) -> list[str]:
    """Return every text in a value; booleans and keys reveal nothing."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return [] if value is None or isinstance(value, bool) else [str(value)]


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]
