"""Recognize failures of schemathesis that are none.

Rules that no schema can state are recognized by the `type` of a problem's errors.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from http import HTTPStatus

# RFC 6749, section 5.2: errors of a well-formed grant.
GRANT_ERRORS = {"invalid_grant", "invalid_scope", "invalid_client"}
_THROTTLED = "got `429 "
_EXACT = 2**53
_BOUNDS = {"less_than", "less_than_equal", "greater_than", "greater_than_equal"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceResponse:
    status: int
    content_type: str
    content: bytes | None

    def errors(self, field: str) -> list[object]:
        """Return this field of each error, if the response is a 422 with errors."""
        problem = self.content_type.startswith("application/problem+json")
        if self.status != HTTPStatus.UNPROCESSABLE_ENTITY or not problem:
            return []
        try:
            return [error[field] for error in json.loads(self.content or b"")["errors"]]
        except (ValueError, KeyError, TypeError):
            return []


def is_refusal_by_rule(
    response: ServiceResponse, rules: Collection[str], body: object = None
) -> bool:
    """Return whether a response is a 422 whose errors all name such rules.

    Numbers of the body may be the reason too: to JSON Schema 2.0 is an integer, and a
    bound beyond 2**53 is rounded in an OpenAPI document.
    """
    excused = set(rules)
    numbers = list(_numbers(body))
    if any(isinstance(number, float) and number.is_integer() for number in numbers):
        excused.add("int_type")
    if any(abs(number) > _EXACT for number in numbers):
        excused |= _BOUNDS
    types = response.errors("type")
    return bool(types) and excused.issuperset(map(str, types))


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, int | float):
        yield value


def is_refusal_of_grant(response: ServiceResponse) -> bool:
    """Return whether a token endpoint refused a token, a password or a scope."""
    try:
        problem = json.loads(response.content or b"")
    except ValueError:
        return False
    refused = response.status == HTTPStatus.BAD_REQUEST and isinstance(problem, dict)
    return refused and problem.get("error") in GRANT_ERRORS


def is_other_operation(check: str, response: ServiceResponse) -> bool:
    """Return whether another operation in the document responded, whose path matches.

    For DELETE /users/me, the operation /users/{user_id} reports that "me" is not an id.
    """
    places = response.errors("loc")
    in_path = all(isinstance(place, list) and place[:1] == ["path"] for place in places)
    return check == "unsupported_method" and bool(places) and in_path


def is_throttled_guess(check: str, message: str) -> bool:
    """Return whether wrong credentials were rejected because of too many attempts.

    Each operation is called once with wrong credentials, and a service that checks a
    password in each request eventually limits them (OWASP ASVS 4.0, 2.2.1).
    """
    return check == "ignored_auth" and _THROTTLED in message
