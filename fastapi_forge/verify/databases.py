"""Databases that a check has for itself, on the engine of the service."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from fastapi_forge.verify.commands import started
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.service import DATABASE, Engine, Service

SERVER = "TEST_DATABASE_URL"
_USUAL: dict[Engine, str] = {
    "postgresql": "postgresql://postgres@127.0.0.1:5432/postgres",
    "mysql": "mysql://root@127.0.0.1:3306",
}
_HOLDER = Path(__file__).with_name("holding.py")


def server_of(service: Service) -> str:
    """The server on which databases are made: the given one, or the usual one.

    Several may be given, with spaces between them: for each engine one.
    """
    if service.engine is None or service.engine == "sqlite":
        return ""
    usual = _USUAL[service.engine]
    given = os.environ.get(SERVER, "").split()
    fitting = (url for url in given if _engine_word(url) == _engine_word(usual))
    return next(fitting, usual)


@asynccontextmanager
async def database_of(service: Service) -> AsyncIterator[dict[str, str]]:
    """The variables that lead the service to an empty database; dropped afterwards.

    Nothing for a service without one. Raises CheckSkipped where no server lets us in.
    """
    if service.engine is None:
        yield {}
    elif service.engine == "sqlite":
        scheme = service.database_url.partition(":")[0]
        with tempfile.TemporaryDirectory(prefix="forge-database-") as directory:
            yield {DATABASE: f"{scheme}:///{directory}/service.sqlite3"}
    else:
        async with _held(service, server_of(service)) as url:
            yield {DATABASE: url}


@asynccontextmanager
async def _held(service: Service, server: str) -> AsyncIterator[str]:
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
            raise RuntimeError("It was started with both.")
        said = (await shown.readline()).decode()
        if not re.fullmatch(r"forge_\w+\n", said):
            rest = (await shown.read()).decode("utf-8", "replace")
            reason = (said + rest).strip().splitlines()[-1:]
            raise CheckSkipped(
                f"No database can be made on {_public(server)}"
                f" ({''.join(reason) or 'no answer'}); {SERVER} names another server."
            )
        try:
            scheme = service.database_url.partition(":")[0]
            place = urlsplit(server)
            yield f"{scheme}://{place.netloc}/{said.strip()}"
        finally:
            given.close()
            await holder.wait()


def _engine_word(url: str) -> str:
    word = re.split(r"[:+]", url)[0]
    return {"postgres": "postgresql", "mariadb": "mysql"}.get(word, word)


def _public(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}:{parts.port}"
