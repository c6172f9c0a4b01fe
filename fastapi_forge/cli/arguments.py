"""What must be known of the arguments before they are parsed.

A usage error is reported in the form that the arguments ask for, though parsing them
is what failed; and a template must be read before its options can be parsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from fastapi_forge.cli.console import Console, is_interactive
from fastapi_forge.errors import UsageError
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.schema import Schema, read_schema
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
    """The command's name, or "" where there is none."""
    words = (word for word in arguments if not word.startswith("-"))
    return next(words, "")


@contextmanager
def template_in(
    arguments: Sequence[str], console: Console, *, offline: bool = False
) -> Iterator[tuple[Path, Schema]]:
    """The template whose options the arguments may hold, for the time of the block.

    Every place that needs the template of an unparsed command line asks here.
    `offline` forbids the network, as the flag does.
    """
    named = named_template(arguments)
    if named is None:
        builtin = builtin_template()
        yield builtin, read_schema(builtin)
        return
    flags = set(_before_end(arguments))
    asks = not flags & {"--yes", "--json", "--json-schema"} and is_interactive()
    with opened(
        named,
        offline=offline or "--offline" in flags,
        asks=asks,
        progress=console.progress,
    ) as template:
        yield template


def named_template(arguments: Sequence[str]) -> str | None:
    """What `--template` names, wherever it stands; None for the built-in one."""
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
    """Without what follows `--`, which is no flag."""
    words = list(arguments)
    return words[: words.index("--")] if "--" in words else words
