"""Read settings files with the library that services use."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values

OWN = ".env"
"""Belongs to a machine, not to the project."""
_EXAMPLES = (".env.example", ".env.sample", ".env.template", ".env.dist")
_REFERENCE = re.compile(r"\$\{(\w+)")


def settings_of(project: Path) -> Mapping[str, str]:
    """Return the variables in `.env`, or else in an example of it, in upper case."""
    found: dict[str, str] = {}
    for path in settings_files(project):
        found |= read_settings(path)
    return found


def settings_files(project: Path) -> Iterator[Path]:
    """Yield the existing examples, then `.env`."""
    for name in (*_EXAMPLES, OWN):
        if (project / name).is_file():
            yield project / name


def read_settings(path: Path) -> dict[str, str]:
    """Return the variables of a dotenv file; Pydantic ignores their case."""
    values = dotenv_values(stream=_stream(path))
    return {name.upper(): value or "" for name, value in values.items()}


def references_in(path: Path) -> dict[str, set[str]]:
    """Return the other variables that each value refers to, as in `${PASSWORD}`."""
    values = dotenv_values(stream=_stream(path), interpolate=False)
    return {
        name.upper(): set(map(str.upper, _REFERENCE.findall(value or "")))
        for name, value in values.items()
    }


def _stream(path: Path) -> io.StringIO:
    return io.StringIO(path.read_text("utf-8", "replace") if path.is_file() else "")
