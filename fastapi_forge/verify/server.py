"""Start the service and send requests to it."""

from __future__ import annotations

import asyncio
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from fastapi_forge.verify.commands import shell_command, started
from fastapi_forge.verify.databases import database_of
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service

TIMEOUT = 60.0
"""Seconds for starting, for responding and for shutting down."""
_POLL_INTERVAL = 0.1
_SHOWN_LINES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    port: int
    command: str
    process: asyncio.subprocess.Process
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def get(self, path: str) -> Response:
        """Send a GET request; raise OSError or HTTPException without a response."""
        return await asyncio.to_thread(_get, self.port, path)

    def log_text(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def failure(self, what: str) -> CheckFailure:
        tail = "\n".join(self.log_text().splitlines()[-_SHOWN_LINES:])
        return CheckFailure(f"{what}\n{tail}".strip(), self.command)

    async def end(self) -> int:
        """Terminate it as a supervisor would; raise CheckFailure if it stays."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self.process.wait(), TIMEOUT)
        except TimeoutError as error:
            raise self.failure(
                f"SIGTERM: still running after {TIMEOUT:.0f} s."
            ) from error


def start_commands(service: Service) -> Sequence[Sequence[str]]:
    """Return every start command, without the port."""
    commands: list[Sequence[str]] = [("uvicorn", service.app, "--port", "{port}")]
    package = service.package
    if (package / "__main__.py").is_file():
        commands.append(("python", "-m", package.name))
    return commands


@asynccontextmanager
async def migrated(service: Service) -> AsyncIterator[dict[str, str]]:
    """Yield the variables for a database with all tables."""
    async with database_of(service) as variables:
        if variables and has_migrations(service):
            await service.run_checked("alembic", "upgrade", "head", **variables)
        yield variables


def has_migrations(service: Service) -> bool:
    return (service.path / "alembic.ini").is_file() or (
        "[tool.alembic]" in service.project_file
    )


@asynccontextmanager
async def running_server(
    service: Service, command: Sequence[str], variables: Mapping[str, str]
) -> AsyncIterator[Server]:
    """Yield the service on a free port, and terminate it as a supervisor would.

    Raise CheckFailure if it does not start.
    """
    port = free_port()
    words = [word.format(port=port) for word in command]
    with tempfile.NamedTemporaryFile(prefix="forge-server-", suffix=".log") as log:
        async with started(
            service.program(words[0]),
            *words[1:],
            cwd=service.path,
            environment=service.variables | {"PORT": str(port), **variables},
            output=log.file,
        ) as process:
            server = Server(
                port=port,
                command=shell_command(service.path, words),
                process=process,
                log=Path(log.name),
            )
            await _wait_for(server, service.plan.health)
            yield server
            await server.end()


async def _wait_for(server: Server, path: str) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + TIMEOUT
    while True:
        if server.process.returncode is not None:
            raise server.failure("The service exited.")
        if loop.time() > deadline:
            raise server.failure(f"GET {path}: no 200 within {TIMEOUT:.0f} s.")
        try:
            response = await server.get(path)
        except (OSError, HTTPException):
            await asyncio.sleep(_POLL_INTERVAL)
            continue
        if response.status == HTTPStatus.OK:
            return
        if response.status == HTTPStatus.NOT_FOUND:
            raise CheckSkipped(
                f"GET {path} returned 404. Set another path under 'service:"
                " health:' in verify.yml."
            )
        await asyncio.sleep(_POLL_INTERVAL)


def _get(port: int, path: str) -> Response:
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        text = response.read().decode("utf-8", "replace")
        return Response(status=response.status, headers=headers, text=text)
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
