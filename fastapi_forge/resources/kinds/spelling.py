"""Generate values character by character, each from its own alphabet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice, product
from math import prod

from fastapi_forge.resources.samples import Letters, WordDraw

Shape = tuple[str, ...]
"""One alphabet per character; `("ab", "-", "01")` gives a-0, a-1, b-0, b-1."""


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


def draw(shape: Shape) -> WordDraw:
    """Return how tests get the next value: its constant ends, and what varies."""
    before, varying, after = _split(shape)
    letters: list[Letters] = [
        {"alphabet": alphabet, "times": len(list(run))}
        for alphabet, run in groupby(varying)
    ]
    return {"before": before, "letters": letters, "after": after}


def _split(shape: Shape) -> tuple[str, Shape, str]:
    """Return the constant characters before and after the varying ones."""
    changing = [at for at, alphabet in enumerate(shape) if len(alphabet) > 1]
    if not changing:
        return "".join(shape), (), ""
    first, after = changing[0], changing[-1] + 1
    return "".join(shape[:first]), shape[first:after], "".join(shape[after:])
