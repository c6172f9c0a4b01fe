"""Create databases for a check on the service's engines."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fastapi_forge.verify.commands import started
from fastapi_forge.verify.isolation.engines import Engine, engine_of, scheme_of
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.service import Service

SERVER = "TEST_DATABASE_URL"
_DEFAULT_SERVERS: dict[Engine, str] = {
    "postgresql": "postgresql://postgres@127.0.0.1:5432/postgres",
    "mysql": "mysql://root@127.0.0.1:3306",
}
_SCRIPT = Path(__file__).with_name("temporary_database.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryDatabase:
    """An empty database, which is dropped afterwards."""

    url: str
    tables: Callable[[], Awaitable[int]]
    """Return its number of tables."""


def server_of(url: str) -> str:
    """Return the server for databases: the given one, or the default.

    Several can be given, separated by spaces, one per engine.
    """
    engine = engine_of(url)
    if engine is None or engine == "sqlite":
        return ""
    stdin = os.environ.get(SERVER, "").split()
    fitting = (candidate for candidate in stdin if engine_of(candidate) == engine)
    return next(fitting, _DEFAULT_SERVERS[engine])


@asynccontextmanager
async def database_of(service: Service) -> AsyncIterator[dict[str, str]]:
    """Yield the variables for empty databases, which are dropped afterwards.

    Yield nothing for a service without a database. Raise CheckSkipped without a server.
    """
    async with databases_of(service) as made:
        yield {variable: database.url for variable, database in made.items()}


@asynccontextmanager
async def databases_of(
    service: Service,
) -> AsyncIterator[Mapping[str, TemporaryDatabase]]:
    """Yield an empty database for each variable, and drop them afterwards."""
    async with AsyncExitStack() as stack:
        yield {
            variable: await stack.enter_async_context(_temporary(service, url))
            for variable, url in service.survey.databases.items()
        }


def unreachable_databases(service: Service) -> dict[str, str]:
    """Return variables for databases that cannot be opened."""
    return {
        variable: f"{scheme_of(url)}:////nowhere/developer.sqlite3"
        if engine_of(url) == "sqlite"
        else f"{scheme_of(url)}://nobody@127.0.0.1:1/developer"
        for variable, url in service.survey.databases.items()
    }


@asynccontextmanager
async def _temporary(service: Service, url: str) -> AsyncIterator[TemporaryDatabase]:
    if engine_of(url) == "sqlite":
        with tempfile.TemporaryDirectory(prefix="forge-database-") as directory:
            file = Path(directory, "service.sqlite3")
            made = f"{scheme_of(url)}:///{file}"
            yield TemporaryDatabase(
                url=made, tables=lambda: asyncio.to_thread(_tables, file)
            )
    else:
        async with _on_server(service, url) as database:
            yield database


def _tables(file: Path) -> int:
    if not file.is_file():
        return 0
    with closing(sqlite3.connect(file)) as connection:
        [[count]] = connection.execute("SELECT count(*) FROM sqlite_master")
    return int(count)


@asynccontextmanager
async def _on_server(service: Service, url: str) -> AsyncIterator[TemporaryDatabase]:
    server = server_of(url)
    async with started(
        service.environment.python,
        "-I",
        _SCRIPT,
        server,
        cwd=service.path,
        environment=service.variables,
        stdin=asyncio.subprocess.PIPE,
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("The process was started without pipes.")
        line = (await stdout.readline()).decode()
        if not re.fullmatch(r"forge_\w+\n", line):
            rest = (await stdout.read()).decode("utf-8", "replace")
            reason = (line + rest).strip().splitlines()[-1:]
            raise CheckSkipped(
                f"Cannot create a database on {_public(server)}"
                f" ({''.join(reason) or 'no answer'}). Set {SERVER} to use another"
                " server."
            )

        async def tables() -> int:
            stdin.write(b"count\n")
            await stdin.drain()
            return int(await stdout.readline())

        try:
            host = urlsplit(server).netloc
            yield TemporaryDatabase(
                url=f"{scheme_of(url)}://{host}/{line.strip()}", tables=tables
            )
        finally:
            stdin.close()
            await process.wait()


def _public(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}:{parts.port}"
