from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import UnknownTemplateError
from fastapi_forge.template.location import locate


@pytest.mark.parametrize(
    ("text", "address", "ref"),
    [
        ("git@host:team/tpl.git", "git@host:team/tpl.git", ""),
        ("git@host:team/tpl.git@v1.2", "git@host:team/tpl.git", "v1.2"),
        ("git@host:team/tpl@v1.2", "git@host:team/tpl", "v1.2"),
        ("host:team/tpl.git@v1.2", "host:team/tpl.git", "v1.2"),
        ("ssh://git@host:22/tpl.git@a/b", "ssh://git@host:22/tpl.git", "a/b"),
        ("https://host/tpl.git@main", "https://host/tpl.git", "main"),
        ("https://me:pw@host/tpl.git", "https://host/tpl.git", ""),
        ("https://me:pw@host/tpl@main", "https://host/tpl", "main"),
        ("https://host/@team/tpl", "https://host/@team/tpl", ""),
        ("https://host/tpl.git@pkg@1.0", "https://host/tpl.git", "pkg@1.0"),
        ("git+https://host/tpl", "https://host/tpl", ""),
        ("gh:team/tpl", "https://github.com/team/tpl.git", ""),
        ("gh:team/tpl@v1", "https://github.com/team/tpl.git", "v1"),
        ("gl:/team/sub/tpl.git@v1", "https://gitlab.com/team/sub/tpl.git", "v1"),
    ],
)
def test_ref_follows_the_address(text: str, address: str, ref: str) -> None:
    location = locate(text)

    assert (location.address, location.ref) == (address, ref)
    assert location.is_remote
    assert not location.is_directory
    assert location.name == "tpl"


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("https://me:pw@host/tpl.git", "https://host/tpl.git"),
        ("https://token@host:8443/tpl.git@v1", "https://host:8443/tpl.git"),
        ("ssh://git:pw@host/tpl.git", "ssh://git@host/tpl.git"),
        ("git@host:team/tpl.git", "git@host:team/tpl.git"),
        ("file:///srv/tpl.git", ""),
    ],
)
def test_public_address_has_no_credentials_and_no_path_of_this_machine(
    text: str, public: str
) -> None:
    assert locate(text).public == public


def test_directory_has_precedence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tpl@v1").mkdir()
    (tmp_path / "tpl").mkdir()
    monkeypatch.chdir(tmp_path)

    assert locate("tpl@v1").is_directory
    assert locate("./tpl").address == str(tmp_path / "tpl")
    assert locate("./tpl").public == ""
    released = locate("./tpl@v2")
    assert (released.address, released.ref) == (str(tmp_path / "tpl"), "v2")
    assert not released.is_directory


@pytest.mark.parametrize(
    "text",
    ["", "-u", "./nowhere", "nowhere@v1", "gh:a/b@-x", "gh:a/b@a..b", "gh:a/b@a b"],
)
def test_invalid_values_are_refused(text: str) -> None:
    with pytest.raises(UnknownTemplateError):
        locate(text)
