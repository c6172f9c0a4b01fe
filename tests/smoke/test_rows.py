"""Generated services do what users expect, and their instructions work.

`forge matrix` verifies the services themselves.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.smoke.rows import ROWS, ZOOS, Row, some
from tests.smoke.scenarios import (
    answers_other_origins,
    call_with_key,
    call_with_password,
    has_no_accounts,
    look_around,
    manage_accounts,
    show_a_token,
    sign_up,
)
from tests.support.booted import ADMIN, PASSWORD, create_admin, create_key
from tests.support.databases import Database, mysql_database, postgres_database
from tests.support.environments import Environment, environment_of, interpreter
from tests.support.generated import ROOT, forge_new
from tests.support.issuers import IssuerSettings, running_issuer
from tests.support.processes import clean_environment, run
from tests.support.services import Client, serving

RECIPE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REVISION = ("alembic", "revision", "--message")
Held: TypeAlias = AbstractContextManager[Database]
SERVERS: Mapping[str, Callable[[Path, Environment], Held]] = {
    "postgresql": postgres_database,
    "mysql": mysql_database,
}


@pytest.mark.parametrize(
    "row",
    some("services in use", ROWS, 14, "tests/smoke/test_rows", "tests/smoke/scen"),
    ids=lambda row: row.name,
)
def test_row(row: Row, tmp_path: Path, subtests: pytest.Subtests) -> None:
    version, python = interpreter(row.python)
    with subtests.test(f"Python {row.python}"):
        if version != row.python:
            pytest.skip(f"Python {row.python} is missing: {version} stands in for it")
    project = forge_new(tmp_path, *row.arguments, "--python", version)
    environment = environment_of(project, python)
    with database_of(row, project, environment) as database:
        variables = environment.variables(project)
        variables |= {"DATABASE_URL": database.url} if database else {}
        if row.database != "none":
            run("alembic", "upgrade", "head", cwd=project, environment=variables)
        key = ""
        if row.users:
            create_admin(project, variables)
        if row.keys:
            key, variables = create_key(project, variables)
        with (
            subtests.test("service"),
            issuer_of(row) as issued,
            serving(row.command, project, {**variables, **issued.variables}) as client,
        ):
            use(client, row, key or issued.token)
        with subtests.test("recipes"):
            follow_recipes(project, variables)


@pytest.mark.parametrize(
    "row",
    some("every type of field", ZOOS, 1, "tests/smoke/test_rows"),
    ids=lambda row: row.name,
)
def test_every_field_type_works(row: Row, tmp_path: Path) -> None:
    """With everything that a field may have, which is more than a combination has."""
    project = forge_new(tmp_path, *row.arguments)
    environment = environment_of(project, sys.executable)
    (project / ".venv").symlink_to(environment.path)
    run(
        *(sys.executable, "-m", "fastapi_forge", "verify", "--strict", str(project)),
        cwd=tmp_path,
        environment=clean_environment() | {"PYTHONPATH": str(ROOT)},
    )


def test_tests_need_no_running_server(tmp_path: Path) -> None:
    project = forge_new(tmp_path, "--database=postgresql", "--no-example")
    environment = environment_of(project, sys.executable)
    with unharmed(environment):
        variables = environment.variables(project)
        run("pytest", "-q", "-n", "2", cwd=project, environment=variables)


def follow_recipes(project: Path, variables: Mapping[str, str]) -> None:
    """Migrate as docs/database.md shows, with rows in the tables."""
    page = project / "docs/database.md"
    blocks = RECIPE.findall(page.read_text("utf-8")) if page.exists() else []
    recipes = [block for block in blocks if "op." in block]
    for number, recipe in enumerate(recipes):
        run(*REVISION, f"recipe {number}", cwd=project, environment=variables)
        [path] = project.glob(f"migrations/versions/*_recipe_{number}.py")
        code = path.read_text("utf-8")
        step = textwrap.indent(recipe, "    ")
        path.write_text(code.replace("    pass\n", step, 1), "utf-8")
        run("alembic", "upgrade", "head", cwd=project, environment=variables)


@contextmanager
def database_of(
    row: Row, project: Path, environment: Environment
) -> Iterator[Database | None]:
    if hold := SERVERS.get(row.database):
        with hold(project, environment) as database:
            yield database
    else:
        yield None


@contextmanager
def issuer_of(row: Row) -> Iterator[IssuerSettings]:
    if row.issuer:
        with running_issuer() as issued:
            yield issued
    else:
        yield IssuerSettings()


@contextmanager
def unharmed(environment: Environment) -> Iterator[None]:
    """A test server started by root must not expose files."""
    paths = (environment.path, *environment.path.parents)
    users = Path("/etc/passwd")
    before = users.read_text(), [path.stat().st_mode for path in paths]
    yield
    assert (users.read_text(), [path.stat().st_mode for path in paths]) == before


def use(client: Client, row: Row, credential: str) -> None:
    look_around(client)
    answers_other_origins(client, allowed=row.cors)
    api = client.below(row.prefix)
    if row.users:
        api = use_accounts(api, row.answers["auth"])
    elif row.issuer:
        api = show_a_token(api, credential)
    else:
        has_no_accounts(api)
    if row.keys:
        api = call_with_key(api, credential)
    for use_it in row.uses:
        use_it(api)


def use_accounts(api: Client, auth: object) -> Client:
    """Return the client of an account, after an administrator used the service."""
    if auth == "basic":
        me = call_with_password(api)
        boss = api.with_password(ADMIN, PASSWORD)
    else:
        me = sign_up(api)
        form = {"username": ADMIN, "password": PASSWORD}
        token = api.call(200, "POST", "/auth/token", form=form).body["access_token"]
        boss = api.with_token(token)
    manage_accounts(boss)
    return me
