"""One transaction per request, on the engine itself, where a commit is a commit."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import pytest
from anyio import sleep_forever
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.api.deps import SessionDep
from app.core.config import Settings
from app.core.exceptions import UnavailableError
from app.db.engine import create_engine
from app.db.session import get_sessions
from app.factory import create_app
from tests.database import temporary_database

notes = Table("notes", MetaData(), Column("id", Integer, primary_key=True))
Sessions = async_sessionmaker[AsyncSession]
SendRequest = Callable[..., Awaitable[list[int]]]


@pytest.fixture
async def sessions(settings: Settings) -> AsyncGenerator[Sessions]:
    async with temporary_database() as url:
        engine = create_engine(
            settings.model_copy(update={"database_url": SecretStr(url)})
        )
        async with engine.begin() as connection:
            await connection.run_sync(notes.metadata.create_all)
        yield async_sessionmaker(engine, expire_on_commit=False)
        await engine.dispose()


@pytest.fixture
def app(settings: Settings, sessions: Sessions) -> FastAPI:
    app = create_app(settings)

    async def share_sessions() -> Sessions:
        return sessions

    @app.post("/notes")
    async def write(session: SessionDep, *, fails: bool = False) -> None:
        await session.execute(insert(notes))
        if fails:
            raise UnavailableError("too late", retry_after=1)

    app.dependency_overrides = {get_sessions: share_sessions}
    return app


async def count_notes(sessions: Sessions) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(notes)) or 0


@pytest.fixture
def send_request(app: FastAPI, sessions: Sessions) -> SendRequest:
    """Post to ``/notes`` and tell how many notes there were when the answer began."""

    async def send_request(query: bytes = b"", *, goes_away: bool = False) -> list[int]:
        counts: list[int] = []
        messages = [{"type": "http.request"}]

        async def receive() -> dict[str, Any]:
            if messages:
                return messages.pop()
            if not goes_away:
                await sleep_forever()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                counts.append(await count_notes(sessions))

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/notes",
            "raw_path": b"/notes",
            "query_string": query,
            "headers": [(b"host", b"localhost")],
        }
        await app(scope, receive, send)
        return counts

    return send_request


async def test_committed_before_the_answer(
    send_request: SendRequest, sessions: Sessions
) -> None:
    assert await send_request() == [1]
    assert await count_notes(sessions) == 1


async def test_error_after_a_write_leaves_nothing(
    send_request: SendRequest, sessions: Sessions
) -> None:
    assert await send_request(b"fails=true") == [0]
    assert await count_notes(sessions) == 0


async def test_client_that_went_away_leaves_nothing(
    send_request: SendRequest, sessions: Sessions
) -> None:
    assert await send_request(goes_away=True) == []
    assert await count_notes(sessions) == 0
