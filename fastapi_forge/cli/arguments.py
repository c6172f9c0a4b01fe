"""Read what is needed from the arguments before they are parsed.

A usage error must be reported in the requested form although parsing failed, and the
template's options are needed for parsing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from fastapi_forge.cli.console import Console, is_interactive
from fastapi_forge.errors import UsageError
from fastapi_forge.template.schema import Schema
from fastapi_forge.template.source import opened

_TEMPLATE = "--template"


def console_for(arguments: Sequence[str]) -> Console:
    flags = set(_before_end(arguments))
    return Console(
        json=bool(flags & {"--json", "--json-schema"}),
        quiet="--quiet" in flags,
        debug="--debug" in flags,
    )


def command_in(arguments: Sequence[str]) -> str:
    """Return the name of the command, or ""."""
    words = (word for word in arguments if not word.startswith("-"))
    return next(words, "")


@contextmanager
def template_in(
    arguments: Sequence[str], console: Console, *, offline: bool = False
) -> Iterator[tuple[Path, Schema]]:
    """Yield the path and schema of the template that the arguments name.

    `offline` forbids the network, like the flag.
    """
    flags = set(_before_end(arguments))
    asks = not flags & {"--yes", "--json", "--json-schema"} and is_interactive()
    with opened(
        named_template(arguments),
        offline=offline or "--offline" in flags,
        asks=asks,
        progress=console.progress,
    ) as template:
        yield template


def named_template(arguments: Sequence[str]) -> str | None:
    """Return the value of `--template`, or None for the built-in template."""
    words = list(_before_end(arguments))
    named = [
        following for word, following in pairwise([*words, ""]) if word == _TEMPLATE
    ]
    named += [
        word.removeprefix(f"{_TEMPLATE}=")
        for word in words
        if word.startswith(f"{_TEMPLATE}=")
    ]
    if len(named) > 1:
        raise UsageError(f"{_TEMPLATE} is given more than once.", hint="Pass it once.")
    return named[0] if named else None


def _before_end(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments before `--`."""
    words = list(arguments)
    return words[: words.index("--")] if "--" in words else words
