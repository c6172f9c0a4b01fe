"""What the OpenAPI document says of all endpoints, those that you add included."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.factory import create_app
from tests.settings import make_settings

SECRETS = {
    "password",
    "current_password",
    "hashed_password",
    "hashed_key",
    "secret_key",
}


@pytest.fixture(scope="module")
def app() -> FastAPI:
    return create_app(make_settings(admin_email="ops@example.com"))


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def schemas_in(document: dict[str, Any], schema: object) -> Iterator[dict[str, Any]]:
    """Walk through a schema and all that it refers to."""
    if isinstance(schema, list):
        for item in schema:
            yield from schemas_in(document, item)
    elif isinstance(schema, dict):
        yield schema
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            yield from schemas_in(document, document["components"]["schemas"][name])
        for item in schema.values():
            yield from schemas_in(document, item)


def test_no_secret_in_any_response(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for schema in schemas_in(document, operation["responses"]):
                found = SECRETS & schema.get("properties", {}).keys()
                assert not found, f"{method.upper()} {path} returns {found}."


def test_json_has_a_schema(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for response in operation["responses"].values():
                schema = response.get("content", {}).get("application/json", {})
                assert schema.get("schema") != {}, (
                    f"{method.upper()} {path} returns JSON of unknown form. Annotate "
                    "what the function returns, or set response_class if it is not JSON."
                )


def test_operation_ids_are_unique(app: FastAPI) -> None:
    """They are the names of the functions; client generators name methods after them."""
    routes = [it.original_route for it in iter_route_contexts(app.routes)]
    names = [it.name for it in routes if isinstance(it, APIRoute) and it.include_in_schema]
    repeated = {name for name in names if names.count(name) > 1}

    assert not repeated, f"Give each endpoint's function a name of its own: {repeated}."


def test_document_is_complete(document: dict[str, Any]) -> None:
    used = {
        tag
        for operations in document["paths"].values()
        for operation in operations.values()
        for tag in operation.get("tags", [])
    }

    assert used >= {tag["name"] for tag in document["tags"]}
    assert document["info"]["contact"] == {"email": "ops@example.com"}
    assert document["info"].keys() >= {"title", "summary", "description", "version"}
    assert "HTTPValidationError" not in document["components"]["schemas"]
