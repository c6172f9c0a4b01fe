from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from fastapi_forge.errors import GitError
from fastapi_forge.git.objects import (
    ObjectStore,
    object_store,
    prefix_of,
    temporary_store,
)
from fastapi_forge.rendering.tree import File, Tree
from tests.support.templates import write_files

MIDDLE = "".join(f"{number}\n" for number in range(9))


def git(directory: Path, *words: str) -> str:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
    command = ["git", *identity, *words]
    done = subprocess.run(
        command, cwd=directory, check=True, capture_output=True, text=True
    )
    return done.stdout


def tree(files: Mapping[str, str]) -> Tree:
    return Tree({path: File(content=text.encode()) for path, text in files.items()})


def names(store: ObjectStore, tree_id: str) -> list[str]:
    listed = git(store.repository, "ls-tree", "-r", "--name-only", "-z", tree_id)
    return listed.split("\0")[:-1]


def content(store: ObjectStore, tree_id: str, path: str) -> str:
    return git(store.repository, "cat-file", "blob", f"{tree_id}:{path}")


@pytest.fixture(autouse=True)
def no_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git have no user, so that nothing depends on one."""
    for variable in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Provide a repository with a commit, a staged, an edited and an ignored file."""
    project = tmp_path / "project"
    write_files(project, {"a.txt": MIDDLE, ".gitignore": ".env\n"})
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "first")
    write_files(
        project, {"a.txt": f"edited\n{MIDDLE}", "b.txt": "b\n", ".env": "X=1\n"}
    )
    git(project, "add", "b.txt")
    return project


