"""Pieces of Python source, together with the names that they need imported."""

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
    """An expression; `names` are the dotted names that it expects in its module."""

    text: str = ""
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


def import_lines(pieces: Iterable[Code]) -> list[str]:
    """One import per module, sorted, for exactly the names that the pieces use."""
    return imports_of(name for piece in pieces for name in piece.names)


def imports_of(names: Iterable[str]) -> list[str]:
    """One import per module, sorted, for dotted names."""
    modules: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        module, _, attribute = name.rpartition(".")
        modules[module].add(attribute)
    return [
        f"from {module} import {', '.join(sorted(modules[module]))}"
        for module in sorted(modules)
    ]


def tuple_of(items: Iterable[str]) -> str:
    """Its last comma makes the formatter give each of several items a line."""
    return f"({', '.join(items)},)"


def annotated(base: Code, **constraints: str | None) -> Code:
    """`Annotated[base, Field(...)]`, or the base alone when nothing constrains it."""
    given = {key: value for key, value in constraints.items() if value is not None}
    if not given:
        return base
    arguments = ", ".join(f"{key}={value}" for key, value in given.items())
    return Code(
        f"Annotated[{base}, Field({arguments})]",
        (*base.names, "typing.Annotated", "pydantic.Field"),
    )


def followed(base: Code, name: str, dotted: str) -> Code:
    """An annotation with one more piece of metadata at its end."""
    return Code(f"{base.text.removesuffix(']')}, {name}]", (*base.names, dotted))


def string(value: str) -> str:
    """A string literal in double quotes; what does not print is escaped."""
    if value.isprintable():
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def long_string(value: str) -> str:
    """A literal, or a sum such as `"a-" + "9" * 80` where that says it better."""
    if len(value) <= _READABLE:
        return string(value)
    parts = [""]
    for letter, run in groupby(value):
        count = len(list(run))
        if count <= _FEW:
            parts[-1] += letter * count
        else:
            parts += [f"{string(letter)} * {count}", ""]
    # Repetitions stand at the odd places, what is between them at the even ones.
    written = [it if at % 2 else string(it) for at, it in enumerate(parts)]
    return " + ".join(it for it in written if it != '""')


def raw_string(value: str) -> str:
    """A regular expression as a reader would write it."""
    if "\\" not in value:
        return string(value)
    for quote in ('"', "'"):
        if quote not in value and not value.endswith("\\"):
            return f"r{quote}{value}{quote}"
    return string(value)
