"""Generate projects to measure, in environments shared with the tests."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import Service, running
from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.processes import run
from tests.support.services import Client

PEERS = Path(__file__).parent / "peers"
NAME = "shop"
ROWS = 10
PREFIX = "/api/v1"
_PASSWORD = "a sentence that nobody guesses"  # noqa: S105 - nobody's


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    directory: Path
    environment: dict[str, str]

    def service(self) -> Service:
        """Start it with its own settings."""
        command = ("python", "-m", "app")
        return self._service("generated", command, self.directory)

    def peer(self, name: str) -> Service:
        """Start it like any application of uvicorn, with this project's packages."""
        command = ("uvicorn", f"{name}:app", "--port", "{port}", "--app-dir")
        return self._service(name, (*command, str(PEERS)), self.directory)

    def _service(self, name: str, command: tuple[str, ...], place: Path) -> Service:
        return Service(
            name=name, command=command, directory=place, environment=self.environment
        )


@contextmanager
def _started(project: Project) -> Iterator[Client]:
    with running(project.service()) as server:
        yield Client(port=server.port, prefix=PREFIX)


def make_project(workplace: Path, *arguments: str) -> Project:
    workplace.mkdir()
    directory = forge_new(workplace, *arguments, name=NAME)
    environment = environment_of(directory, sys.executable).variables(directory)
    environment |= {
        "DATABASE_URL": f"sqlite+aiosqlite:///{directory}/benchmark.sqlite3",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SERVICE": NAME,
    }
    # Neither side may be compiled again at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return Project(directory=directory, environment=environment)


def open_account(project: Project) -> str:
    """Create the tables and a user, and return their token."""
    programs = project.environment["VIRTUAL_ENV"]
    alembic = f"{programs}/bin/alembic"
    place, environment = project.directory, project.environment
    run(alembic, "upgrade", "head", cwd=place, environment=environment)
    with _started(project) as client:
        ann = {"username": "ann", "email": "ann@example.com", "password": _PASSWORD}
        client.call(201, "POST", "/auth/register", body=ann)
        login = {"username": "ann", "password": _PASSWORD}
        token = client.call(200, "POST", "/auth/token", form=login).body["access_token"]
    return str(token)


def fill(project: Project) -> str:
    """Create a user with `ROWS` tasks, and return their token."""
    token = open_account(project)
    with _started(project) as client:
        ann_client = client.with_token(token)
        for number in range(ROWS):
            task = {"title": f"Write number {number}", "priority": number % 5 + 1}
            ann_client.call(201, "POST", "/tasks", body=task)
    return token
