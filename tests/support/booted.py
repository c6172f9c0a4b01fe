"""Provide a migrated and started service."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.processes import run
from tests.support.services import SERVER, Client, serving

ADMIN = "boss"
PASSWORD = "a sentence that nobody guesses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booted:
    project: Path
    variables: Mapping[str, str]
    client: Client

    @property
    def address(self) -> str:
        # A host name: OAuth clients accept plain HTTP to it, and browsers cookies.
        return f"http://localhost:{self.client.port}"


@contextmanager
def booted(
    directory: Path, *arguments: str, variables: Mapping[str, str] | None = None
) -> Iterator[Booted]:
    """Return the service of this combination, on SQLite."""
    project = forge_new(directory, *arguments)
    environment = environment_of(project, sys.executable)
    known = environment.variables(project) | dict(variables or {})
    run("alembic", "upgrade", "head", cwd=project, environment=known)
    with serving(SERVER, project, known) as client:
        yield Booted(project=project, variables=known, client=client)


def create_admin(
    project: Path,
    variables: Mapping[str, str],
    *,
    username: str = ADMIN,
    password: str = PASSWORD,
) -> None:
    """Create an administrator as operators do."""
    done = subprocess.run(
        ("python", "-m", "app", "create-admin", username, f"{username}@example.com"),
        cwd=project,
        env=variables,
        input=f"{password}\n".encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode()
    assert done.returncode == 0, said
    assert password not in said


def create_key(
    project: Path, variables: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Return a key with all permissions, and the variables for it."""
    command = ("python", "-m", "app", "create-key", "smoke", "--all-permissions")
    said = run(*command, cwd=project, environment=variables)
    [key] = re.findall(r"^[0-9a-f]{12}_\S{43}$", said, re.MULTILINE)
    return key, {
        **variables,
        **dict(re.findall(r"^(API_KEYS)=(.+)$", said, re.MULTILINE)),
    }
