"""The facts about values: samples, defaults, and what tests draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypedDict

Json: TypeAlias = (
    "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
)


class Sample(TypedDict, total=False):
    """A value in a request or response: one of the two keys is present."""

    value: Json
    expression: str
    """Python code instead, for values that are unreadable in JSON: `"9" * 81`."""


class InvalidCase(Sample):
    """A sample that the schema or a rule of the field refuses."""

    case: str
    common: bool
    """The test for all resources tries it with every field of this type."""


class Value(TypedDict):
    """A value from the specification: a default, or what an action sets."""

    value: Json
    """As in a request; a date or time in ISO 8601, a decimal as text."""
    member: str
    """The name of the enumeration's member, or ''."""
    parts: list[int]
    """Year, month, day, hour, minute and perhaps second, of a date or time."""


class NumberDraw(TypedDict):
    """Numbers for tests: `start` plus or minus `step` for each count.

    The count starts again after `size` values unless that is 0. Without `start`, it is
    the value itself. `in_units`: the value counts units of the last decimal place.
    """

    start: int | float | None
    descends: bool
    size: int
    step: int | float
    in_units: bool


class TextDraw(TypedDict):
    """Texts for tests: the prefix and a number, with `digits` and `fill` unless 0."""

    prefix: str
    digits: int
    fill: int
    """The length up to which it is filled."""


class Letters(TypedDict):
    """A run of letters from the same alphabet."""

    alphabet: str
    times: int


class WordDraw(TypedDict):
    """Texts for tests, letter by letter: for patterns and short lengths."""

    before: str
    letters: list[Letters]
    after: str


class MomentDraw(TypedDict):
    """Dates and times for tests, before or after the start of a year."""

    year: int
    descends: bool


Draw: TypeAlias = NumberDraw | TextDraw | WordDraw | MomentDraw
