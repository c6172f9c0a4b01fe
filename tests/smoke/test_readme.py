"""The commands in the pages of a service work in order in a new copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest

from fastapi_forge.verify.environments import uv
from tests.support.booted import booted
from tests.support.choosing import chosen
from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.issuers import IssuerSettings, running_issuer
from tests.support.processes import clean_environment, run
from tests.support.services import Client, free_port, wait_for
from tests.support.shell import Shell, shell
from tests.support.touched import touches

BLOCK = re.compile(
    r"^```(?P<language>\w+)\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL
)
SERVER = re.compile(r"\buvicorn |\bpython -m app\b|\bdocker compose up (?!-d)")
# By itself, or by the signal that stopped it.
STOPPED = {0, 128 + 2, 128 + 15}
BUILD = 900.0
PAGES = ("README.md", "docs/database.md", "docs/production.md", "AGENTS.md")
# A rejecting response fails.
CURL = 'set -o pipefail; curl() { command curl -sS --fail-with-body "$@"; }'
KEY = re.compile(r"^[0-9a-f]{12}_\S{43}$", re.MULTILINE)
Item = TypeVar("Item")
ON_THIS_MACHINE = ("--host", "localhost", "--username", "postgres", "--no-password")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    name: str
    arguments: tuple[str, ...]


VARIANTS = (
    Variant(name="uv", arguments=("--package-manager", "uv")),
    Variant(
        name="pip",
        arguments=("--package-manager", "pip", "--auth", "none", "--no-docker"),
    ),
    Variant(
        name="postgresql",
        arguments=(
            *("--package-manager", "uv", "--database", "postgresql"),
            *("--no-docker", "--no-example"),
        ),
    ),
)
RECIPES = {
    "basic": ("--auth=basic",),
    "jwt": ("--auth=jwt", "--set=api_keys=true"),
    "api-key": ("--auth=api-key",),
    "oidc": ("--auth=oidc",),
}


def some(what: str, items: Sequence[Item], bound: int) -> Sequence[Item]:
    return chosen(
        what,
        items,
        bound=bound,
        kind=lambda _: "",
        touched=lambda _, path: touches(path, "tests/smoke/test_readme"),
    )


@pytest.mark.parametrize(
    "variant",
    some("README of a service", VARIANTS, 1),
    ids=lambda variant: variant.name,
)
def test_commands_work(
    variant: Variant, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    # A name of its own, because README creates a database with it.
    name = f"{variant.name}-{uuid4().hex[:8]}"
    postgresql = "postgresql" in variant.arguments
    if postgresql and not answers_here():
        pytest.skip("no PostgreSQL server on localhost lets the user postgres in")
    project = forge_new(tmp_path, *variant.arguments, name=name)
    # Hooks are installed into a repository.
    run("git", "init", "--quiet", cwd=project)
    port = free_port()
    environment = typists(tmp_path / "bin", project)
    environment |= {"UVICORN_PORT": str(port), "PORT": str(port)}
    commands = [command for page in PAGES for command in commands_of(project / page)]
    with (
        dropped(f"{name.replace('-', '_')}_db" if postgresql else None),
        shell(project, environment) as terminal,
    ):
        for command in commands:
            if command.startswith("docker ") and not has_docker():
                with subtests.test(command):
                    pytest.skip(f"no Docker engine answers: {command}")
            else:
                type_in(terminal, command, port)
        if has_docker():
            terminal.run("docker compose down --volumes --rmi local")


def commands_of(page: Path, language: str = "sh") -> list[str]:
    if not page.exists():
        return []
    return [
        command
        for block in BLOCK.finditer(page.read_text("utf-8"))
        if block["language"] == language
        for command in block["commands"].replace("\\\n", "").splitlines()
    ]


def type_in(terminal: Shell, command: str, port: int) -> None:
    if SERVER.search(command):
        group = terminal.start(command)
        wait_for(Client(port=port), timeout=BUILD)
        Client(port=port).call(200, "GET", "/docs")
        status, said = terminal.stop(group)
        assert status in STOPPED, f"$ {command}\n{said}\n-> {status}"
        assert "Traceback" not in said, said
    else:
        status, said = terminal.run(command)
        assert status == 0, f"$ {command}\n{said}\n-> {status}"


def typists(programs: Path, project: Path) -> dict[str, str]:
    """The environment of a user with uv and Python, without forge's."""
    programs.mkdir()
    (programs / "python3").symlink_to(Path(sys.executable).resolve())
    (programs / "uv").symlink_to(uv())
    environment = clean_environment(project)
    own = str(Path(sys.executable).parent)
    path = [folder for folder in environment["PATH"].split(os.pathsep) if folder != own]
    return environment | {"PATH": os.pathsep.join([str(programs), *path])}


