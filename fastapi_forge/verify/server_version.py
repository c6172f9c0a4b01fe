"""Print the version of the database server at a URL.

The service's own Python runs this, because it has the driver.
"""

from __future__ import annotations

import asyncio
import re
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit


def main(url: str) -> None:
    ask = _postgresql if url.startswith("postgres") else _mysql
    sys.stdout.write(f"{ask(url)}\n")


def _postgresql(url: str) -> object:
    plain = re.sub(r"^\w+(\+\w+)?:", "postgresql:", url)
    if find_spec("psycopg"):
        with import_module("psycopg").connect(plain) as connection:
            return connection.execute("SELECT version()").fetchone()[0]
    return asyncio.run(_with_asyncpg(plain))


async def _with_asyncpg(url: str) -> object:
    connection = await import_module("asyncpg").connect(url)
    try:
        return await connection.fetchval("SELECT version()")
    finally:
        await connection.close()


def _mysql(url: str) -> object:
    parts = urlsplit(url)
    connection: Any = import_module("pymysql").connect(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 3306,
        user=unquote(parts.username or "root"),
        password=unquote(parts.password or ""),
    )
    try:
        return connection.get_server_info()
    finally:
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
