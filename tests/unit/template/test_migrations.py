from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.migrations import (
    Migrations,
    TableOwner,
    read_migrations,
)
from tests.support.templates import write_files

FORGE = """
_forge:
  migrations:
    when: {database: [sqlite, mysql]}
    tables:
      - key: keys
        revision: 00000000000b
        position: 2
        when: [{auth: key}, {auth: jwt, keys: true}]
        tables: [keys]
      - key: users
        revision: 00000000000a
        position: 1
        when: {auth: jwt}
        tables: [users, {name: sessions, when: {sessions: true}}]
"""


def migrations(root: Path, forge: str) -> Migrations:
    found = read_migrations(write_files(root, {"copier.yml": forge}))
    assert found is not None
    return found


def test_template_without_migrations_has_none(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"copier.yml": "name: {type: str, default: x}\n"})

    assert read_migrations(root) is None


def test_answers_decide_what_has_tables(tmp_path: Path) -> None:
    read = migrations(tmp_path, FORGE)
    users = TableOwner(key="users", tables=("users",), revision="00000000000a")
    keys = TableOwner(key="keys", tables=("keys",), revision="00000000000b")

    assert read.applies({"database": "mysql"})
    assert not read.applies({"database": "none"})
    assert read.owners({"auth": "none"}) == ()
    assert read.owners({"auth": "key"}) == (keys,)
    assert read.owners({"auth": "jwt", "keys": True}) == (users, keys)
    [more] = read.owners({"auth": "jwt", "sessions": True})
    assert more.tables == ("users", "sessions")


@pytest.mark.parametrize(
    "written",
    [
        "[]",
        "{when: [a]}",
        "{tables: [a]}",
        "{tables: [{revision: 00000000000a}]}",
        "{tables: [{key: users}]}",
        "{tables: [{key: users, revision: 5}]}",
        "{tables: [{key: users, revision: 00000000000a, tables: [[]]}]}",
    ],
)
def test_invalid_migrations_are_refused(written: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        migrations(tmp_path, f"_forge: {{migrations: {written}}}\n")
