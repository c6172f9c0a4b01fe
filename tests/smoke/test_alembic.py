"""A day with Alembic in a generated service, and its tests afterwards."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.databases import mysql_database, postgres_database
from tests.support.environments import Environment, environment_of
from tests.support.generated import forge_new
from tests.support.processes import run

RESOURCE = (
    "thing label:str:unique note:text count:int big:bigint ratio:float"
    " price:decimal:digits=10:places=2 flag:bool day:date moment:datetime hour:time"
    " code:uuid extra:json mail:email:index site:url"
    " state:enum:draft,live:default=draft"
)
IMPORT = "from app.models.gadget import Gadget"
REFERENCE = """\
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("gadgets.id"), index=True)
"""
ADDED = """\
    seen: Mapped[datetime | None]
    nick: Mapped[str | None] = mapped_column(String(50), unique=True)
    place: Mapped[int | None] = mapped_column(index=True)
    gadget_id: Mapped[int | None] = mapped_column(ForeignKey("gadgets.id"))
    other: Mapped[ThingState | None] = mapped_column(
        Enum(ThingState, native_enum=False, length=20, values_callable=enum_values)
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    project: Path
    variables: Mapping[str, str]

    def run(self, *command: str) -> None:
        run(*command, cwd=self.project, environment=self.variables)

    def migrate(self, title: str) -> None:
        """As in README: upgrade and downgrade, without differences to the models."""
        self.run("ruff", "check", "--quiet", "--fix", ".")
        self.run("ruff", "format", "--quiet", ".")
        self.run("alembic", "revision", "--autogenerate", "-m", title)
        self.run("alembic", "upgrade", "head")
        self.run("alembic", "check")
        self.run("alembic", "downgrade", "-1")
        self.run("alembic", "upgrade", "head")

    def change(self, path: str, *changes: tuple[str, str]) -> None:
        text = (self.project / path).read_text("utf-8")
        for before, after in changes:
            assert before in text, f"{path}: {before}"
            text = text.replace(before, after)
        (self.project / path).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("database", "access"),
    [("sqlite", "async"), ("mysql", "sync"), ("postgresql", "async")],
)
def test_alembic_workflow(database: str, access: str, tmp_path: Path) -> None:
    project = forge_new(
        tmp_path,
        *("--database", database, "--access", access, "--auth", "none"),
        *("--no-example", "--resource", RESOURCE),
    )
    environment = environment_of(project, sys.executable)
    with database_of(database, project, environment) as url:
        day = Day(
            project=project,
            variables=environment.variables(project) | {"DATABASE_URL": url},
        )
        day.run("alembic", "upgrade", "head")
        add_a_table(day)
        add_columns(day)
        drop_them(day)
        day.run("alembic", "downgrade", "base")
        day.run("alembic", "upgrade", "head")
        day.run("ruff", "check", ".")
        day.run("ruff", "format", "--check", ".")
        day.run("mypy", ".")
        day.run("pytest", "-q", "-n", "2")


def add_a_table(day: Day) -> None:
    """Add a column of every type, and a foreign key with an index."""
    thing = (day.project / "app/models/thing.py").read_text("utf-8")
    gadget = thing.replace("class Thing(", "class Gadget(").replace("things", "gadgets")
    gadget = re.sub(r"(?m)^from sqlalchemy import ", r"\g<0>ForeignKey, ", gadget)
    gadget = f"{gadget.rstrip()}\n{REFERENCE}"
    (day.project / "app/models/gadget.py").write_text(gadget, "utf-8")
    day.change(
        "app/models/__init__.py",
        (
            "from app.models.thing",
            "from app.models.gadget import Gadget\nfrom app.models.thing",
        ),
        ('    "Thing"', '    "Gadget",\n    "Thing"'),
    )
    day.migrate("add gadgets")


def add_columns(day: Day) -> None:
    """Unique, indexed, with a foreign key, of an enum, and of a date and time."""
    path = "app/models/thing.py"
    text = (day.project / path).read_text("utf-8").rstrip() + "\n" + ADDED
    text = re.sub(r"(?m)^from sqlalchemy import ", r"\g<0>ForeignKey, ", text)
    (day.project / path).write_text(text, "utf-8")
    day.migrate("add columns")


def drop_them(day: Day) -> None:
    # Alembic drops a table before the foreign keys to it, so not in one revision.
    day.change("app/models/thing.py", (ADDED, ""), ("ForeignKey, ", ""))
    day.migrate("drop columns")
    (day.project / "app/models/gadget.py").unlink()
    day.change(
        "app/models/__init__.py",
        (f"{IMPORT}\n", ""),
        ('    "Gadget",\n', ""),
    )
    day.migrate("drop gadgets")


@contextmanager
def database_of(
    database: str, project: Path, environment: Environment
) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite+aiosqlite:///{project.parent}/day.sqlite3"
        return
    hold = mysql_database if database == "mysql" else postgres_database
    with hold(project, environment) as held:
        yield held.url
