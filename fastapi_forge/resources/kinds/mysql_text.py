"""Choose columns for text on MySQL, which limits the size of a row."""

from __future__ import annotations

from fastapi_forge.resources.code import Code
from fastapi_forge.resources.fields import Field

# All columns of a row share 65,535 bytes, up to four per character. TEXT is stored
# separately, but cannot be indexed.
_LONGEST_IN_ROW = 255
_LONGEST_TEXT = 65_535 // 4
_DIALECT = "sqlalchemy.dialects.mysql"


def string_column(field: Field, length: int) -> Code:
    if _in_row(field, length):
        return Code(f"String({length})", ("sqlalchemy.String",))
    return text_column(length)


def string_migration(field: Field, length: int) -> Code:
    if _in_row(field, length):
        return Code(f"sa.String(length={length})")
    return text_migration(length)


def text_column(length: int) -> Code:
    if length <= _LONGEST_TEXT:
        return Code("Text", ("sqlalchemy.Text",))
    return Code("MEDIUMTEXT", (f"{_DIALECT}.MEDIUMTEXT",))


def text_migration(length: int) -> Code:
    if length <= _LONGEST_TEXT:
        return Code("sa.Text()")
    return Code("mysql.MEDIUMTEXT()", (_DIALECT,))


def _in_row(field: Field, length: int) -> bool:
    return field.unique or field.index or length <= _LONGEST_IN_ROW
