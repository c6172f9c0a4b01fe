"""Hold an empty database while standard input is open.

A generated project's Python runs this in the project's directory, because forge has no
driver. It uses the server in TEST_DATABASE_URL, otherwise PostgreSQL on its usual port,
otherwise the one that the project's tests start. It prints the URLs of the server and
of the database.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from importlib import import_module

SERVER = "TEST_DATABASE_URL"
USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"


async def main() -> None:
    sys.path.insert(0, os.getcwd())
    async with AsyncExitStack() as stack:
        if not os.environ.get(SERVER) and not await answers(USUAL):
            started = import_module("tests.postgres").postgres_server()
            os.environ[SERVER] = stack.enter_context(started)
        url = await enter_database(stack)
        sys.stdout.write(f"{os.environ[SERVER]} {url}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


async def enter_database(stack: AsyncExitStack) -> str:
    """Create a database as the project does, async or sync."""
    database = import_module("tests.database").temporary_database()
    if hasattr(database, "__aenter__"):
        url: str = await stack.enter_async_context(database)
    else:
        url = stack.enter_context(database)
    return url


async def answers(server: str) -> bool:
    """Return whether databases can be created on this server."""
    os.environ[SERVER] = server
    try:
        async with AsyncExitStack() as stack:
            await enter_database(stack)
    except (OSError, import_module("sqlalchemy.exc").SQLAlchemyError):
        return False
    return True


if __name__ == "__main__":
    asyncio.run(main())
