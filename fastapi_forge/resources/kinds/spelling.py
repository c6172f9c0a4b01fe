"""Generate values character by character, each from its own alphabet."""

from __future__ import annotations

import string
from collections.abc import Iterator
from itertools import groupby, islice, product
from math import prod

from fastapi_forge.resources import code
from fastapi_forge.resources.code import Code

SPELLED = "tests.factories.spelling.spelled"

Shape = tuple[str, ...]
"""One alphabet per character; `("ab", "-", "01")` gives a-0, a-1, b-0, b-1."""

_NAMED = {
    string.ascii_lowercase: "ascii_lowercase",
    string.ascii_uppercase: "ascii_uppercase",
    string.digits: "digits",
}


_FEW = 3


def size(shape: Shape) -> int:
    return prod(len(alphabet) for alphabet in shape)


def last_words(shape: Shape) -> Iterator[str]:
    """Return all values, starting with the ones reached last by counting."""
    return (
        "".join(letters) for letters in product(*(alphabet[::-1] for alphabet in shape))
    )


def some_words(shape: Shape) -> list[str]:
    """Return enough values to assume that the others are similar."""
    firsts = ("".join(letters) for letters in product(*shape))
    return [*islice(firsts, 50), *islice(last_words(shape), 50)]


def expression(shape: Shape) -> Code:
    """Return an expression for the next value: `"AB-" + spelled(digits, digits)`."""
    start, varying, end = _split(shape)
    if not varying:
        return Code(code.string(start))
    arguments: list[str] = []
    names = [SPELLED]
    for alphabet, run in groupby(varying):
        name = _NAMED.get(alphabet)
        names += [f"string.{name}"] if name else []
        arguments += _repeated(name or code.string(alphabet), len(list(run)))
    parts = [f"spelled({', '.join(arguments)})"]
    if start:
        parts.insert(0, code.string(start))
    if end:
        parts.append(code.string(end))
    return Code(" + ".join(parts), tuple(names))


def _repeated(text: str, count: int) -> list[str]:
    return [text] * count if count <= _FEW else [f"*[{text}] * {count}"]


def _split(shape: Shape) -> tuple[str, Shape, str]:
    """Return the constant characters before and after the varying ones."""
    changing = [at for at, alphabet in enumerate(shape) if len(alphabet) > 1]
    if not changing:
        return "".join(shape), (), ""
    first, after = changing[0], changing[-1] + 1
    return "".join(shape[:first]), shape[first:after], "".join(shape[after:])
