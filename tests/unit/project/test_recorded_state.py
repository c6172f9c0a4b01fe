from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fastapi_forge.errors import InvalidResourceError, ProjectStateError
from fastapi_forge.project.recorded_state import (
    LockedFile,
    RecordedState,
    read_state,
)
from fastapi_forge.project.state import LOCK_FILE, PROJECT_FILE, with_state
from fastapi_forge.rendering.ledger import Revision
from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.rendering.tree import File, Tree
from fastapi_forge.rendering.values import values_of
from fastapi_forge.resources.language import parse
from fastapi_forge.template.options import Value
from tests.support.renders import RULES
from tests.support.specifications import RESOURCES, ZOO
from tests.support.templates import state_of

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
SCALARS = (
    TEXT
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.dates()
)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=5
)
VERSIONS = {"forge": "0.1.0", "copier": "9"}
EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"


def record(directory: Path, state: State, tree: Tree | None = None) -> None:
    with_state(
        tree or Tree({}),
        state,
        versions=VERSIONS,
        file_class=lambda path: "seed" if path == "README.md" else "managed",
    ).write(directory)


def recorded(state: State) -> RecordedState:
    with TemporaryDirectory() as directory:
        record(Path(directory), state)
        return read_state(Path(directory))


def refusal(directory: Path) -> str:
    with pytest.raises(ProjectStateError) as raised:
        read_state(directory)
    assert raised.value.hint
    return raised.value.message


@pytest.fixture
def project(tmp_path: Path) -> Path:
    record(tmp_path, state_of(["author name:str"], docker=True))
    return tmp_path


@given(answers=st.dictionaries(TEXT, DATA), several=st.lists(TEXT))
def test_answers_are_read_as_written(
    answers: dict[str, Value], several: list[str]
) -> None:
    state = State(
        template=TemplateRef(name="sample", version="1", source="https://a.example/b"),
        answers={**answers, "several": tuple(several)},
        resources=None,
        folder="my site",
    )

    listed: list[object] = [*several]

    read = recorded(state).state

    assert read == replace(state, answers={**answers, "several": listed})
    assert list(read.answers) == [*answers, *({"several"} - answers.keys())]
    assert values_of(read, RULES) == values_of(state, RULES)


@settings(deadline=None)  # the first plural loads a library
@given(specs=RESOURCES)
def test_resources_are_read_as_written(specs: list[str]) -> None:
    resources = []
    for spec in specs:
        with suppress(InvalidResourceError):
            resources.append(parse(spec))
    state = replace(state_of(), resources=tuple(resources))

    assert recorded(state).state == state


def test_every_type_of_field_is_read_as_written() -> None:
    state = state_of(ZOO)

    assert recorded(state).state == state


def test_invalid_resource_is_reported(project: Path) -> None:
    path = project / PROJECT_FILE
    path.write_text(path.read_text("utf-8").replace("name:str", "name:sting"))

    assert "'sting'" in refusal(project)


def test_revisions_are_read_as_written() -> None:
    revisions = (
        Revision(id="3c6f1e8a5d92", does="create tags", tables=("tags",)),
        Revision(id="5b0e9c2d4a17", follows="3c6f1e8a5d92", does="create books"),
        Revision(does="keep tags", tables=("tags",)),
    )

    for recorded_ones in (revisions, (), None):
        state = replace(state_of(), revisions=recorded_ones)
        assert recorded(state).state == state


def test_revision_with_digits_only_stays_text() -> None:
    ids = ("123456789012", "012345678901", "1234567890e5")
    revisions = tuple(Revision(id=one, does="create tags") for one in ids)
    state = replace(state_of(), revisions=revisions)

    assert recorded(state).state == state


def test_lock_has_every_file_with_its_class(tmp_path: Path) -> None:
    empty = File(content=b"")
    record(tmp_path, state_of(), Tree({"app/main.py": empty, "README.md": empty}))

    lock = read_state(tmp_path).lock

    assert lock.versions == VERSIONS
    assert lock.files == {
        "README.md": LockedFile(blob=EMPTY, file_class="seed"),
        "app/main.py": LockedFile(blob=EMPTY, file_class="managed"),
    }


def test_checkout_with_windows_line_ends_is_read(project: Path) -> None:
    before = read_state(project)
    for name in (PROJECT_FILE, LOCK_FILE):
        content = (project / name).read_bytes()
        (project / name).write_bytes(content.replace(b"\n", b"\r\n"))

    assert read_state(project) == before


@pytest.mark.parametrize("name", [PROJECT_FILE, LOCK_FILE])
def test_missing_file_is_reported(project: Path, name: str) -> None:
    (project / name).unlink()

    message = refusal(project)

    assert message == f"{project} is not a project of forge: it has no {name}."


@pytest.mark.parametrize("name", [PROJECT_FILE, LOCK_FILE])
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "is not valid"),
        (b"[]", "must be a mapping"),
        (b"{}", "has no"),
        (b"\xff", "cannot be read"),
        (b"a: 1\n<<<<<<< HEAD\n", "contains conflicts of a merge"),
    ],
    ids=["syntax", "list", "empty", "bytes", "conflict"],
)
def test_unreadable_file_is_reported(
    project: Path, name: str, content: bytes, problem: str
) -> None:
    (project / name).write_bytes(content)

    message = refusal(project)

    assert str(project / name) in message
    assert problem in message


def test_later_format_is_refused(project: Path) -> None:
    path = project / LOCK_FILE
    lock = json.loads(path.read_text("utf-8"))
    lock |= {"format": 2, "versions": {"forge": "9.1.0"}}
    path.write_text(json.dumps(lock), "utf-8")

    message = refusal(project)

    assert "has the format 2, written by forge 9.1.0" in message


def test_key_of_a_later_forge_is_refused(project: Path) -> None:
    with (project / PROJECT_FILE).open("a") as file:
        file.write("wings: 2\n")

    assert "contains 'wings', which this forge does not know" in refusal(project)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"path": "../a"}, "'../a' is not the path of a file"),
        ({"path": "/a"}, "'/a' is not the path of a file"),
        ({"path": ".git/config"}, "'.git/config' is not the path of a file"),
        ({"path": ""}, "'' is not the path of a file"),
        ({"blob": "0"}, "'0' is not the id"),
        ({"class": "precious"}, "'precious' is not a class"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
def test_invalid_entry_of_the_lock_is_refused(
    project: Path, change: dict[str, str], problem: str
) -> None:
    path = project / LOCK_FILE
    entry = {"path": "a", "blob": EMPTY, "class": "managed", **change}
    lock = {"format": 1, "versions": VERSIONS, "files": [entry]}
    path.write_text(json.dumps(lock), "utf-8")

    assert problem in refusal(project)
