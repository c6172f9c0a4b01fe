"""Migrations of an existing project never change; new ones follow them."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from fastapi_forge.project.state import PROJECT_FILE, with_state
from fastapi_forge.rendering.engine import render
from fastapi_forge.rendering.ledger import Decision
from fastapi_forge.rendering.state import State
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.rendering.values import with_revisions
from fastapi_forge.template.output_rules import read_output_rules
from fastapi_forge.template.schema import Value
from tests.support.renders import RULES, TEMPLATE, answered
from tests.support.repositories import commit, git
from tests.support.templates import write_files

VERSIONS = "migrations/versions/"
AUTHOR = "author name:str:unique"
BOOK = "book title:str author:ref tags:many:tag"
TAG = "tag name:str"
COUNTRY = "country name:str"
ENV = """\
import os
from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ["MIGRATED_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""


def project(
    *resources: str,
    before: Project | None = None,
    decisions: Mapping[str, Decision] | None = None,
    **answers: Value,
) -> Project:
    """Render a project, or what is added to an existing one."""
    given: dict[str, Value] = {"auth": "none", "example": False, **answers}
    state = replace(
        answered(**given, resources=resources),
        revisions=before.state.revisions if before else None,
        decisions=decisions or {},
    )
    recorded = with_revisions(state, RULES)
    tree = with_state(
        render(state, TEMPLATE),
        recorded,
        versions={},
        file_class=read_output_rules(TEMPLATE).file_class,
    )
    added = migrations_in(tree)
    if before:
        assert not added.keys() & before.migrations.keys()
    return Project(
        state=recorded,
        tree=tree,
        migrations={**(before.migrations if before else {}), **added},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    state: State
    tree: Tree
    migrations: Mapping[str, str]
    """All migrations by file name, also those of earlier renders."""

    def write(self, directory: Path) -> None:
        """Write the migrations and their ledger."""
        ledger = self.tree[PROJECT_FILE].content.decode()
        migrations = {
            f"{VERSIONS}{name}": self.migrations[name] for name in self.migrations
        }
        write_files(directory, {PROJECT_FILE: ledger, **migrations})


def migrations_in(tree: Tree) -> dict[str, str]:
    return {
        path.removeprefix(VERSIONS): file.content.decode()
        for path, file in tree.items()
        if path.startswith(VERSIONS)
    }


@pytest.mark.parametrize(
    "later",
    [
        [COUNTRY, TAG, AUTHOR, BOOK],
        [TAG, COUNTRY, AUTHOR, BOOK],
        [TAG, AUTHOR, BOOK, COUNTRY],
        [TAG, AUTHOR, BOOK, "review text:text book:ref country:ref", COUNTRY],
        # Adding the column to the table is a revision of its own.
        [TAG, AUTHOR.replace(":unique", ":unique country:ref:optional"), BOOK, COUNTRY],
    ],
    ids=["first", "between", "last", "with a new reference", "with an old one"],
)
def test_resource_added_later_changes_no_migration(
    later: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project(TAG, AUTHOR, BOOK, auth="jwt", example=False)
    after = project(*later, before=before, auth="jwt")

    new = after.migrations.keys() - before.migrations.keys()
    assert "2026_11_22_create_countries.py" in new
    assert {**after.migrations, **before.migrations} == after.migrations
    assert list_of(after)[: len(list_of(before))] == list_of(before)
    migrate(after, tmp_path, monkeypatch)


def test_feature_added_later_follows_the_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project(TAG, AUTHOR, BOOK)
    after = project(
        TAG, AUTHOR, BOOK, before=before, auth="jwt", api_keys=True, example=False
    )

    assert after.migrations.keys() - before.migrations.keys() == {
        "2026_11_22_create_users.py",
        "2026_11_22_create_api_keys.py",
    }
    migrate(after, tmp_path, monkeypatch)


def test_dropped_tables_are_gone_and_can_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = project(TAG, AUTHOR, BOOK)
    less = project(TAG, AUTHOR, before=first, decisions={"books": "drop"})
    again = project(TAG, AUTHOR, BOOK, before=less)
    checked = "tests/db/test_migrations.py"

    assert b'command.downgrade, alembic, "base"' in first.tree[checked].content
    assert less.state.revisions
    floor = f'command.downgrade, alembic, "{less.state.revisions[-1].id}"'
    assert floor in again.tree[checked].content.decode()
    assert len(again.migrations) == len(less.migrations) + 1 == 5
    alembic = alembic_of(less, tmp_path / "less", monkeypatch)
    command.upgrade(alembic, "head")
    assert tables_in(tmp_path / "less") == {"alembic_version", "tags", "authors"}
    with pytest.raises(NotImplementedError, match="The data of books was deleted"):
        command.downgrade(alembic, "-1")
    command.upgrade(alembic_of(again, tmp_path / "again", monkeypatch), "head")
    assert {"books", "book_tags"} <= tables_in(tmp_path / "again")


def test_kept_tables_are_ignored_by_alembic() -> None:
    before = project(TAG, AUTHOR, BOOK)
    after = project(TAG, AUTHOR, before=before, decisions={"books": "keep"})

    environment = after.tree["migrations/env.py"].content.decode()
    assert after.migrations == before.migrations
    assert 'UNUSED = frozenset(["book_tags", "books"])' in environment
    assert "include_name=_is_used" in environment
    assert b"UNUSED" not in before.tree["migrations/env.py"].content


def test_ledger_has_one_line_for_each_revision() -> None:
    made = project("news title:str", auth="jwt", api_keys=True, example=True)

    lines = made.tree[PROJECT_FILE].content.decode().partition("\nrevisions:\n")[2]

    assert lines == (
        "  - {id: 5b0e9c2d4a17, follows: null, does: create users,"
        " tables: [users, user_roles, mailed_tokens, user_sessions]}\n"
        "  - {id: 3c6f1e8a5d92, follows: 5b0e9c2d4a17, does: create api_keys,"
        " tables: [api_keys]}\n"
        "  - {id: 8d1f5a3c7b20, follows: 3c6f1e8a5d92, does: create feedback,"
        " tables: [feedback]}\n"
        "  - {id: e9ad94a641b1, follows: 8d1f5a3c7b20, does: create tags,"
        " tables: [tags]}\n"
        "  - {id: 43b1a283cbdb, follows: e9ad94a641b1, does: create tasks,"
        " tables: [tasks, task_tags]}\n"
        "  - {id: db0b20b86bc5, follows: 43b1a283cbdb, does: create news,"
        " tables: [news]}\n"
    )


def test_only_services_with_migrations_have_a_ledger() -> None:
    without = project(TAG, database="none").tree[PROJECT_FILE].content
    empty = project().tree[PROJECT_FILE].content

    assert "revisions" not in yaml.safe_load(without)
    assert yaml.safe_load(empty)["revisions"] == []


def test_revisions_of_two_branches_conflict(tmp_path: Path) -> None:
    """Otherwise the merged project would have two heads."""
    before = project(AUTHOR, TAG)
    branches = {
        "ours": project(AUTHOR, TAG, "apple name:str", before=before),
        "theirs": project(AUTHOR, TAG, before=before, auth="api-key"),
    }
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    before.write(tmp_path)
    commit(tmp_path)
    for branch, made in branches.items():
        git(tmp_path, "checkout", "--quiet", "-b", branch, "main")
        made.write(tmp_path)
        commit(tmp_path)

    with pytest.raises(subprocess.CalledProcessError):
        git(tmp_path, "merge", "ours")

    assert (
        git(tmp_path, "diff", "--name-only", "--diff-filter=U") == f"{PROJECT_FILE}\n"
    )
    text = (tmp_path / PROJECT_FILE).read_text("utf-8")
    assert text.count("<<<<<<<") == 1
    theirs, _, ours = text[text.index("<<<<<<<") :].partition("=======")
    assert "does: create api_keys" in theirs
    assert "does: create apples" in ours


def list_of(made: Project) -> list[str]:
    recorded = yaml.safe_load(made.tree[PROJECT_FILE].content)
    return [str(line) for line in recorded["revisions"]]


def migrate(made: Project, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Upgrade, downgrade and upgrade again: there is one head, and nothing is left."""
    alembic = alembic_of(made, directory, monkeypatch)
    heads = ScriptDirectory.from_config(alembic).get_heads()
    assert made.state.revisions
    assert heads == [made.state.revisions[-1].id]
    command.upgrade(alembic, "head")
    full = tables_in(directory)
    command.downgrade(alembic, "base")
    assert tables_in(directory) == {"alembic_version"}
    command.upgrade(alembic, "head")
    owned = {name for line in made.state.revisions for name in line.tables}
    assert tables_in(directory) == full == owned | {"alembic_version"}


def alembic_of(
    made: Project, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> Config:
    made.write(directory)
    write_files(directory, {"migrations/env.py": ENV})
    monkeypatch.setenv("MIGRATED_URL", f"sqlite:///{directory / 'data.sqlite3'}")
    config = Config()
    config.set_main_option("script_location", str(directory / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def tables_in(directory: Path) -> set[str]:
    connection = sqlite3.connect(directory / "data.sqlite3")
    try:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return {name for (name,) in connection.execute(query)}
    finally:
        connection.close()
