"""Measure requests to a generated service, compared with minimal alternatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.load import put_load
from benchmarks.measuring import Comparison, Series, Target, take_turns
from benchmarks.projects import PREFIX, fill, make_project
from benchmarks.servers import Server, Service, running, seconds_to_listen

ROUNDS = 15
MICROSECONDS = 1_000_000
LIVE = "/health/live"
LIST = f"{PREFIX}/tasks"
UV = ("--package-manager", "uv")
FULL = (*UV, "--database", "sqlite", "--auth", "jwt")
LEAN = (*UV, "--database", "none", "--auth", "none")


def compare(workplace: Path) -> Iterator[Comparison]:
    project = make_project(workplace / "full", *FULL)
    token = fill(project)
    ours, bare, tasks = project.service(), project.peer("bare"), project.peer("tasks")
    yield from _under_load(
        f"`GET {LIVE}` and a bare endpoint", ours, bare, LIVE, "", 0.70
    )
    yield from _under_load(
        f"`GET {LIST}` (10 rows, token) and a hand-written service",
        *(ours, tasks, LIST, token, 0.85),
    )
    # A full page does not show the length of the list, so the service counts, like the
    # peer.
    yield from _under_load(
        f"`GET {LIST}?limit=5` (5 of 10 rows, token) and a hand-written service",
        *(ours, tasks, f"{LIST}?limit=5", token, 0.85),
    )
    yield _starting("Start until listening, and that service", ours, tasks, 1.5)
    lean = make_project(workplace / "lean", *LEAN)
    ours, bare = lean.service(), lean.peer("bare")
    yield from _under_load(
        f"`GET {LIVE}` without a database and a bare endpoint",
        *(ours, bare, LIVE, "", 0.70),
    )
    what = "Start until listening without a database, and a bare endpoint"
    yield _starting(what, ours, bare, 1.5)


def _under_load(  # noqa: PLR0913 - what is compared, where, and the bound
    what: str, ours: Service, peer: Service, path: str, token: str, bound: float
) -> Iterator[Comparison]:
    services = {"forge": ours, peer.name: peer}
    # Separately, because other processes on the machine may interfere.
    effort: dict[str, list[float]] = {name: [] for name in services}

    def rate(name: str, server: Server) -> float:
        before = server.processor_seconds
        load = put_load(server.port, path, token)
        used = server.processor_seconds - before
        effort[name].append(used / load.requests * MICROSECONDS)
        return load.requests / load.seconds

    with running(ours) as our_server, running(peer) as peer_server:
        servers = dict(zip(services, (our_server, peer_server), strict=True))
        for name, server in servers.items():
            rate(name, server)
            effort[name].clear()
        rates = take_turns(
            {name: partial(rate, name, server) for name, server in servers.items()},
            ROUNDS,
        )
        memory = [
            Series(name=name, values=(server.mebibytes,))
            for name, server in servers.items()
        ]
    efforts = [
        Series(name=name, values=tuple(numbers)) for name, numbers in effort.items()
    ]
    target = Target(kind="at least", bound=bound)
    yield _compared(what, "1/s", rates, target)
    yield _compared(f"{what}: processor time per response", "µs", efforts)
    yield _compared(f"{what}: memory afterwards", "MiB", memory)


def _compared(
    what: str, unit: str, series: Sequence[Series], target: Target | None = None
) -> Comparison:
    ours, peer = series
    return Comparison(what=what, unit=unit, ours=ours, peer=peer, target=target)


def _starting(what: str, ours: Service, peer: Service, bound: float) -> Comparison:
    services = {"forge": ours, peer.name: peer}
    for service in services.values():
        seconds_to_listen(service)
    times = take_turns(
        {
            name: partial(seconds_to_listen, service)
            for name, service in services.items()
        },
        ROUNDS,
    )
    return _compared(what, "s", times, Target(kind="at most", bound=bound))
