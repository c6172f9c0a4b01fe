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
    return create_app(make_settings())


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def _responses(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in document["paths"].values():
        for operation in path.values():
            yield from operation["responses"].items()


def _schemas_in(document: dict[str, Any], schema: object) -> Iterator[dict[str, Any]]:
    """Walk through a schema and all that it refers to."""
    if isinstance(schema, list):
        for item in schema:
            yield from _schemas_in(document, item)
    elif isinstance(schema, dict):
        yield schema
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            yield from _schemas_in(document, document["components"]["schemas"][name])
        for item in schema.values():
            yield from _schemas_in(document, item)


def test_no_secret_in_any_answer(document: dict[str, Any]) -> None:
    for _, response in _responses(document):
        for schema in _schemas_in(document, response.get("content", {})):
            assert SECRETS.isdisjoint(schema.get("properties", {}))


def test_every_error_is_a_problem(document: dict[str, Any]) -> None:
    for status, response in _responses(document):
        if int(status) >= 400:
            assert list(response["content"]) == ["application/problem+json"]


def test_every_operation_declares_what_it_answers(app: FastAPI) -> None:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema:
            assert route.response_model is not None or route.status_code == 204


def test_whole_bounds_have_all_their_digits(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
                bound = field.get(name, 0)
                assert isinstance(bound, int) or not bound.is_integer()


def test_document_is_complete(document: dict[str, Any]) -> None:
    used = {
        tag
        for path in document["paths"].values()
        for operation in path.values()
        for tag in operation.get("tags", [])
    }

    assert used >= {tag["name"] for tag in document["tags"]}
    assert document["info"].keys() >= {"title", "summary", "description", "version"}
    assert "HTTPValidationError" not in document["components"]["schemas"]
