"""Services reach their databases by sockets and through a pooler."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest

from tests.support.databases import mysql_database, postgres_database
from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.processes import run
from tests.support.services import free_port

ACCESS = pytest.mark.parametrize("access", ["async", "sync"])
FIND_SOCKET = {
    "postgresql": """\
from psycopg import connect
from app.core.config import get_settings
url = get_settings().database_url.get_secret_value().replace("+psycopg", "")
with connect(url) as connection:
    [(directory,)] = connection.execute("SHOW unix_socket_directories")
    [(port,)] = connection.execute("SHOW port")
    print(f"host={directory.split(',')[0]}&port={port}")
""",
    "mysql": """\
from pymysql import connect
from sqlalchemy.engine import make_url
from app.core.config import get_settings
url = make_url(get_settings().database_url.get_secret_value())
with connect(host=url.host, port=url.port, user=url.username) as connection:
    cursor = connection.cursor()
    cursor.execute("SELECT @@socket")
    print(f"unix_socket={cursor.fetchone()[0]}")
""",
}
# 120 requests at once, each with one that writes, one that reads and one that fails.
REQUESTS = """\
import sys
from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

from app.main import app

with TestClient(app, base_url="http://localhost") as client:

    def request(number):
        tag = {"name": f"tag {number}"}
        created = client.post("/api/v1/tags", json=tag)
        read = client.get("/api/v1/tags", params={"q": tag["name"]})
        taken = client.post("/api/v1/tags", json=tag)
        return created.status_code, read.status_code, taken.status_code

    with ThreadPoolExecutor(30) as threads:
        print({*threads.map(request, range(120))})
"""
SETTINGS = """\
[databases]
* = host={server} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 5
"""


@ACCESS
def test_postgresql_behind_a_pooler(access: str, tmp_path: Path) -> None:
    project = forge_new(
        tmp_path, *("--database", "postgresql", "--access", access, "--auth", "none")
    )
    environment = environment_of(project, sys.executable)
    with (
        postgres_database(project, environment) as database,
        bouncer(database.url) as url,
    ):
        known = environment.variables(project) | {"DATABASE_URL": url}
        run("alembic", "upgrade", "head", cwd=project, environment=known)
        said = run("python", "-c", REQUESTS, cwd=project, environment=known)

    assert said.splitlines()[-1] == "{(201, 200, 409)}"


@ACCESS
@pytest.mark.parametrize("database", ["postgresql", "mysql"])
def test_socket(database: str, access: str, tmp_path: Path) -> None:
    """Without TLS and without a password, as the server asks for none."""
    project = forge_new(
        tmp_path, *("--database", database, "--access", access, "--auth", "none")
    )
    environment = environment_of(project, sys.executable)
    hold = {"postgresql": postgres_database, "mysql": mysql_database}[database]
    with hold(project, environment) as held:
        known = environment.variables(project)
        ask = known | {"DATABASE_URL": held.url}
        given = urlsplit(held.url)
        python = ("python", "-c", FIND_SOCKET[database])
        found = run(*python, cwd=project, environment=ask).strip()
        known["DATABASE_URL"] = f"{database}://{given.username}@{given.path}?{found}"
        run("alembic", "upgrade", "head", cwd=project, environment=known)
        said = run("python", "-c", REQUESTS, cwd=project, environment=known)

    assert said.splitlines()[-1] == "{(201, 200, 409)}"


@contextmanager
def bouncer(database_url: str) -> Iterator[str]:
    """Start pgbouncer in transaction mode, and yield the URL of the database."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip("pgbouncer is missing: nothing tests services behind a pooler")
    given = urlsplit(database_url)
    port = free_port()
    with TemporaryDirectory() as directory:
        settings = Path(directory, "pgbouncer.ini")
        settings.write_text(
            SETTINGS.format(server=f"{given.hostname} port={given.port}", port=port)
        )
        # It refuses to run as root, and changes the user once it has its settings.
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        with subprocess.Popen([program, "-q", *user, settings]) as process:
            try:
                wait_for(port)
                yield f"postgresql://postgres@127.0.0.1:{port}{given.path}"
            finally:
                process.terminate()


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("pgbouncer does not start")
