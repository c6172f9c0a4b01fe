"""Hold an empty database while standard input is open.

The service's own Python runs this, because it has the driver. The argument is the
server's URL. It prints the name of the database, and for each line of input the number
of its tables.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from uuid import uuid4

_COUNT = (
    "SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN"
    " ('information_schema', 'pg_catalog', 'mysql', 'performance_schema', 'sys')"
)


def main(url: str) -> None:
    name = f"forge_{uuid4().hex}"
    execute = _postgresql if url.startswith("postgres") else _mysql
    execute(url, f"CREATE DATABASE {name}")
    try:
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        for _ in sys.stdin:
            sys.stdout.write(f"{execute(url, _COUNT, name)}\n")
            sys.stdout.flush()
    finally:
        # End open connections to it.
        force = " WITH (FORCE)" if execute is _postgresql else ""
        execute(url, f"DROP DATABASE {name}{force}")


def _postgresql(url: str, statement: str, database: str = "") -> object:
    """Execute a statement in the URL's database, or in another one."""
    plain = re.sub(r"^\w+(\+\w+)?:", "postgresql:", url)
    if database:
        plain = urlunsplit(urlsplit(plain)._replace(path=f"/{database}"))
    if not find_spec("psycopg"):
        return asyncio.run(_with_asyncpg(plain, statement, counts=bool(database)))
    with import_module("psycopg").connect(plain, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if database else None


async def _with_asyncpg(url: str, statement: str, *, counts: bool) -> object:
    connection = await import_module("asyncpg").connect(url)
    try:
        execute = connection.fetchval if counts else connection.execute
        return await execute(statement)
    finally:
        await connection.close()


def _mysql(url: str, statement: str, database: str = "") -> object:
    parts = urlsplit(url)
    # aiomysql is based on it.
    connect: Callable[..., object] = import_module("pymysql").connect
    connection: Any = connect(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 3306,
        user=unquote(parts.username or "root"),
        password=unquote(parts.password or ""),
    )
    where = f" AND table_schema = '{database}'" if database else ""
    try:
        cursor = connection.cursor()
        cursor.execute(f"{statement}{where}")
        return cursor.fetchone()[0] if database else None
    finally:
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
