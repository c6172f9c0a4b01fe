"""Start the service with every command, send requests, and shut it down gracefully."""

from __future__ import annotations

import asyncio
import json
import re
import signal
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.client import HTTPException

from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.server import (
    TIMEOUT,
    Server,
    migrated,
    running_server,
    start_commands,
)
from fastapi_forge.verify.service import Service

# uvicorn shuts down, then restores the signal's default effect.
_GOOD_ENDS = {0, -signal.SIGTERM}
_BAD_WORDS = ("Traceback", "Warning")
_STATUS_LINE = re.compile(rb"HTTP/1\.1 (\d{3}) ")
_METHODS = ("post", "put", "patch")


async def check_boot(service: Service) -> str:
    commands = start_commands(service)
    async with migrated(service) as variables:
        for command in commands:
            async with running_server(service, command, variables) as server:
                await _answers(server, service.plan)
                await _ends_well(server, service.plan.document)
    return f"{len(commands)} start commands"


async def _answers(server: Server, plan: Plan) -> None:
    for path in (plan.health, plan.document, *plan.pages):
        try:
            response = await server.get(path)
        except (OSError, HTTPException) as error:
            raise server.failure(f"GET {path}: {error!r}") from error
        if response.status != HTTPStatus.OK:
            raise server.failure(f"GET {path} returned {response.status}.")


async def _ends_well(server: Server, path: str) -> None:
    """Check that a request in progress is finished after SIGTERM."""
    document = json.loads((await server.get(path)).text)
    request = next(_requests_with_body(document), None)
    if request is None:
        code = await server.end()
    else:
        code = await _end_during(server, *request)
    if code not in _GOOD_ENDS:
        raise server.failure(f"SIGTERM: the service exited with {code}.")
    for word in _BAD_WORDS:
        if word in server.log_text():
            raise server.failure(f"{word} in the log.")


def _requests_with_body(document: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    paths = document.get("paths")
    for path, operations in (paths if isinstance(paths, dict) else {}).items():
        for method in _METHODS:
            if "requestBody" in operations.get(method, {}) and "{" not in path:
                yield method.upper(), path


async def _end_during(server: Server, method: str, path: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    try:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{"
        )
        writer.write(head.encode())
        await writer.drain()
        # Wait until the server has begun with it, which is not visible from outside.
        await asyncio.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.3)
        writer.write(b"}")
        await writer.drain()
        line = await asyncio.wait_for(reader.readline(), TIMEOUT)
    except (OSError, TimeoutError) as error:
        raise _lost(server, method, path) from error
    finally:
        writer.close()
    status = _STATUS_LINE.match(line)
    if status is None or int(status[1]) >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _lost(server, method, path)
    return await server.end()


def _lost(server: Server, method: str, path: str) -> CheckFailure:
    return server.failure(f"SIGTERM aborted {method} {path}, which was in progress.")
