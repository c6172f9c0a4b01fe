"""Provide the database of a generated project."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.environments import Environment
from tests.support.mysql_server import mysql_server

_HOLDER = Path(__file__).with_name("held_database.py")
_POSTGRES = "FORGE_TEST_POSTGRES_URL"
_SERVER = "TEST_DATABASE_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    server: str
    url: str


@contextmanager
def postgres_database(project: Path, environment: Environment) -> Iterator[Database]:
    with _held(project, environment, os.environ.get(_POSTGRES)) as database:
        yield database


@contextmanager
def mysql_database(project: Path, environment: Environment) -> Iterator[Database]:
    with (
        mysql_server(environment) as server,
        _held(project, environment, server) as database,
    ):
        yield database


@contextmanager
def sqlite_database(project: Path, _: Environment) -> Iterator[Database]:
    with TemporaryDirectory(dir=project) as directory:
        yield Database(server="", url=f"sqlite:///{directory}/database.sqlite3")


@contextmanager
def _held(
    project: Path, environment: Environment, server: str | None
) -> Iterator[Database]:
    """Yield an empty database, and drop it afterwards."""
    given = {_SERVER: server} if server else {}
    holder = subprocess.Popen(
        [environment.programs / "python", "-P", _HOLDER],
        cwd=project,
        env=environment.variables(project) | given,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        server, _, url = holder.stdout.readline().strip().partition(" ")
        assert url, "No database: see standard error."
        yield Database(server=server, url=url)
        # Leaving closes standard input, which the holder waits for.
        holder.communicate()
    assert holder.returncode == 0
