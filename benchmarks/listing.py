"""Measure lists of a million rows, compared with the same lists of a thousand."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.measuring import Comparison, Series, Target, take_turns
from benchmarks.projects import PREFIX, Project, make_project, open_account
from benchmarks.servers import running
from tests.support.databases import (
    Database,
    mysql_database,
    postgres_database,
    sqlite_database,
)
from tests.support.environments import Environment, environment_of
from tests.support.processes import run
from tests.support.services import Client

MANY, FEW = 1_000_000, 1_000
ROUNDS = 9
REQUESTS = 10
MILLISECONDS = 1_000
ROWS = Path(__file__).with_name("rows.py")
QUERIES = (
    *("", "skip=900", "after=500"),
    *("sort_by=title", "sort_by=due_date&order=desc", "sort_by=priority"),
    *("sort_by=status", "sort_by=created_at", "sort_by=updated_at&order=desc"),
    *("priority=3", "status=completed", "tag_id=7"),
)
# Only PostgreSQL has an index for parts of words.
SEARCHES = ("q=customer", "q=7919", "q=nobody")
TARGET = Target(kind="at most", bound=1.5)

Held = Callable[[Path, Environment], AbstractContextManager[Database]]


def compare(workplace: Path) -> Iterator[Comparison]:
    engines: dict[str, tuple[Held, tuple[str, ...]]] = {
        "PostgreSQL": (postgres_database, SEARCHES),
        "MySQL": (mysql_database, ()),
        "SQLite": (sqlite_database, ()),
    }
    for name, (held, searches) in engines.items():
        flags = ("--package-manager", "uv", "--database", name.lower())
        project = make_project(workplace / name, *flags)
        yield from _listed(name, project, held, (*QUERIES, *searches))
        yield _written(name, project, held)


def _listed(
    engine: str, project: Project, held: Held, queries: tuple[str, ...]
) -> Iterator[Comparison]:
    with ExitStack() as stack:
        clients = {
            f"{count:,} rows": stack.enter_context(_serving(project, held, count))
            for count in (MANY, FEW)
        }
        for query in queries:
            path = f"/tasks?{query}"
            for client in clients.values():
                _milliseconds(client, path)
            many, few = take_turns(
                {
                    service: partial(_milliseconds, clients[service], path)
                    for service in clients
                },
                ROUNDS,
            )
            yield Comparison(
                what=f"{engine}, {MANY:,} rows of one owner: `GET {PREFIX}{path}`",
                unit="ms",
                ours=many,
                peer=few,
                target=TARGET,
            )


def _written(engine: str, project: Project, held: Held) -> Comparison:
    with _filled(project, held, None) as (_, written):
        with_indexes, without = map(float, written.split())
    return Comparison(
        what=f"{engine}: insert tasks with the indexes of lists, and without",
        unit="s",
        ours=Series(name="forge", values=(with_indexes,)),
        peer=Series(name="without", values=(without,)),
    )


@contextmanager
def _serving(project: Project, held: Held, count: int) -> Iterator[Client]:
    with (
        _filled(project, held, count) as (filled, token),
        running(filled.service()) as server,
    ):
        yield Client(port=server.port, prefix=PREFIX).with_token(token)


@contextmanager
def _filled(
    project: Project, held: Held, count: int | None
) -> Iterator[tuple[Project, str]]:
    """Yield the project with a separate database, and a token or the output."""
    environment = environment_of(project.directory, sys.executable)
    with held(project.directory, environment) as database:
        variables = project.environment | {
            "DATABASE_URL": database.url,
            "PYTHONPATH": str(project.directory),
            "ACCESS_TOKEN_EXPIRE_MINUTES": "60",
        }
        filled = replace(project, environment=variables)
        token = open_account(filled)
        arguments = [str(count)] if count else []
        printed = run(
            environment.python,
            ROWS,
            *arguments,
            cwd=project.directory,
            environment=variables,
        )
        yield filled, token if count else printed


def _milliseconds(client: Client, path: str) -> float:
    """Return the mean time of some requests, one after the other."""
    started = time.perf_counter()
    for _ in range(REQUESTS):
        client.call(200, "GET", path)
    return (time.perf_counter() - started) / REQUESTS * MILLISECONDS
