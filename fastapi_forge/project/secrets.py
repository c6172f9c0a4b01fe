"""Write the `.env` of a new project, which is neither rendered nor committed."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path

EXAMPLE = ".env.example"
ENVIRONMENT = ".env"

_ASSIGNMENT = re.compile(r"(?P<start>(?:export )?(?P<key>[A-Za-z_][A-Za-z0-9_]*)=)")
_BYTES = 48


def write_environment(directory: Path, example: bytes, keys: Collection[str]) -> None:
    """Write `.env`, private to its owner: `example` with new values for `keys`."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(directory / ENVIRONMENT, flags, 0o600)
    with open(descriptor, "wb") as stream:
        stream.write(with_secrets(example.decode(), keys).encode())


def with_secrets(example: str, keys: Collection[str]) -> str:
    """Give each of `keys` a random value, and keep the other lines.

    A value that contains a secret refers to it as ${KEY}: a copy would become outdated.
    """
    return "".join(_line(line, keys) for line in example.splitlines(keepends=True))


def _line(line: str, keys: Collection[str]) -> str:
    assignment = _ASSIGNMENT.match(line)
    if not assignment or assignment["key"] not in keys:
        return line
    # Only letters, digits, - and _, which are safe in URLs, shells and Compose files.
    return f"{assignment['start']}{secrets.token_urlsafe(_BYTES)}\n"