@pytest.mark.parametrize("auth", some("recipes of README", tuple(RECIPES), 2))
def test_recipes_work(auth: str, tmp_path: Path) -> None:
    """Return the commands to authenticate while the service runs."""
    with (
        issuer_of(auth) as issued,
        booted(tmp_path, *RECIPES[auth], variables=issued.variables) as service,
        shell(service.project, service.variables) as terminal,
    ):
        issuer = issued.variables.get("OIDC_ISSUER", "")
        terminal.run(f"{CURL}\nCLIENT_ID=tests CLIENT_SECRET=none")
        commands = commands_of(service.project / "docs/authentication.md", "bash")
        assert commands
        for command in commands:
            # The reader's Keycloak.
            if command.startswith("docker "):
                continue
            recipe = command.replace("http://localhost:8000", service.address)
            recipe = re.sub(r"^ISSUER=.+$", f"ISSUER={issuer}", recipe)
            status, said = terminal.run(recipe)
            assert status == 0, f"$ {command}\n{said}\n-> {status}"
            if auth == "api-key" and (key := KEY.search(said)):
                terminal.run(f"KEY={key[0]}")


@pytest.mark.parametrize("auth", some("suite after the recipes", tuple(RECIPES), 1))
def test_suite_passes_after_the_recipes(auth: str, tmp_path: Path) -> None:
    """Add a permission and an endpoint, with other settings."""
    project = forge_new(tmp_path, *RECIPES[auth])
    add_reports(project)
    with (project / ".env").open("a") as settings:
        settings.write("ALLOWED_HOSTS=localhost,192.168.1.20\nMAINTENANCE_MODE=true\n")
    environment = environment_of(project, sys.executable)

    for command in (
        "ruff check --fix --select I",
        "ruff format",
        "ruff check",
        "mypy",
        "pytest -q -n 2",
    ):
        run(*command.split(), cwd=project, environment=environment.variables(project))


def add_reports(project: Path) -> None:
    """Follow README's instructions for custom permissions."""
    [endpoint] = [
        block["commands"]
        for block in BLOCK.finditer((project / "README.md").read_text("utf-8"))
        if block["language"] == "python" and "Permission.REPORTS_READ" in block[0]
    ]
    endpoints = next((project / "app" / "api").rglob("endpoints"))
    (endpoints / "reports.py").write_text(endpoint, "utf-8")
    router = endpoints.parent / "router.py"
    changed(router, r"from (\S+endpoints) import", r"from \1 import reports\n\g<0>")
    changed(router, r"\Z", "router.include_router(reports.router)\n")
    permissions = project / "app" / "core" / "permissions.py"
    member = r'\g<0>\n    REPORTS_READ = "reports:read"'
    changed(permissions, r"class Permission\(.+", member)
    text = permissions.read_text("utf-8")
    if "_EDITOR" in text:
        changed(permissions, r"_EDITOR = .+\n    \[", r"\g<0>Permission.REPORTS_READ, ")
    if "SCOPES" in text:
        described = r"\g<0>Permission.REPORTS_READ: 'Count reports.', "
        changed(permissions, r"SCOPES.+\{", described)


def changed(path: Path, pattern: str, replacement: str) -> None:
    text, found = re.subn(pattern, replacement, path.read_text("utf-8"), count=1)
    assert found, f"{path} has no {pattern}"
    path.write_text(text, "utf-8")


def issuer_of(auth: str) -> AbstractContextManager[IssuerSettings]:
    return running_issuer() if auth == "oidc" else nullcontext(IssuerSettings())


@cache
def has_docker() -> bool:
    if not shutil.which("docker"):
        return False
    tried = subprocess.run(["docker", "info"], capture_output=True, check=False)
    return tried.returncode == 0


def answers_here() -> bool:
    return bool(shutil.which("createdb")) and (
        postgres("psql", "--dbname", "postgres", "--command", "SELECT 1") == 0
    )


@contextmanager
def dropped(database: str | None) -> Iterator[None]:
    yield
    if database is not None:
        assert postgres("dropdb", database) == 0


def postgres(program: str, *arguments: str) -> int:
    return subprocess.run(
        [program, *ON_THIS_MACHINE, *arguments],
        env=clean_environment(),
        capture_output=True,
        check=False,
    ).returncode
