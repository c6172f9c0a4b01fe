"""Start, load and stop servers on this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import HOST
from benchmarks.measuring import MEBIBYTE
from tests.support.services import free_port

_TIMEOUT = 60.0
_PAUSE = 0.002
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The command of a service; `{port}` is replaced."""

    name: str
    command: tuple[str, ...]
    directory: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A listening service; `seconds` is its start time."""

    port: int
    process: int
    seconds: float

    @property
    def processor_seconds(self) -> float:
        """Return the processor time that the process has used."""
        # The fields after the name, which can contain anything: see proc(5).
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def mebibytes(self) -> float:
        status = Path(f"/proc/{self.process}/status").read_text("utf-8")
        resident = _RESIDENT.search(status)
        return int(resident[1]) / MEBIBYTE if resident else float("nan")


@contextmanager
def running(service: Service) -> Iterator[Server]:
    """Start it with its log in a file, as in production."""
    port = free_port()
    with (service.directory / f"{service.name}.log").open("wb") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            [part.format(port=port) for part in service.command],
            cwd=service.directory,
            env={**service.environment, "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(port, process, started + _TIMEOUT)
            seconds = time.perf_counter() - started
            yield Server(port=port, process=process.pid, seconds=seconds)
        finally:
            process.terminate()
            process.wait(_TIMEOUT)


def seconds_to_listen(service: Service) -> float:
    with running(service) as server:
        return server.seconds


def _wait(port: int, process: subprocess.Popen[bytes], deadline: float) -> None:
    while time.perf_counter() < deadline and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(_PAUSE)
        else:
            return
    raise RuntimeError(f"{process.args!r} does not listen.")
