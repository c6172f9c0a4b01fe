"""Choose columns for text on MySQL, which limits the size of a row."""

from __future__ import annotations

from typing import Literal

from fastapi_forge.resources.fields import Field

# All columns of a row share 65,535 bytes, up to four per character. TEXT is stored
# separately, but cannot be indexed.
_LONGEST_IN_ROW = 255
_LONGEST_TEXT = 65_535 // 4


def column(field: Field, length: int) -> Literal["VARCHAR", "TEXT", "MEDIUMTEXT"]:
    if field.unique or field.index or length <= _LONGEST_IN_ROW:
        return "VARCHAR"
    return long_column(length)


def long_column(length: int) -> Literal["TEXT", "MEDIUMTEXT"]:
    return "TEXT" if length <= _LONGEST_TEXT else "MEDIUMTEXT"
