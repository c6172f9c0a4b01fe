"""The combinations of answers that are proven the whole way.

Every answer is in at least one row, every database with and without users, and every
supported Python; the other combinations are only looked at (tests/template).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.smoke.scenarios import OWN_RESOURCES, use_books, use_nothing, use_tasks
from tests.support import specifications
from tests.support.services import Client

POSTGRESQL = ("--database", "postgresql")
NO_USERS = ("--auth", "none")
PLAIN_PATHS = ("--versioning", "none")
PIP = ("--package-manager", "pip")
UUIDS = ("--ids", "uuid")
OWN = tuple(part for spec in OWN_RESOURCES for part in ("--resource", spec))
DELIVERED = ("--license", "Apache-2.0", "--ci", "gitlab", "--no-pre-commit")
ZOO = tuple(part for spec in specifications.ZOO for part in ("--resource", spec))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    python: str
    arguments: tuple[str, ...] = ()
    use: Callable[[Client], None] = use_tasks
    command: tuple[str, ...] = ("uvicorn", "app.main:app", "--port", "{port}")
    # Otherwise the tests of the project start a server of their own.
    tests_on_given_server: bool = False

    @property
    def postgresql(self) -> bool:
        return "postgresql" in self.arguments

    @property
    def users(self) -> bool:
        return not set(NO_USERS) <= set(self.arguments)

    @property
    def cors(self) -> bool:
        return "--no-cors" not in self.arguments

    @property
    def prefix(self) -> str:
        return "" if set(PLAIN_PATHS) <= set(self.arguments) else "/api/v1"


ROWS = (
    Row(name="defaults", python="3.13"),
    Row(
        name="plain-paths",
        python="3.12",
        arguments=(*PLAIN_PATHS, *UUIDS, "--no-cors"),
        command=("python", "-m", "app"),
    ),
    Row(
        name="open",
        python="3.11",
        arguments=(*NO_USERS, *PLAIN_PATHS, "--no-docker", "--no-cors"),
    ),
    Row(
        name="postgresql-pip",
        python="3.12",
        arguments=(*POSTGRESQL, *PIP, "--license", "MIT", "--ci", "github"),
    ),
    Row(
        name="postgresql-open",
        python="3.13",
        arguments=(*POSTGRESQL, *NO_USERS, "--no-docker", *DELIVERED),
        tests_on_given_server=True,
    ),
    Row(
        name="no-example",
        python="3.11",
        arguments=("--no-example",),
        use=use_nothing,
    ),
    Row(
        name="nothing",
        python="3.12",
        arguments=("--no-example", *NO_USERS, "--no-docker", *PIP),
        use=use_nothing,
    ),
    Row(
        name="every-type",
        python="3.11",
        arguments=("--no-example", *ZOO),
        use=use_nothing,
    ),
    Row(
        name="every-type-postgresql",
        python="3.13",
        arguments=("--no-example", *POSTGRESQL, *ZOO),
        use=use_nothing,
    ),
    Row(
        name="own-resources",
        python="3.13",
        arguments=("--no-example", *OWN),
        use=use_books,
    ),
    Row(
        name="own-resources-postgresql-open",
        python="3.11",
        arguments=(
            "--no-example",
            *POSTGRESQL,
            *NO_USERS,
            *PLAIN_PATHS,
            *UUIDS,
            *OWN,
        ),
        use=use_books,
    ),
)
