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
_USUAL: dict[Engine, str] = {
    "postgresql": "postgresql://postgres@127.0.0.1:5432/postgres",
    "mysql": "mysql://root@127.0.0.1:3306",
}
_HOLDER = Path(__file__).with_name("holding.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An empty database."""

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
    given = os.environ.get(SERVER, "").split()
    fitting = (it for it in given if engine_of(it) == engine)
    return next(fitting, _USUAL[engine])


@asynccontextmanager
async def database_of(service: Service) -> AsyncIterator[dict[str, str]]:
    """Yield the variables for empty databases, which are dropped afterwards.

    Yield nothing for a service without a database. Raise CheckSkipped without a server.
    """
    async with databases_of(service) as made:
        yield {variable: it.url for variable, it in made.items()}


@asynccontextmanager
async def databases_of(service: Service) -> AsyncIterator[Mapping[str, Made]]:
    """Yield an empty database for each variable, and drop them afterwards."""
    async with AsyncExitStack() as stack:
        yield {
            variable: await stack.enter_async_context(_made(service, url))
            for variable, url in service.survey.databases.items()
        }


def out_of_reach(service: Service) -> dict[str, str]:
    """Return variables for databases that cannot be opened."""
    return {
        variable: f"{scheme_of(url)}:////nowhere/developer.sqlite3"
        if engine_of(url) == "sqlite"
        else f"{scheme_of(url)}://nobody@127.0.0.1:1/developer"
        for variable, url in service.survey.databases.items()
    }


@asynccontextmanager
async def _made(service: Service, url: str) -> AsyncIterator[Made]:
    if engine_of(url) == "sqlite":
        with tempfile.TemporaryDirectory(prefix="forge-database-") as directory:
            file = Path(directory, "service.sqlite3")
            made = f"{scheme_of(url)}:///{file}"
            yield Made(url=made, tables=lambda: asyncio.to_thread(_tables, file))
    else:
        async with _held(service, url) as held:
            yield held


def _tables(file: Path) -> int:
    if not file.is_file():
        return 0
    with closing(sqlite3.connect(file)) as connection:
        [[count]] = connection.execute("SELECT count(*) FROM sqlite_master")
    return int(count)


@asynccontextmanager
async def _held(service: Service, url: str) -> AsyncIterator[Made]:
    server = server_of(url)
    async with started(
        service.environment.python,
        "-I",
        _HOLDER,
        server,
        cwd=service.path,
        environment=service.variables,
        stdin=asyncio.subprocess.PIPE,
    ) as holder:
        given, shown = holder.stdin, holder.stdout
        if given is None or shown is None:
            raise RuntimeError("The process was started without pipes.")
        said = (await shown.readline()).decode()
        if not re.fullmatch(r"forge_\w+\n", said):
            rest = (await shown.read()).decode("utf-8", "replace")
            reason = (said + rest).strip().splitlines()[-1:]
            raise CheckSkipped(
                f"Cannot create a database on {_public(server)}"
                f" ({''.join(reason) or 'no answer'}). Set {SERVER} to use another"
                " server."
            )

        async def tables() -> int:
            given.write(b"count\n")
            await given.drain()
            return int(await shown.readline())

        try:
            place = urlsplit(server).netloc
            yield Made(url=f"{scheme_of(url)}://{place}/{said.strip()}", tables=tables)
        finally:
            given.close()
            await holder.wait()


def _public(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}:{parts.port}"
