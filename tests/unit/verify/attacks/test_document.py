from __future__ import annotations

from typing import Any

import pytest

from fastapi_forge.verify.attacks.document import Operation, kind_of

BASIC = {"type": "http", "scheme": "basic"}
KEY = {"type": "apiKey", "in": "header", "name": "X-API-Key"}
PASSWORD = {"type": "oauth2", "flows": {"password": {"tokenUrl": "token"}}}


@pytest.mark.parametrize(
    ("schemes", "kind"),
    [
        ({}, None),
        ({"a": BASIC}, "basic"),
        ({"a": {"type": "http", "scheme": "bearer"}}, "bearer"),
        ({"a": {"type": "openIdConnect"}}, "bearer"),
        ({"a": KEY}, "key"),
        # Users before machines.
        ({"a": KEY, "b": PASSWORD}, "password"),
        ({"a": {"type": "apiKey", "in": "cookie", "name": "c"}}, None),
    ],
)
def test_kind(schemes: dict[str, Any], kind: str | None) -> None:
    assert kind_of({"components": {"securitySchemes": schemes}}) == kind


def test_body_has_the_required_members() -> None:
    schema = {
        "type": "object",
        "required": ["name", "size", "when", "tags"],
        "properties": {
            "name": {"type": "string", "minLength": 7},
            "size": {"anyOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]},
            "when": {"type": "string", "format": "date"},
            "tags": {"type": "array", "items": {"type": "integer"}},
            "left_out": {"type": "string"},
        },
    }
    content = {"application/json": {"schema": schema}}
    paths = {"/a/{a_id}": {"post": {"requestBody": {"content": content}}}}
    operation = Operation(document={"paths": paths}, method="post", path="/a/{a_id}")
    assert operation.body() == {
        "name": "xxxxxxx",
        "size": 3,
        "when": "2099-06-15",
        "tags": [],
    }
    assert operation.at("b/c") == "/a/b%2Fc"
    assert not operation.is_secured
