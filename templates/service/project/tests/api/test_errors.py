"""Every error has one shape; the routes here stand for any endpoint."""

from collections.abc import AsyncGenerator

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

from app.api.deps import SessionDep
from app.core.config import Settings
from app.db.session import get_sessions
from app.factory import create_app

MEMBERS = {
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "code",
    "errors",
    "request_id",
}


class Body(BaseModel):
    number: int


@pytest.fixture
def app(settings: Settings, sessions: async_sessionmaker[AsyncSession]) -> FastAPI:
    app = create_app(settings)

    async def share_sessions() -> async_sessionmaker[AsyncSession]:
        return sessions

    app.dependency_overrides = {get_sessions: share_sessions}

    @app.post("/body")
    async def read_body(body: Body) -> Body:
        return body

    @app.get("/crash")
    async def crash() -> None:
        raise RuntimeError("a secret detail")

    @app.get("/database-gone")
    async def lose_database(_: SessionDep) -> None:
        raise ConnectionRefusedError

    @app.get("/client-gone")
    async def lose_client() -> None:
        raise ClientDisconnect

    @app.get("/half", response_class=StreamingResponse)
    async def crash_half_way() -> AsyncGenerator[bytes]:
        yield b"half"
        raise RuntimeError("half-way")

    return app


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/unheard-of", 404, "not-found"),
        ("DELETE", "/", 405, "method-not-allowed"),
        ("GET", "/crash", 500, "internal-error"),
        ("GET", "/database-gone", 503, "unavailable"),
    ],
)
async def test_shape(
    client: AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    response = await client.request(method, path)
    body = response.json()

    assert response.headers["Content-Type"] == "application/problem+json"
    assert body.keys() == MEMBERS
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["instance"] == path
    assert body["request_id"] == response.headers["X-Request-ID"]


async def test_crash_tells_nothing_but_is_logged(
    client: AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = await client.get("/crash")

    assert "secret" not in response.text
    assert "a secret detail" in caplog.text


async def test_absent_database_is_logged(
    client: AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = await client.get("/database-gone")

    assert response.headers["Retry-After"] == "5"
    assert "ConnectionRefusedError" in caplog.text


async def test_crash_after_the_start_ends_the_connection(client: AsyncClient) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        await client.get("/half")


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b'{"number": 1}', "application/json", 200),
        (b'{"number": 1}', "application/merge-patch+json; charset=utf-8", 200),
        (b'{"number": 1', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"number": 1}', "text/plain", 415),
        (b"number=1", "application/x-www-form-urlencoded", 415),
        (b'{"number": "one"}', "application/json", 422),
        (b"", "text/plain", 422),
    ],
)
async def test_body(
    client: AsyncClient, content: bytes, media_type: str, status: int
) -> None:
    response = await client.post(
        "/body", content=content, headers={"Content-Type": media_type}
    )

    assert response.status_code == status


async def test_input_is_never_echoed(client: AsyncClient) -> None:
    response = await client.post("/body", json={"number": "hunter2"})

    assert "hunter2" not in response.text
    assert response.json()["errors"] == [
        {
            "loc": ["body", "number"],
            "msg": "Input should be a valid integer, unable to parse string as an integer",
            "type": "int_parsing",
        }
    ]


async def test_wrong_method_names_the_right_ones(client: AsyncClient) -> None:
    assert (await client.put("/body")).headers["Allow"] == "OPTIONS, POST"
    assert (await client.put("/crash")).headers["Allow"] == "GET, HEAD, OPTIONS"


async def test_files_are_only_read(client: AsyncClient) -> None:
    response = await client.post("/docs-assets/swagger/swagger-ui.css")

    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


async def test_options_name_the_methods(client: AsyncClient) -> None:
    response = await client.options("/body")

    assert response.status_code == 204
    assert response.headers["Allow"] == "OPTIONS, POST"


async def test_client_that_went_away_gets_nothing(
    client: AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"), pytest.raises(AssertionError):
        await client.get("/client-gone")

    assert "GET /client-gone 499" in caplog.text
