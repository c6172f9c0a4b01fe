"""Lists read what they return: whatever sorts or filters has an index."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.support.databases import mysql_database, postgres_database, sqlite_database
from tests.support.environments import environment_of, interpreter
from tests.support.generated import forge_new
from tests.support.processes import run

HELD = {
    "sqlite": sqlite_database,
    "postgresql": postgres_database,
    "mysql": mysql_database,
}
SCRIPT = Path(__file__).parents[1] / "support" / "list_plans.py"
KEYS = ("id", "title", "due_date", "priority", "status", "created_at", "updated_at")
SORTED = [{"sort_by": key, "order": order} for key in KEYS for order in ("asc", "desc")]
FILTERED: list[dict[str, object]] = [
    {"status": "pending"},
    {"priority": 3},
    {"after": 100},
]
# How each database says that it sorted what it read.
SORTS = {"sqlite": "TEMP B-TREE", "postgresql": "Sort", "mysql": "filesort"}


def _plans(
    database: str, place: Path, queries: Sequence[Mapping[str, object]]
) -> dict[str, list[str]]:
    project = forge_new(place, "--package-manager", "uv", "--database", database)
    environment = environment_of(project, interpreter("3.13")[1])
    with HELD[database](project, environment) as given:
        printed = run(
            environment.python,
            "-P",
            SCRIPT,
            *map(json.dumps, queries),
            cwd=project,
            environment=environment.variables(project) | {"DATABASE_URL": given.url},
        )
    plans: dict[str, list[str]] = json.loads(printed)
    return plans


@pytest.mark.parametrize("database", SORTS)
def test_lists_use_an_index(database: str, tmp_path: Path) -> None:
    for query, plans in _plans(database, tmp_path, [*SORTED, *FILTERED]).items():
        assert plans, query
        for step in "\n".join(plans).split("\n"):
            # MySQL sorts the rows of one page, whose ids it has found in the index.
            assert SORTS[database] not in step or "<derived" in step, (
                f"{query}\n{plans}"
            )


def test_mysql_skips_nulls(tmp_path: Path) -> None:
    (plans,) = _plans("mysql", tmp_path, [{"sort_by": "priority"}]).values()
    (step,) = (step for step in plans[0].split("\n") if "DERIVED" in step)

    assert "range" in step
    assert "Using index" in step


def test_postgresql_searches_by_trigrams(tmp_path: Path) -> None:
    (plans,) = _plans("postgresql", tmp_path, [{"q": "7919"}]).values()

    for plan in plans:
        assert "ix_tasks_title" in plan
        assert "ix_tasks_description" in plan
