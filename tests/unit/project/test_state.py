from __future__ import annotations

import json

import yaml
from hypothesis import given
from hypothesis import strategies as st

from fastapi_forge.project.state import LOCK_FILE, PROJECT_FILE, with_state
from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.rendering.tree import File, Tree
from fastapi_forge.template.options import Value
from tests.support.templates import state_of

PROJECT = """\
# Written by forge: what this project was generated from. Commit this file.
template:
  name: sample
  version: 1.2.3
answers:
  name: myapi
  python: '3.11'
  docker: true
  cors_origins:
    - http://localhost:3000
    - http://localhost:5173
resources:
  - author name:str:unique --plural authors
  - book title:str:max=200:pattern=^[A-Z].*$ author:ref isbn:str:unique --plural books
"""
LOCK = """\
{
  "format": 1,
  "versions": {"copier": "9", "forge": "0.1.0"},
  "files": [
    {"path": "README.md", "blob": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "class": "seed"},
    {"path": "app/main.py", "blob": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "class": "managed"}
  ]
}
"""  # noqa: E501 - one line for each file is the format


def recorded(state: State, tree: Tree | None = None) -> Tree:
    return with_state(
        tree or Tree({}),
        state,
        versions={"forge": "0.1.0", "copier": "9"},
        file_class=lambda path: "seed" if path == "README.md" else "managed",
    )


def test_project_file_is_readable() -> None:
    state = state_of(
        [
            "author name:str:unique",
            "book title:str:max=200:pattern=^[A-Z].*$ author:ref isbn:str:unique",
        ],
        python="3.11",
        docker=True,
        cors_origins=("http://localhost:3000", "http://localhost:5173"),
    )

    assert recorded(state)[PROJECT_FILE].content.decode() == PROJECT


def test_lock_has_one_line_for_each_file() -> None:
    empty = File(content=b"")
    tree = Tree({"app/main.py": empty, "README.md": empty})

    assert recorded(state_of(), tree)[LOCK_FILE].content.decode() == LOCK


def test_lock_of_nothing_is_json() -> None:
    assert json.loads(recorded(state_of())[LOCK_FILE].content)["files"] == []


def test_rendered_tree_is_unchanged() -> None:
    tree = Tree({"a": File(content=b"a")})

    assert list(recorded(state_of(), tree)) == [LOCK_FILE, PROJECT_FILE, "a"]


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]))


@given(answers=st.dictionaries(TEXT, TEXT | st.booleans() | st.lists(TEXT)))
def test_all_answers_are_recorded(answers: dict[str, Value]) -> None:
    state = State(
        template=TemplateRef(name="sample", version="1"),
        answers=answers,
        resources=(),
    )

    read = yaml.safe_load(recorded(state)[PROJECT_FILE].content)

    assert read["answers"] == answers
    assert list(read["answers"]) == list(answers)
    assert read["resources"] == []
