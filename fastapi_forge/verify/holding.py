"""Hold an empty database for as long as standard input is open.

The service's own Python runs this, for it has the driver: the server's URL comes as
argument, the name of the database is printed.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit
from uuid import uuid4


def main(url: str) -> None:
    name = f"forge_{uuid4().hex}"
    execute = _postgresql if url.startswith("postgres") else _mysql
    execute(url, f"CREATE DATABASE {name}")
    try:
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        # Whoever still holds a connection to it is not asked.
        force = " WITH (FORCE)" if execute is _postgresql else ""
        execute(url, f"DROP DATABASE {name}{force}")


def _postgresql(url: str, statement: str) -> None:
    plain = re.sub(r"^\w+(\+\w+)?:", "postgresql:", url)
    if find_spec("psycopg"):
        with import_module("psycopg").connect(plain, autocommit=True) as connection:
            connection.execute(statement)
    else:
        asyncio.run(_with_asyncpg(plain, statement))


async def _with_asyncpg(url: str, statement: str) -> None:
    connection = await import_module("asyncpg").connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _mysql(url: str, statement: str) -> None:
    parts = urlsplit(url)
    # aiomysql is built on it.
    connect: Callable[..., object] = import_module("pymysql").connect
    connection: object = connect(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 3306,
        user=unquote(parts.username or "root"),
        password=unquote(parts.password or ""),
    )
    try:
        connection.cursor().execute(statement)  # type: ignore[attr-defined]
    finally:
        connection.close()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(sys.argv[1])
