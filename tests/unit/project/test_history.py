from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from fastapi_forge.project.history import commit_locks, commit_render
from tests.support.templates import write_files

FILES = {"README.md": "x\n", "build/[a].txt": "x\n", ".gitignore": "build/\n.env\n"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(tmp_path / "myapi", {**FILES, ".env": "SECRET=x\n"})


def git(directory: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=directory, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_first_commit_contains_only_the_render(project: Path) -> None:
    assert commit_render(project, FILES, "Create myapi") == ""

    assert git(project, "log", "--format=%s by %an", "main") == "Create myapi by Ann"
    assert set(git(project, "ls-files").splitlines()) == set(FILES)
    assert git(project, "status", "--short") == ""


def test_lock_is_the_second_commit(project: Path) -> None:
    commit_render(project, FILES, "Create myapi")
    write_files(project, {"uv.lock": ""})

    assert commit_locks(project, ["uv.lock", "other.lock"]) == ""

    assert (
        git(project, "log", "-1", "--format=%s") == "Lock the dependencies in uv.lock"
    )
    assert git(project, "status", "--short") == ""


def test_without_lock_there_is_no_second_commit(project: Path) -> None:
    commit_render(project, FILES, "Create myapi")

    assert commit_locks(project, ["uv.lock"]) == ""

    assert git(project, "rev-list", "--count", "HEAD") == "1"


def test_hooks_and_signing_are_disabled(project: Path, tmp_path: Path) -> None:
    hook = write_files(tmp_path / "hooks", {"pre-commit": "#!/bin/sh\nexit 1\n"})
    (hook / "pre-commit").chmod(0o755)
    settings = f"""
[user]
name = Ann
email = ann@example.com
signingkey = nobody
[core]
hooksPath = {hook}
autocrlf = true
safecrlf = true
[commit]
gpgSign = true
[init]
defaultBranch = trunk
"""
    write_files(tmp_path, {"gitconfig": settings})

    assert commit_render(project, FILES, "Create myapi") == ""

    assert git(project, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert git(project, "status", "--short") == ""


def test_unknown_user_gets_a_neutral_identity(project: Path, tmp_path: Path) -> None:
    write_files(tmp_path, {"gitconfig": "[user]\nuseConfigOnly = true\n"})

    assert commit_render(project, FILES, "Create myapi") == ""

    assert git(project, "log", "--format=%an <%ae>") == "forge <forge@localhost>"
    assert "user.name" not in git(project, "config", "--list", "--local")


def test_identity_in_the_environment_counts(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_files(tmp_path, {"gitconfig": ""})
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Bob")

    commit_render(project, FILES, "Create myapi")

    assert git(project, "log", "--format=%an, %cn") == "Bob, forge"


def test_variables_of_a_hook_are_ignored(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    with monkeypatch.context() as hook:
        hook.setenv("GIT_DIR", str(other / ".git"))
        hook.setenv("GIT_WORK_TREE", str(other))
        hook.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
        hook.setenv("GIT_CONFIG_PARAMETERS", "'core.worktree'='/nowhere'")

        assert commit_render(project, FILES, "Create myapi") == ""

    assert set(git(project, "ls-files").splitlines()) == set(FILES)
    assert git(other, "ls-files") == ""


def test_no_repository_is_created_inside_another(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    warning = commit_render(project, FILES, "Create myapi")

    assert f"inside the repository {tmp_path}" in warning
    assert not (project / ".git").exists()


def test_repository_that_ignores_the_project_is_allowed(
    project: Path, tmp_path: Path
) -> None:
    git(tmp_path, "init", "--quiet")
    write_files(tmp_path, {".gitignore": "*\n"})

    assert commit_render(project, FILES, "Create myapi") == ""


def test_empty_repository_keeps_its_branch(project: Path) -> None:
    git(project, "init", "--quiet", "--initial-branch=trunk")

    assert commit_render(project, FILES, "Create myapi") == ""

    assert git(project, "rev-parse", "--abbrev-ref", "HEAD") == "trunk"


def test_missing_git_is_a_warning(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)

    assert "not on the PATH" in commit_render(project, FILES, "Create myapi")


def test_failing_git_is_a_warning(project: Path) -> None:
    (project / ".git").write_text("broken")

    assert "not committed: fatal:" in commit_render(project, FILES, "Create myapi")


def test_failed_initialization_leaves_nothing(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "#!/bin/sh\ncase $* in *init*) mkdir .git;; esac\nexit 1\n"
    programs = write_files(tmp_path / "programs", {"git": script})
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")

    assert "not committed" in commit_render(project, FILES, "Create myapi")

    assert not (project / ".git").exists()


def test_template_hooks_are_disabled(project: Path, tmp_path: Path) -> None:
    hook = "hooks/pre-commit"
    given = write_files(tmp_path / "given", {hook: "#!/bin/sh\ntouch ran\nexit 1\n"})
    (given / hook).chmod(0o755)
    write_files(tmp_path, {"gitconfig": f"[init]\ntemplateDir = {given}\n"})

    assert commit_render(project, FILES, "Create myapi") == ""

    assert not (project / "ran").exists()
    assert (project / ".git" / hook).is_file()


@pytest.mark.parametrize("script", ["exec sleep 60", "\0no program"])
def test_git_timeout_is_a_warning(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    programs = write_files(tmp_path / "programs", {"git": f"#!/bin/sh\n{script}\n"})
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr("fastapi_forge.git.repository._TIMEOUT", 0.5)

    assert "not committed" in commit_render(project, FILES, "Create myapi")
