"""Validate names of projects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from fastapi_forge.answers.reserved import (
    KEYWORDS,
    STANDARD_LIBRARY,
    TOOLS,
    WINDOWS_DEVICES,
)
from fastapi_forge.errors import InvalidNameError

LONGEST = 50
LONGEST_FOLDER = 100
_RULE = re.compile(r"[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?", re.ASCII)
_FOLDER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?", re.ASCII)


def check_project(name: str, packages: Collection[str]) -> None:
    """Apply the rules for packages if the template installs packages, else for
    directories.
    """
    if packages:
        check_name(name, packages)
        return
    reason = _folder_refusal(name)
    if reason is not None:
        raise InvalidNameError(
            f"{_quoted(name)} is not a valid project name: {reason}.",
            hint=f"Try '{suggest_name(name, packages)}'.",
        )


def check_name(name: str, packages: Iterable[str] = ()) -> str:
    """Return the name, or raise InvalidNameError with a suggestion."""
    reason = _refusal(name, frozenset(packages))
    if reason is None:
        return name
    raise InvalidNameError(
        f"{_quoted(name)} is not a valid project name: {reason}.",
        hint=f"Try '{suggest_name(name, packages)}'.",
    )


def suggest_name(text: str, packages: Iterable[str] = ()) -> str:
    """Return a valid name similar to `text`."""
    known = frozenset(packages)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", plain).lower()
    base = re.sub(r"[^a-z0-9]+", "-", spaced).strip("-") or "myapi"
    if not base[0].isalpha():
        base = f"app-{base}"
    return next(
        candidate
        for candidate in _variations(base)
        if _refusal(candidate, known) is None
    )


def _variations(base: str) -> Iterator[str]:
    yield base[:LONGEST].rstrip("-")
    for ending in ("-api", "-service"):
        yield base[: LONGEST - len(ending)].rstrip("-") + ending
    number = 2
    while True:
        yield f"myapi-{number}"
        number += 1


def _refusal(name: str, packages: frozenset[str]) -> str | None:
    if _RULE.fullmatch(name) is None:
        return (
            f"a name has 1 to {LONGEST} lower-case letters, digits and hyphens,"
            " starts with a letter and ends with a letter or digit"
        )
    normal = _normalised(name)
    if normal in WINDOWS_DEVICES:
        return "Windows reserves it for a device"
    if normal in KEYWORDS:
        return "it is a Python keyword"
    if normal in _LIBRARY:
        return "it is a module of Python's standard library"
    if normal in _installed(packages):
        return "the project installs a package with this name"
    return None


def _folder_refusal(name: str) -> str | None:
    if _FOLDER.fullmatch(name) is None:
        return (
            f"a name has 1 to {LONGEST_FOLDER} letters, digits, hyphens, underscores"
            " and dots, starts with a letter or digit and does not end with a dot"
        )
    if name.partition(".")[0].lower() in WINDOWS_DEVICES:
        return "Windows reserves it for a device"
    return None


@cache
def _installed(packages: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_normalised, (*TOOLS, *packages)))


def _normalised(name: str) -> str:
    """Normalize like packaging: lower-case, with runs of `-`, `_` and `.` as `-`."""
    return re.sub(r"[-_.]+", "-", name).lower()


_LIBRARY = frozenset(map(_normalised, STANDARD_LIBRARY))


def _quoted(name: str) -> str:
    shown = name if len(name) <= LONGEST else f"{name[:LONGEST]}..."
    return f"'{shown}'" if shown.isprintable() else ascii(shown)
