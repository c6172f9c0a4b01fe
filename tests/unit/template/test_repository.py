from __future__ import annotations

import os
from pathlib import Path

import pytest

from fastapi_forge.errors import EnvironmentRefusalError, UnknownTemplateError
from fastapi_forge.template.location import locate
from fastapi_forge.template.repository import check_out
from tests.support.repositories import commit, git, handbook_repository
from tests.support.templates import write_files


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return handbook_repository(tmp_path / "handbook")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "place"
    place.mkdir()
    return place


def test_newest_release_is_taken(repository: Path, place: Path) -> None:
    version = check_out(locate(f"file://{repository}"), place, asks=False)

    assert version == "v1.10.0"
    assert (place / "site/news.html").is_file()
    assert not (place / ".git").exists()


@pytest.mark.parametrize(
    ("ref", "version", "news"),
    [("v1.0.0", "v1.0.0", False), ("latest", "latest", True)],
)
def test_tag_is_its_own_version(
    repository: Path, place: Path, ref: str, version: str, news: bool
) -> None:
    assert check_out(locate(f"{repository}@{ref}"), place, asks=False) == version
    assert (place / "site/news.html").is_file() is news


def test_version_of_a_branch_is_its_commit(repository: Path, place: Path) -> None:
    version = check_out(locate(f"{repository}@work/next"), place, asks=False)

    assert version == git(repository, "rev-parse", "work/next")[:12]
    assert (place / "site/next.html").is_file()


def test_commit_can_be_named(repository: Path, place: Path) -> None:
    first = git(repository, "rev-list", "--max-parents=0", "HEAD").strip()

    assert check_out(locate(f"{repository}@{first}"), place, asks=False) == first[:12]


def test_default_branch_is_used_without_a_release(tmp_path: Path, place: Path) -> None:
    repository = write_files(tmp_path / "new", {"copier.yml": ""})
    git(repository, "init", "--quiet", "--initial-branch=trunk")
    commit(repository, "not-a-version")

    version = check_out(locate(f"file://{repository}"), place, asks=False)

    assert version == git(repository, "rev-parse", "trunk")[:12]


def test_line_ends_are_those_of_the_repository(
    repository: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.autocrlf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))

    check_out(locate(f"file://{repository}"), place, asks=False)

    assert b"\r" not in (place / "copier.yml").read_bytes()


def test_unknown_ref_lists_existing_ones(repository: Path, place: Path) -> None:
    with pytest.raises(UnknownTemplateError, match=r"'v9'") as raised:
        check_out(locate(f"{repository}@v9"), place, asks=False)

    assert "v1.10.0" in raised.value.hint
    assert "work/next" in raised.value.hint


def test_empty_repository_is_refused(tmp_path: Path, place: Path) -> None:
    git(tmp_path, "init", "--quiet", "empty")

    with pytest.raises(UnknownTemplateError, match="no commit"):
        check_out(locate(f"file://{tmp_path}/empty"), place, asks=False)


def test_plain_directory_has_no_ref(tmp_path: Path, place: Path) -> None:
    (tmp_path / "plain").mkdir()

    with pytest.raises(UnknownTemplateError, match="is not a repository"):
        check_out(locate(f"{tmp_path}/plain@v1"), place, asks=False)


def test_unreachable_repository_is_an_environment_error(place: Path) -> None:
    address = "https://me:hush@127.0.0.1:1/tpl.git"

    with pytest.raises(EnvironmentRefusalError, match="cannot be reached") as raised:
        check_out(locate(address), place, asks=False)

    assert "hush" not in f"{raised.value.message} {raised.value.hint}"


def test_git_is_required(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)

    with pytest.raises(EnvironmentRefusalError, match="git is not on the PATH"):
        check_out(locate("gh:team/tpl"), place, asks=False)
