"""Generated services pass their own checks, migrate, start, serve and stop."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest

from fastapi_forge.template.schema import Scalar
from tests.smoke.rows import ROWS, Row
from tests.smoke.scenarios import (
    answers_other_origins,
    has_no_accounts,
    look_around,
    sign_up,
)
from tests.support.databases import Database, mysql_database, postgres_database
from tests.support.environments import Environment, environment_of, interpreter
from tests.support.generated import forge_new
from tests.support.processes import run
from tests.support.services import Client, serving

Commands: TypeAlias = tuple[tuple[str, ...], ...]

CHECKS: Commands = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
)
TESTS = ("pytest", "-q", "-n", "2", "--cov")
RECIPE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REVISION = ("alembic", "revision", "--message")
Held: TypeAlias = AbstractContextManager[Database]
SERVERS: Mapping[Scalar, Callable[[Path, Environment], Held]] = {
    "postgresql": postgres_database,
    "mysql": mysql_database,
}
MIGRATIONS: Commands = (("alembic", "upgrade", "head"), ("alembic", "check"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row(row: Row, tmp_path: Path, subtests: pytest.Subtests) -> None:
    version, python = interpreter(row.python)
    with subtests.test(f"Python {row.python}"):
        if version != row.python:
            pytest.skip(f"Python {row.python} is missing: {version} stands in for it")
    project = forge_new(tmp_path, *row.arguments, "--python", version)
    environment = environment_of(project, python)
    with database_of(row, project, environment) as database:
        variables = environment.variables(project)
        for command in CHECKS:
            with subtests.test(" ".join(command)):
                run(*command, cwd=project, environment=variables)
        with subtests.test("tests"), unharmed(environment):
            given = given_server(row, database)
            run(*TESTS, cwd=project, environment=variables | given)
        variables |= {"DATABASE_URL": database.url} if database else {}
        for command in () if row.database == "none" else MIGRATIONS:
            with subtests.test(" ".join(command)):
                run(*command, cwd=project, environment=variables)
        with (
            subtests.test("service"),
            serving(row.command, project, variables) as client,
        ):
            use(client, row)
        with subtests.test("recipes"):
            follow_recipes(project, variables)


def follow_recipes(project: Path, variables: Mapping[str, str]) -> None:
    """Migrate as README shows it, with rows there."""
    recipes = RECIPE.findall((project / "README.md").read_text("utf-8"))
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


def given_server(row: Row, database: Database | None) -> dict[str, str]:
    """A server to test on, as in a pipeline; half of PostgreSQL's rows bring theirs."""
    brings_its_own = row.database == "postgresql" and row.answers["docker"]
    if database is None or brings_its_own:
        return {}
    return {"TEST_DATABASE_URL": database.server}


@contextmanager
def unharmed(environment: Environment) -> Iterator[None]:
    """A test server that root starts must not open what is closed to others."""
    paths = (environment.path, *environment.path.parents)
    users = Path("/etc/passwd")
    before = users.read_text(), [path.stat().st_mode for path in paths]
    yield
    assert (users.read_text(), [path.stat().st_mode for path in paths]) == before


def use(client: Client, row: Row) -> None:
    look_around(client)
    answers_other_origins(client, allowed=row.cors)
    api = client.below(row.prefix)
    if row.users:
        api = sign_up(api)
    else:
        has_no_accounts(api)
    row.use(api)
