"""Represent pieces of Python source together with the names they import."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

_READABLE = 60
_FEW = 5


@dataclass(frozen=True, slots=True)
class Code:
    """An expression; `names` are the dotted names that its module must import."""

    text: str = ""
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


def import_lines(pieces: Iterable[Code]) -> list[str]:
    """Return sorted imports, one per module, for the names that the pieces use."""
    return imports_of(name for piece in pieces for name in piece.names)


def imports_of(names: Iterable[str]) -> list[str]:
    """Return sorted imports, one per module, for dotted names."""
    modules: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        module, _, attribute = name.rpartition(".")
        modules[module].add(attribute)
    return [
        f"from {module} import {', '.join(sorted(modules[module]))}"
        for module in sorted(modules)
    ]


def tuple_of(items: Iterable[str]) -> str:
    """Return a tuple with a trailing comma, which makes the formatter split it."""
    return f"({', '.join(items)},)"


def annotated(base: Code, **constraints: str | None) -> Code:
    """Return `Annotated[base, Field(...)]`, or the base if there are no constraints."""
    given = {key: value for key, value in constraints.items() if value is not None}
    if not given:
        return base
    arguments = ", ".join(f"{key}={value}" for key, value in given.items())
    return Code(
        f"Annotated[{base}, Field({arguments})]",
        (*base.names, "typing.Annotated", "pydantic.Field"),
    )


def followed(base: Code, name: str, dotted: str) -> Code:
    """Append a piece of metadata to an annotation."""
    return Code(f"{base.text.removesuffix(']')}, {name}]", (*base.names, dotted))


def string(value: str) -> str:
    """Return a string literal in double quotes, with unprintable characters escaped."""
    if value.isprintable():
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def long_string(value: str) -> str:
    """Return a literal, or a sum such as `"a-" + "9" * 80` if that is shorter."""
    if len(value) <= _READABLE:
        return string(value)
    parts = [""]
    for letter, run in groupby(value):
        count = len(list(run))
        if count <= _FEW:
            parts[-1] += letter * count
        else:
            parts += [f"{string(letter)} * {count}", ""]
    # Odd items are repetitions, even ones the text between them.
    written = [part if at % 2 else string(part) for at, part in enumerate(parts)]
    return " + ".join(part for part in written if part != '""')


def raw_string(value: str) -> str:
    """Return a regular expression as a literal."""
    if "\\" not in value:
        return string(value)
    for quote in ('"', "'"):
        if quote not in value and not value.endswith("\\"):
            return f"r{quote}{value}{quote}"
    return string(value)
