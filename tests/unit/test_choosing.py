"""The selection of slow tests for a change."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.choosing import BASE, REASONS, WHOLE, Change, chosen
from tests.support.generated import ROOT
from tests.support.holes import HOLES
from tests.support.mutations import PLANTED
from tests.support.processes import clean_environment, run
from tests.support.touched import (
    TEMPLATES,
    context_of,
    touches_combination,
    touches_hole,
    touches_mutation,
)

ITEMS = [f"{kind}{number}" for kind in "abc" for number in range(20)]


@pytest.fixture(autouse=True)
def a_part(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Also if all tests are requested."""
    monkeypatch.delenv(WHOLE, raising=False)
    yield
    REASONS.pop("letters", None)


def some(change: Change, bound: int = 9) -> Sequence[str]:
    return chosen(
        "letters",
        ITEMS,
        bound=bound,
        kind=lambda item: item[0],
        touched=lambda item, path: path == item[0],
        change=change,
    )


def test_touched_items_come_first_and_each_kind_has_one() -> None:
    part = some(Change(base="0123", paths=["a", "docs"], digest="x"))

    assert len(part) == 9
    assert [item[0] for item in part].count("a") == 7
    assert {item[0] for item in part} == set("abc")
    assert "9 of 60 (limit 9)" in REASONS["letters"]
    assert "the 20 affected" in REASONS["letters"]


def test_without_changes_one_of_each_kind_is_selected() -> None:
    part = some(Change(base="0123", paths=["docs"], digest="x"))
    assert [item[0] for item in part] == list("abc")


def test_selection_is_deterministic_for_each_change() -> None:
    parts = [
        tuple(some(Change(base="0123", paths=list("abc"), digest=digest)))
        for digest in ("x", "y", "x")
    ]
    assert parts[0] == parts[2] != parts[1]
    assert {len(part) for part in parts} == {9}


def test_selection_without_a_base_is_stable() -> None:
    assert some(Change()) == some(Change())
    assert len(some(Change())) == 9
    assert {item[0] for item in some(Change())} == set("abc")


def test_all_can_be_selected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WHOLE, "1")
    assert some(Change(base="0123")) == ITEMS


@pytest.mark.parametrize(
    ("path", "databases"),
    [
        ("app/db/{% if mysql %}engine.py{% endif %}.jinja", {"mysql"}),
        ("app/main.py.jinja", {"mysql", "sqlite", "none"}),
    ],
)
def test_file_touches_the_services_that_contain_it(
    path: str, databases: set[str]
) -> None:
    touched = {
        name
        for name in ("mysql", "sqlite", "none")
        if touches_combination(context_of(database=name), TEMPLATES + path)
    }
    assert touched == databases


def test_attack_touches_its_holes() -> None:
    path = "fastapi_forge/verify/attacks/forgery.py"
    touched = {hole.attack for hole in HOLES if touches_hole(hole, path)}
    assert "alg none" in touched
    assert "guessed key" not in touched
    every = "fastapi_forge/verify/attacks/campaign.py"
    assert all(touches_hole(hole, every) for hole in HOLES)


def test_file_touches_its_mutations() -> None:
    path = f"{TEMPLATES}app/{{% if sqlite %}}db{{% endif %}}/session.py.jinja"
    touched = {
        planted.mutation.name for planted in PLANTED if touches_mutation(planted, path)
    }
    assert "nothing is committed" in touched
    assert "sort_by is ignored" not in touched
    path = f"{TEMPLATES}tests/db/test_session.py.jinja"
    noticed = {
        planted.mutation.name for planted in PLANTED if touches_mutation(planted, path)
    }
    assert "nothing is committed" in noticed


def test_documentation_touches_nothing() -> None:
    assert not touches_combination(context_of(), "docs/matrix.md")
    assert not touches_combination(context_of(), "README.md")


CODE = """
from tests.support.choosing import current_change
it = current_change()
print(it.base, *it.paths)
"""


def test_change_is_the_difference_to_its_base(tmp_path: Path) -> None:
    """In a clone, in a shallow clone, and outside of repositories."""
    origin, shallow = tmp_path / "origin", tmp_path / "shallow"
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com")
    origin.mkdir()
    run("git", "init", "--quiet", "--initial-branch=trunk", cwd=origin)
    for number in range(3):
        (origin / f"{number}.txt").write_text("")
        run("git", "add", ".", cwd=origin)
        run(*git, "commit", "--quiet", "--message", str(number), cwd=origin)
    run("git", "clone", "--quiet", "--depth=1", origin.as_uri(), shallow, cwd=tmp_path)
    (origin / "new.txt").write_text("")

    first = run("git", "rev-parse", "HEAD~2", cwd=origin).strip()
    assert changed_in(origin)[1:] == ["2.txt", "new.txt"]
    assert changed_in(origin, **{BASE: first}) == [
        *(first[:12], "1.txt", "2.txt", "new.txt")
    ]
    assert changed_in(shallow) == changed_in(tmp_path) == []


def changed_in(repository: Path, **variables: str) -> list[str]:
    code = f"import tests.support.choosing as it\nit.ROOT = {str(repository)!r}\n{CODE}"
    environment = clean_environment() | {"PYTHONPATH": str(ROOT)} | variables
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()
