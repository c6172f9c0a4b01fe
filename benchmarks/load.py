"""Send requests over a few connections for some time."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import time
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass

from tests.support.processes import TIMEOUT

HOST = "127.0.0.1"
CONNECTIONS = 8
SECONDS = 1
_SUM = re.compile(r"^\s*(\d+) requests in ([\d.]+)s", re.MULTILINE)
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    requests: int
    seconds: float


def generator() -> str:
    return "wrk" if shutil.which("wrk") else "this Python"


def put_load(port: int, path: str, token: str) -> Load:
    """Run the load; raise RuntimeError for an unexpected response."""
    if shutil.which("wrk"):
        return _by_wrk(f"http://{HOST}:{port}{path}", token)
    return asyncio.run(_by_python(port, path, token))


def _by_wrk(url: str, token: str) -> Load:
    done = subprocess.run(
        [
            *("wrk", "--threads", "1", "--connections", str(CONNECTIONS)),
            *("--duration", f"{SECONDS}s"),
            *("--header", f"Authorization: Bearer {token}", url),
        ],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=True,
    )
    summed = _SUM.search(done.stdout)
    if summed is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"{url} failed under load:\n{done.stdout}")
    return Load(requests=int(summed[1]), seconds=float(summed[2]))


async def _by_python(port: int, path: str, token: str) -> Load:
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\n\r\n"
    ).encode()
    started = time.perf_counter()
    deadline = started + SECONDS
    counts = await asyncio.gather(
        *(_connection(port, request, deadline) for _ in range(CONNECTIONS))
    )
    return Load(requests=sum(counts), seconds=time.perf_counter() - started)


async def _connection(port: int, request: bytes, deadline: float) -> int:
    reader, writer = await asyncio.open_connection(HOST, port)
    count = 0
    while time.perf_counter() < deadline:
        await _exchange(reader, writer, request)
        count += 1
    writer.close()
    await writer.wait_closed()
    return count


async def _exchange(reader: StreamReader, writer: StreamWriter, request: bytes) -> None:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if not head.startswith(b"HTTP/1.1 200 ") or length is None:
        raise RuntimeError(f"The service failed under load: {head!r}")
    await reader.readexactly(int(length[1]))
