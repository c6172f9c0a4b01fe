"""email and url: strings with their own validation."""

from __future__ import annotations

import re

from fastapi_forge.resources.facts import NO_LIMITS, Limits
from fastapi_forge.resources.field_type import (
    Samples,
    expression,
    literal,
    plain_value,
)
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds import mysql_text
from fastapi_forge.resources.kinds.refusals import wrong_value
from fastapi_forge.resources.kinds.strings import LONGEST_INDEXED
from fastapi_forge.resources.samples import Value

EMAIL_LENGTH = 320
_URL_LENGTH = 2083
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._+-]*[a-z0-9]@([a-z0-9-]+\.)+[a-z]{2,}")
_URL = re.compile(r"https?://([a-z0-9-]+\.)+[a-z]{2,}/[A-Za-z0-9/._~?=&%-]*")


def email_limits(_field: Field) -> Limits:
    return {**NO_LIMITS, "max_length": EMAIL_LENGTH, "mysql_text": "VARCHAR"}


def _url_length(field: Field) -> int:
    """Return the length of the column; an index cannot hold the longest addresses."""
    return LONGEST_INDEXED if field.unique or field.index else _URL_LENGTH


def url_limits(field: Field) -> Limits:
    length = _url_length(field)
    return {
        **NO_LIMITS,
        "max_length": length,
        "mysql_text": mysql_text.column(field, length),
    }


def url_value(field: Field, raw: str) -> Value:
    if not _URL.fullmatch(raw) or len(raw) > _url_length(field):
        raise wrong_value(
            field, raw, "Write a plain URL such as https://example.com/path."
        )
    return plain_value(raw)


def url_samples(field: Field) -> Samples:
    return Samples(
        example=literal("https://example.com/example"),
        other=literal("https://example.com/other"),
        invalid=(
            ("not-a-url", literal("not a url")),
            ("other-scheme", literal("javascript:alert(1)")),
            (
                "too-long",
                expression(f'"https://example.com/" + "x" * {_url_length(field)}'),
            ),
            ("number", literal(5)),
        ),
    )


def email_value(field: Field, raw: str) -> Value:
    if not _EMAIL.fullmatch(raw) or len(raw) > EMAIL_LENGTH:
        raise wrong_value(
            field, raw, "Write a lower-case address such as ann@example.com."
        )
    return plain_value(raw)


def email_samples(_field: Field) -> Samples:
    return Samples(
        example=literal("example@example.com"),
        other=literal("other@example.com"),
        invalid=(
            ("not-an-email", literal("not-an-email")),
            ("no-host", literal("example@")),
            ("too-long", expression(f'"x" * {EMAIL_LENGTH} + "@example.com"')),
            ("nul-character", literal("a\x00b@example.com")),
            ("number", literal(5)),
        ),
    )
