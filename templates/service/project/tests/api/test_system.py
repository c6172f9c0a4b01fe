from collections.abc import AsyncGenerator, MutableMapping
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app import __version__
from app.core.config import Settings
from app.db.session import get_sessions, is_reachable
from app.factory import create_app


async def test_root_tells_what_this_is(client: AsyncClient, settings: Settings) -> None:
    response = await client.get("/")

    assert response.json() == {
        "name": settings.app_name,
        "version": __version__,
        "docs": "/docs",
        "openapi": "/openapi.json",
    }


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
async def test_healthy(client: AsyncClient, path: str) -> None:
    response = await client.get(path)

    assert response.status_code == 200
    assert response.json()["status"] == "ok"


@pytest.fixture
async def without_database(app: FastAPI) -> AsyncGenerator[AsyncClient]:
    class Unreachable(AsyncSession):
        async def connection(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise OperationalError("SELECT 1", {}, ConnectionError())

        execute = connection  # type: ignore[assignment]

    async def unreachable() -> async_sessionmaker[Unreachable]:
        return async_sessionmaker(class_=Unreachable)

    app.dependency_overrides = {get_sessions: unreachable}
    async with AsyncClient(
        transport=ASGITransport(app), base_url="http://localhost"
    ) as client:
        yield client


@pytest.mark.parametrize("path", ["/health", "/health/ready"])
async def test_not_ready_without_the_database(
    without_database: AsyncClient, path: str
) -> None:
    response = await without_database.get(path)

    assert response.status_code == 503
    assert response.json()["code"] == "unavailable"
    assert "Retry-After" in response.headers


async def test_alive_without_the_database(without_database: AsyncClient) -> None:
    assert (await without_database.get("/health/live")).status_code == 200


async def test_status_shows_only_what_is_safe(client: AsyncClient) -> None:
    response = await client.get("/status")

    assert response.json().keys() == {
        "name",
        "version",
        "environment",
        "debug",
        "maintenance_mode",
    }


async def test_application_starts_and_stops(settings: Settings) -> None:
    app = create_app(settings)
    state: dict[str, Any] = {}
    incoming = [{"type": "lifespan.shutdown"}, {"type": "lifespan.startup"}]
    sent: list[str] = []

    async def receive() -> dict[str, Any]:
        if sent:
            assert await is_reachable(state["sessions"])
        return incoming.pop()

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message["type"])

    await app({"type": "lifespan", "state": state}, receive, send)

    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