def state_of(project: Path) -> tuple[str, str, dict[str, bytes]]:
    files = {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    return git(project, "status", "--porcelain"), git(project, "show-ref"), files


def test_tree_has_the_bytes_and_modes_of_its_files(project: Path) -> None:
    # Attributes would convert these when added in the usual way.
    (project / ".gitattributes").write_text("* text=auto eol=lf\n")
    files = Tree(
        {
            "a b/ä.txt": File(content=b"one\r\ntwo\r\n"),
            "run.sh": File(content=b"#!/bin/sh\n", executable=True),
            "empty": File(content=b""),
            "binary": File(content=bytes(range(256))),
        }
    )
    store = object_store(project)

    tree_id = store.store_tree(files)

    listed = git(project, "ls-tree", "-r", "-z", tree_id).split("\0")[:-1]
    assert listed == [
        f"{'100755' if path == 'run.sh' else '100644'} blob {file.blob}\t{path}"
        for path, file in files.items()
    ]


@pytest.mark.parametrize("files", [{}, {"a": "a\n"}], ids=["nothing", "one file"])
def test_same_files_give_the_same_tree(project: Path, files: dict[str, str]) -> None:
    store = object_store(project)

    first = store.store_tree(tree(files))

    assert first == store.store_tree(tree(files))
    with temporary_store() as other:
        assert first == other.store_tree(tree(files))


def test_tree_of_a_folder_has_its_prefix(project: Path) -> None:
    service = project / "apps" / "shop"
    service.mkdir(parents=True)
    store = object_store(service)

    tree_id = store.store_tree(tree({"app/main.py": ""}), prefix_of(service))

    assert prefix_of(project) == ""
    assert prefix_of(service) == "apps/shop"
    assert store.repository == project / ".git"
    assert names(store, tree_id) == ["apps/shop/app/main.py"]


def test_nothing_of_the_user_changes(project: Path) -> None:
    before = state_of(project)
    store = object_store(project)

    base = store.store_commit(store.store_tree(tree({"a.txt": MIDDLE})))
    theirs = store.store_commit(store.store_tree(tree({"a.txt": "new\n"})), base)
    ours = store.store_commit(store.store_directory(project), base)
    store.merge(ours, theirs)

    assert state_of(project) == before
    assert git(project, "fsck", "--strict", "--no-dangling") == ""


def test_directory_has_what_git_would_add(project: Path) -> None:
    store = object_store(project)

    usual = store.store_directory(project)
    more = store.store_directory(project, ignored=[".env", "a.txt", "missing"])

    assert names(store, usual) == [".gitignore", "a.txt", "b.txt"]
    assert names(store, more) == [".env", ".gitignore", "a.txt", "b.txt"]
    assert content(store, usual, "a.txt").startswith("edited")


def test_commits_are_the_same_everywhere(project: Path) -> None:
    with temporary_store() as other:
        commits = {
            store.store_commit(store.store_tree(tree({"a": "a"})), message="Render")
            for store in (object_store(project), other)
        }

    assert len(commits) == 1


def test_changes_of_different_parts_merge_cleanly() -> None:
    with temporary_store() as store:
        base = store.store_commit(store.store_tree(tree({"a": MIDDLE})))
        ours = store.store_tree(tree({"a": f"ours\n{MIDDLE}"}))
        theirs = store.store_tree(tree({"a": f"{MIDDLE}theirs\n", "new": ""}))

        merged = store.merge(
            store.store_commit(ours, base), store.store_commit(theirs, base)
        )

        assert merged.conflicts == ()
        assert content(store, merged.tree, "a") == f"ours\n{MIDDLE}theirs\n"
        assert names(store, merged.tree) == ["a", "new"]


def test_changes_of_the_same_lines_conflict_with_their_base() -> None:
    with temporary_store() as store:
        base = store.store_commit(store.store_tree(tree({"a": "one\n", "b": "b\n"})))
        ours = store.store_commit(
            store.store_tree(tree({"a": "two\n", "b": "b\n"})), base
        )
        theirs = store.store_commit(
            store.store_tree(tree({"a": "three\n", "b": "b\n"})), base
        )

        merged = store.merge(ours, theirs)

        assert merged.conflicts == ("a",)
        text = content(store, merged.tree, "a")
        assert "two\n||||||| " in text
        assert "one\n=======\nthree\n" in text
        kinds = {message.kind for message in merged.messages}
        assert "CONFLICT (contents)" in kinds
        assert all(message.paths == ("a",) for message in merged.messages)


def test_file_that_one_side_deleted_and_the_other_edited_conflicts() -> None:
    with temporary_store() as store:
        base = store.store_commit(store.store_tree(tree({"a": MIDDLE, "b": ""})))
        ours = store.store_commit(
            store.store_tree(tree({"a": f"{MIDDLE}more\n", "b": ""})), base
        )
        theirs = store.store_commit(store.store_tree(tree({"b": ""})), base)

        merged = store.merge(ours, theirs)

        assert merged.conflicts == ("a",)
        [message] = merged.messages
        assert message.kind == "CONFLICT (modify/delete)"
        assert names(store, merged.tree) == ["a", "b"]


def test_edit_follows_a_renamed_file() -> None:
    with temporary_store() as store:
        base = store.store_commit(store.store_tree(tree({"a": MIDDLE})))
        ours = store.store_commit(
            store.store_tree(tree({"a": f"edited\n{MIDDLE}"})), base
        )
        theirs = store.store_commit(store.store_tree(tree({"moved/a": MIDDLE})), base)

        merged = store.merge(ours, theirs)

        assert merged.conflicts == ()
        assert content(store, merged.tree, "moved/a") == f"edited\n{MIDDLE}"


def test_commits_without_common_ancestor_are_refused() -> None:
    with temporary_store() as store:
        first, second = (
            store.store_commit(store.store_tree(tree({"a": text}))) for text in "ab"
        )

        with pytest.raises(GitError, match="unrelated histories"):
            store.merge(first, second)


def test_head_of_a_shallow_clone_is_merged(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", project.as_uri(), "clone")
    store = object_store(tmp_path / "clone")
    head = store.tree_of("HEAD")

    assert head is not None
    assert names(store, head) == [".gitignore", "a.txt"]
    base = store.store_commit(store.store_tree(tree({"a.txt": MIDDLE})))
    theirs = store.store_commit(store.store_tree(tree({"a.txt": "new\n"})), base)
    merged = store.merge(store.store_commit(head, base), theirs)
    assert merged.conflicts == ()
    assert content(store, merged.tree, "a.txt") == "new\n"


def test_repository_without_commits_has_no_head(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    assert object_store(tmp_path).tree_of("HEAD") is None


def test_directory_without_repository_is_reported(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not a git repository"):
        object_store(tmp_path)
