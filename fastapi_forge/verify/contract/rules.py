"""The rules that a schema cannot state, by the `type` of a problem's errors."""

from __future__ import annotations

import json

RULES = {
    "not_in_future": "has to lie in the future when the request arrives",
    "not_in_past": "has to lie in the past when the request arrives",
    "common_password": "is on the list of passwords that attackers try first",
    "decimal_text_bounds": "is a decimal as text, which no schema gives a range",
    "json_depth": "is JSON in more levels than any schema can count",
    "json_integer_size": "is JSON with an integer beyond 64 bits, where 1e30 is none",
    "password_is_name": "is a password like the account's own name or address",
}


def is_refusal_by_rule(status: int, content_type: str, content: bytes | None) -> bool:
    """Tell whether an answer is a 422 whose errors are all rules of the world."""
    if status != 422 or not content_type.startswith("application/problem+json"):  # noqa: PLR2004
        return False
    try:
        errors = json.loads(content or b"")["errors"]
        return bool(errors) and all(error["type"] in RULES for error in errors)
    except (ValueError, KeyError, TypeError):
        return False
