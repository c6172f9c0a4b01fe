"""What must be known of the arguments before they are parsed.

A usage error is reported in the form that the arguments ask for, though parsing them
is what failed; and a template must be read before its options can be parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fastapi_forge.cli.console import Console
from fastapi_forge.template.source import builtin_template


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


def template_in(arguments: Sequence[str]) -> Path:
    """The template whose options the arguments may hold: the built-in one.

    Every place that needs the template of an unparsed command line asks here, so
    that a flag that names another one needs no change elsewhere.
    """
    del arguments
    return builtin_template()


def _before_end(arguments: Sequence[str]) -> Sequence[str]:
    """Without what follows `--`, which is no flag."""
    words = list(arguments)
    return words[: words.index("--")] if "--" in words else words
