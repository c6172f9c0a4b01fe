"""email and url: strings with their own validation."""

from __future__ import annotations

import re

from fastapi_forge.resources import code
from fastapi_forge.resources.code import Code, annotated
from fastapi_forge.resources.field_type import Samples, Value
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds import mysql_text
from fastapi_forge.resources.kinds.counting import NUMBER
from fastapi_forge.resources.kinds.refusals import wrong_value
from fastapi_forge.resources.kinds.strings import LONGEST_INDEXED

EMAIL_LENGTH = 320
_URL_LENGTH = 2083
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._+-]*[a-z0-9]@([a-z0-9-]+\.)+[a-z]{2,}")
_URL = re.compile(r"https?://([a-z0-9-]+\.)+[a-z]{2,}/[A-Za-z0-9/._~?=&%-]*")


def email_column(_field: Field) -> Code:
    return Code(f"String({EMAIL_LENGTH})", ("sqlalchemy.String",))


def url_length(field: Field) -> int:
    """Return the length of the column; an index cannot hold the longest addresses."""
    return LONGEST_INDEXED if field.unique or field.index else _URL_LENGTH


def url_schema(field: Field) -> Code:
    length = url_length(field)
    return annotated(
        Code("Url", ("app.schemas.types.Url",)),
        max_length=None if length == _URL_LENGTH else str(length),
    )


def url_column(field: Field) -> Code:
    return Code(f"String({url_length(field)})", ("sqlalchemy.String",))


def url_migration(field: Field) -> Code:
    return Code(f"sa.String(length={url_length(field)})")


def mysql_column(field: Field) -> Code:
    return mysql_text.string_column(field, url_length(field))


def mysql_migration(field: Field) -> Code:
    return mysql_text.string_migration(field, url_length(field))


def url_value(field: Field, raw: str) -> Value:
    if not _URL.fullmatch(raw) or len(raw) > url_length(field):
        raise wrong_value(
            field, raw, "Write a plain URL such as https://example.com/path."
        )
    return Value(code=Code(code.string(raw)), json=code.string(raw))


def url_samples(field: Field) -> Samples:
    return Samples(
        example='"https://example.com/example"',
        other='"https://example.com/other"',
        payload=Code('f"https://example.com/{number()}"', (NUMBER,)),
        invalid=(
            ("not-a-url", '"not a url"'),
            ("other-scheme", '"javascript:alert(1)"'),
            ("too-long", f'"https://example.com/" + "x" * {url_length(field)}'),
            ("number", "5"),
        ),
    )


def email_value(field: Field, raw: str) -> Value:
    if not _EMAIL.fullmatch(raw) or len(raw) > EMAIL_LENGTH:
        raise wrong_value(
            field, raw, ("Write a lower-case address such as ann@example.com.")
        )
    return Value(code=Code(code.string(raw)), json=code.string(raw))


def email_samples(_field: Field) -> Samples:
    return Samples(
        example='"example@example.com"',
        other='"other@example.com"',
        payload=Code('f"person{number()}@example.com"', (NUMBER,)),
        invalid=(
            ("not-an-email", '"not-an-email"'),
            ("no-host", '"example@"'),
            ("too-long", f'"x" * {EMAIL_LENGTH} + "@example.com"'),
            ("nul-character", '"a\\x00b@example.com"'),
            ("number", "5"),
        ),
    )
