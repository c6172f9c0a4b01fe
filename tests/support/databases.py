"""The database that a generated project runs on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.environments import Environment

_HOLDER = Path(__file__).with_name("held_database.py")
_SERVER = "FORGE_TEST_POSTGRES_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    server: str
    url: str


@contextmanager
def postgres_database(project: Path, environment: Environment) -> Iterator[Database]:
    """An empty database with a name of its own, dropped afterwards."""
    holder = subprocess.Popen(
        [environment.programs / "python", "-P", _HOLDER],
        cwd=project,
        env=_variables(environment.variables(project)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        server, _, url = holder.stdout.readline().strip().partition(" ")
        assert url, "No PostgreSQL server: see standard error."
        yield Database(server=server, url=url)
        # Leaving closes standard input, for which the holder waits.
        holder.communicate()
    assert holder.returncode == 0


def _variables(variables: Mapping[str, str]) -> dict[str, str]:
    given = os.environ.get(_SERVER)
    return {**variables, _SERVER: given} if given else dict(variables)
