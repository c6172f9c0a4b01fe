"""Hold an empty database for as long as standard input is open.

A generated project's Python runs this in the project's directory: forge itself has no
driver. On the server of TEST_DATABASE_URL; without it, it is PostgreSQL's usual one, or
where that does not answer, the one that the project's tests start.
Prints the URLs of the server and of the database.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import ExitStack
from importlib import import_module

USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"


async def main() -> None:
    sys.path.insert(0, os.getcwd())
    with ExitStack() as stack:
        server = os.environ.get("TEST_DATABASE_URL", "")
        if not server and await answers(USUAL):
            server = USUAL
        if not server:
            started = import_module("tests.postgres").postgres_server()
            server = stack.enter_context(started)
        os.environ["TEST_DATABASE_URL"] = server
        async with import_module("tests.database").temporary_database() as url:
            sys.stdout.write(f"{server} {url}\n")
            sys.stdout.flush()
            await asyncio.to_thread(sys.stdin.read)


async def answers(url: str) -> bool:
    driver = import_module("asyncpg")
    try:
        connection = await driver.connect(url, timeout=5)
    except (OSError, TimeoutError, driver.PostgresError, driver.InterfaceError):
        return False
    await connection.close()
    return True


if __name__ == "__main__":
    asyncio.run(main())
