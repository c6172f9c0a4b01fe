import re

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient

from app.core.config import Settings
from app.factory import create_app
from tests.settings import make_settings


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
async def test_page_loads_nothing_from_elsewhere(
    client: AsyncClient, path: str
) -> None:
    page = await client.get(path)
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert "unsafe-inline" not in page.headers["Content-Security-Policy"].split(";")[1]
    assert sources
    for source in sources:
        assert (await client.get(source)).status_code == 200


async def test_page_knows_the_path_it_is_served_below(app: FastAPI) -> None:
    transport = ASGITransport(app, root_path="/below")
    async with AsyncClient(transport=transport, base_url="http://localhost") as client:
        page = await client.get("/below/docs")
        refused = await client.post("/below/")

    assert "/below/openapi.json" in page.text
    assert refused.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
async def test_no_pages_unless_asked(settings: Settings, path: str) -> None:
    app = create_app(
        make_settings(docs_enabled=False, database_url=settings.database_url)
    )
    async with AsyncClient(
        transport=ASGITransport(app), base_url="http://localhost"
    ) as client:
        assert (await client.get(path)).status_code == 404
        assert (await client.get("/")).json()["docs"] is None
