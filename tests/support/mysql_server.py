"""Provide a server with MySQL's protocol: given, running, or started here."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.environments import Environment
from tests.support.processes import run
from tests.support.services import free_port

_GIVEN = "FORGE_TEST_MYSQL_URL"
_USUAL = "mysql://root@127.0.0.1:3306"
_LOGIN = "import pymysql; pymysql.connect(host='127.0.0.1', user='root').close()"
_PROGRAMS = ("mariadb-install-db", "mariadbd")
_TIMEOUT = 60.0


@contextmanager
def mysql_server(environment: Environment) -> Iterator[str]:
    """Yield the URL of a server; skip the test without one."""
    if given := os.environ.get(_GIVEN):
        yield given
    elif _lets_root_in(environment):
        yield _USUAL
    elif missing := missing_programs():
        pytest.skip(f"no MySQL server answers, and {' and '.join(missing)} is missing")
    else:
        with own_server() as url:
            yield url


@contextmanager
def mysql_address() -> Iterator[str]:
    """Yield the URL of a server that may deny access."""
    if given := os.environ.get(_GIVEN):
        yield given
    elif missing_programs() or _answers("127.0.0.1", 3306):
        yield _USUAL
    else:
        with own_server() as url:
            yield url


def missing_programs() -> list[str]:
    return [program for program in _PROGRAMS if _found(program) is None]


def _lets_root_in(environment: Environment) -> bool:
    tried = subprocess.run(
        [environment.programs / "python", "-c", _LOGIN],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


def _found(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")


@contextmanager
def own_server(*options: str) -> Iterator[str]:
    """Start a server with `options`, yield its URL and stop it."""
    install, serve = (str(_found(program)) for program in _PROGRAMS)
    with TemporaryDirectory(prefix="mariadb-") as home:
        data = f"--datadir={home}/data"
        common = ("--no-defaults", f"--user={getpass.getuser()}", data)
        root = "--auth-root-authentication-method=normal"
        run(install, *common, root, cwd=Path(home))
        port = free_port()
        place = (
            "--bind-address=127.0.0.1",
            f"--port={port}",
            f"--socket={home}/socket",
        )
        command = [serve, *common, *place, *options]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            _wait_for(server, port)
            yield f"mysql://root@127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(_TIMEOUT)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _TIMEOUT
    while not _answers("127.0.0.1", port):
        assert server.poll() is None, "The MariaDB server ended by itself."
        assert time.monotonic() < deadline, "The MariaDB server does not answer."
        time.sleep(0.1)


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
