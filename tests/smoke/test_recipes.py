"""The recipes of a service's page on the API work, with its whole suite afterwards."""

from __future__ import annotations

import re
import shlex
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.smoke.test_readme import BLOCK, changed, commands_of, some
from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.processes import run

KINDS = {
    "jwt": (),
    "basic": ("--auth=basic", "--access=sync", "--ids=uuid"),
    "api-key": ("--auth=api-key",),
    "memory": ("--auth=oidc", "--database=none"),
}
SERVICE = Path("app/services/task.py")
SCHEMAS = Path("app/schemas/task.py")
ENDPOINTS = Path("app/api/v1/endpoints/tasks.py")
COMMANDS = ("ruff check --fix --select I,F401", "ruff format", "ruff check", "mypy")
ABSENT = """
from fastapi.testclient import TestClient
from httpx2 import AsyncClient

from tests.factories.task import tasks


async def test_missing_assignee_is_a_conflict(signed_in: AsyncClient) -> None:
    body = await tasks.body(signed_in, assignee_id=999999)
    response = await signed_in.post(tasks.url, json=body)

    assert response.status_code == 409
    assert response.json()["errors"][0]["loc"] == ["body", "assignee_id"]
"""
READ = ("/tasks", "/tasks/{task_id}", "/tasks/by-status/{status}")


@pytest.mark.parametrize("kind", some("recipes of a service", tuple(KINDS), 2))
def test_suite_passes_after_the_recipes(kind: str, tmp_path: Path) -> None:
    project = forge_new(tmp_path, *KINDS[kind])
    text = (project / "docs" / "api.md").read_text("utf-8")
    sections = re.findall(r"^## (.+)\n((?:.|\n)+?)(?=^## |\Z)", text, re.MULTILINE)
    assert sections
    for title, section in sections:
        blocks = [block["commands"] for block in BLOCK.finditer(section)]
        RECIPES[title](project, blocks)
    check(project, migrated="References to accounts" in dict(sections))


@pytest.mark.parametrize("kind", some("fields of a service", tuple(KINDS), 1))
def test_suite_passes_with_another_field(kind: str, tmp_path: Path) -> None:
    project = forge_new(tmp_path, *KINDS[kind])
    page = project / "AGENTS.md"
    model, *fields = re.findall(r"`(effort: [^`]+)`", page.read_text("utf-8"))
    insert(project / "app/models/task.py", "", model)
    for schema, field in zip(("Base", "Update", "Read"), fields, strict=True):
        insert(project / SCHEMAS, schema, field)
    check(project, migrated=True)


def check(project: Path, *, migrated: bool) -> None:
    environment = environment_of(project, sys.executable).variables(project)
    commands = commands_of(project / "AGENTS.md") if migrated else []
    for command in (command.removeprefix("uv run ") for command in commands):
        if command.startswith("alembic "):
            run(*shlex.split(command), cwd=project, environment=environment)
    for command in (*COMMANDS, "pytest -q -n 2"):
        run(*command.split(), cwd=project, environment=environment)


def insert(module: Path, name: str, field: str) -> None:
    """Add a field in front of another one of the class."""
    place = rf"(class Task{name}\((?:.|\n)+?\n)(?=    priority: )"
    changed(module, place, rf"\g<1>{indent(field, 4)}\n")


def make_public(project: Path, blocks: list[str]) -> None:
    dependency, reader = blocks
    with (project / "app/api/security.py").open("a") as security:
        security.write(dependency)
    changed(project / ENDPOINTS, r"TaskReaderDep = .+\n", reader)
    imported = r"import provide\b"
    changed(project / ENDPOINTS, imported, "import provide, provide_to_anyone")
    public = "".join(f'    "GET /api/v1{path}",\n' for path in READ)
    contract = project / "tests/api/test_contract.py"
    changed(contract, r"\nPUBLIC = \{\n", rf"\g<0>{public}")


def share(project: Path, blocks: list[str]) -> None:
    [methods] = blocks
    add_to_class(project / SERVICE, methods)
    changed(project / SERVICE, "import ConflictError", r"\g<0>, ForbiddenError")
    factory = project / "tests/factories/task.py"
    changed(factory, r"(tasks = .+)\)", r"\1, shared=True)")


def join(project: Path, blocks: list[str]) -> None:
    query, schema, method, endpoint = blocks
    crud = project / "app/crud/task.py"
    add_to_class(crud, query)
    imports = "from sqlalchemy import func, select\nfrom app.models.user import User\n"
    changed(crud, r"\A", imports)
    with (project / SCHEMAS).open("a") as schemas:
        schemas.write(f"\n\n{schema}")
    add_to_class(project / SERVICE, method)
    for module in (SERVICE, ENDPOINTS):
        imports = r"\1TaskOwner, \2"
        changed(project / module, r"(schemas\.task import \(?\s*)(\w+)", imports)
    above = re.escape('@router.get("/{task_id}"')
    changed(project / ENDPOINTS, above, endpoint + r"\n\n\g<0>")


def refer(project: Path, blocks: list[str]) -> None:
    column, field, rule = blocks
    model = project / "app/models/task.py"
    insert(model, "", column)
    key = "UUID" if "UUID" in field else "int"
    read = f"assignee_id: {key} | None\n"
    for schema, line in {"Base": field, "Update": field, "Read": read}.items():
        insert(project / SCHEMAS, schema, line)
    changed(project / SERVICE, r'(?=        if "tags" in values)', indent(rule, 8))
    imported = "from app.services.user_admin import UserAdminService\n"
    changed(project / SERVICE, r"\A", imported)
    test = ABSENT
    if "await" not in rule:
        test = test.replace("from httpx2 import AsyncClient\n", "")
        test = re.sub(r"async |await ", "", test).replace("AsyncClient", "TestClient")
    test = test.replace("999999", f'"{uuid4()}"' if key == "UUID" else "999999")
    (project / "tests/api/v1/endpoints/test_assignee.py").write_text(test, "utf-8")


def add_to_class(module: Path, block: str) -> None:
    """Append the methods of a shown class to the last class of a module."""
    with module.open("a", encoding="utf-8") as text:
        text.write("\n" + block.partition("...\n")[2])


def indent(code: str, width: int) -> str:
    return textwrap.indent(code, " " * width)


RECIPES: dict[str, Callable[[Path, list[str]], None]] = {
    "Public endpoints": make_public,
    "Public read, author-only write": share,
    "Joins": join,
    "References to accounts": refer,
}
