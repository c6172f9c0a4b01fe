"""The copy of a service contains its own files, and no link out of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from fastapi_forge.verify import files
from fastapi_forge.verify.files import copy_files, files_below


def git(directory: Path, *words: str) -> None:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
    allowed = ("-c", "protocol.file.allow=always")
    subprocess.run(
        ["git", *identity, *allowed, *words], cwd=directory, check=True, timeout=60
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = tmp_path / "shop"
    project.mkdir()
    git(project, "init", "--quiet")
    return project


def copied(project: Path) -> Path:
    copy = project.parent / "copy"
    assert not list(copy_files(project, copy))
    return copy


def test_env_and_ignored_files_are_not_copied(project: Path) -> None:
    (project / ".gitignore").write_text("made/\n")
    for path in (".env", "made/it", "app/main.py", "new.py"):
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).touch()
    # Committed by mistake, but still specific to a machine.
    git(project, "add", ".env", "app")
    assert files_below(copied(project)) == [".gitignore", "app/main.py", "new.py"]


def test_links_stay_inside_the_copy(project: Path) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "code.py").write_text("x = 1\n")
    (project / "real").write_text("real")
    (project / "inside").symlink_to("real")
    (project / "absolute").symlink_to(project / "real")
    (project / "file").symlink_to(outside / "code.py")
    (project / "folder").symlink_to(outside)
    copy = copied(project)
    for path in ("inside", "absolute", "file", "folder/code.py"):
        assert (copy / path).resolve().is_relative_to(copy), path
    (copy / "inside").write_text("changed")
    (copy / "folder/code.py").write_text("changed")
    assert (project / "real").read_text() == "real"
    assert (outside / "code.py").read_text() == "x = 1\n"


def test_submodules_are_copied(project: Path) -> None:
    other = project.parent / "other"
    other.mkdir()
    (other / "code.py").touch()
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "a")):
        git(other, *words)
    git(project, "submodule", "--quiet", "add", str(other), "lib")
    assert "lib/code.py" in files_below(copied(project))


def test_large_untracked_files_are_skipped(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_LARGEST", 10)
    (project / "tracked").write_text("a" * 11)
    git(project, "add", "tracked")
    (project / "data").write_text("a" * 11)
    copy = project.parent / "copy"
    assert list(copy_files(project, copy)) == ["data"]
    assert files_below(copy) == ["tracked"]


def test_generated_files_are_skipped_without_git(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (".env", ".venv/it", ".mypy_cache/it", "app/main.py"):
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).touch()
    monkeypatch.setenv("PATH", "")
    assert files_below(copied(project)) == ["app/main.py"]
