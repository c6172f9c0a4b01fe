"""Accept `pattern=RE` if two engines read it and forge can generate matching values."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from itertools import islice

from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds import regex
from fastapi_forge.resources.kinds.counting import ROOM
from fastapi_forge.resources.kinds.refusals import refusal
from fastapi_forge.resources.kinds.spelling import Shape, size, some_words

_TRIED = 10_000
_VARIED = 10
_AMPLE = 100_000
_SIMPLER = (
    "Use literals, sets, groups, alternatives, repetitions and the anchors ^ and $."
)


def shape(field: Field, low: int, high: int) -> Shape:
    """Return the shapes of valid values with `low` to `high` characters."""
    engines = _Engines(field)
    enough = _AMPLE if field.unique else _VARIED
    best: Shape = ()
    for found in islice(engines.shapes(), _TRIED):
        padded = found + ("x",) * (low - len(found))
        if len(padded) > high or size(padded) <= size(best):
            continue
        if all(map(engines.accept, some_words(padded))):
            best = padded
        if size(best) >= enough:
            return best
    _check_room(field, best)
    return best


def mismatch(field: Field, low: int, high: int) -> str | None:
    """Return a value of valid length that the pattern rejects, if there is one."""
    engines = _Engines(field)
    length = min(max(low, 1), high)
    words = (letter * length for letter in "!aA0 ~_é")
    return next((word for word in words if not engines.accept(word)), None)


class _Engines:
    """Python's `re`, and the Rust engine that Pydantic uses."""

    def __init__(self, field: Field) -> None:
        # Imported only for patterns, which most resources do not have.
        import pydantic_core  # noqa: PLC0415

        self._field = field
        self._pattern = field.pattern or ""
        self._refusal = pydantic_core.ValidationError
        schema = pydantic_core.core_schema.str_schema(pattern=self._pattern)
        try:
            self._python = _compiled(self._pattern)
        except (re.error, FutureWarning, OverflowError) as error:
            raise refusal(
                field,
                f"the pattern is not a valid regular expression: {error}",
                _SIMPLER,
            ) from error
        try:
            self._rust = pydantic_core.SchemaValidator(schema)
        except pydantic_core.SchemaError as error:
            raise refusal(
                field,
                "the pattern uses a feature that Pydantic does not support"
                " (look-around or back-references)",
                _SIMPLER,
            ) from error

    def accept(self, word: str) -> bool:
        try:
            self._rust.validate_python(word)
        except self._refusal:
            return False
        return self._python.search(word) is not None

    def shapes(self) -> Iterator[Shape]:
        try:
            yield from regex.shapes(self._pattern)
        except regex.UnreadableError as error:
            raise refusal(
                self._field, f"forge does not support {error} in a pattern", _SIMPLER
            ) from error


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern; refuse sets that Rust understands differently: `[a&&[b]]`."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        return re.compile(pattern)


def _check_room(field: Field, best: Shape) -> None:
    if size(best) <= 1:
        raise refusal(
            field,
            f"forge found no values that match {field.pattern} and the length limits",
            "Check min, max and the pattern. For a few fixed values, use enum.",
        )
    if field.unique and size(best) < ROOM:
        raise refusal(
            field,
            f"forge found only {size(best)} values that match {field.pattern}, too"
            " few for a unique field",
            f"Allow at least {ROOM} values, or remove 'unique'.",
        )
