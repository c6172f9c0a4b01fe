from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from fastapi_forge.rendering.tree import File, Tree


@pytest.fixture
def umask() -> Iterator[None]:
    previous = os.umask(0o027)
    yield
    os.umask(previous)


def test_paths_are_sorted() -> None:
    tree = Tree({"b": File(content=b""), "a/z": File(content=b"")})

    assert list(tree) == ["a/z", "b"]
    assert list(tree | {"a/a": File(content=b"")}) == ["a/a", "a/z", "b"]


@pytest.mark.parametrize("content", [b"", b"hello\n", b"\x00\xff"])
def test_blob_is_the_id_that_git_gives(content: bytes) -> None:
    hashed = subprocess.run(
        ["git", "hash-object", "--stdin"], input=content, stdout=-1, check=True
    )

    assert File(content=content).blob == hashed.stdout.decode().strip()


def test_digests_are_of_the_content() -> None:
    tree = Tree({"a": File(content=b"hello")})

    assert tree.digests == (("a", sha256(b"hello").hexdigest()),)


def test_what_is_written_can_be_read_again(tmp_path: Path) -> None:
    tree = Tree(
        {
            "run": File(content=b"#!/bin/sh\n", executable=True),
            "deep/er/data": File(content=b"\x00\r\n"),
        }
    )

    tree.write(tmp_path)

    assert dict(Tree.read(tmp_path)) == dict(tree)


@pytest.mark.usefixtures("umask")
def test_modes_follow_the_umask(tmp_path: Path) -> None:
    tree = Tree({"run": File(content=b"", executable=True), "a": File(content=b"")})

    tree.write(tmp_path)

    assert (tmp_path / "run").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")

    with pytest.raises(FileExistsError):
        Tree({"a": File(content=b"theirs")}).write(tmp_path)

    assert (tmp_path / "a").read_text() == "mine"
