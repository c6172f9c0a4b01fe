"""The same answers give the same bytes for any user, place and time."""

from __future__ import annotations

from pathlib import Path

from fastapi_forge.rendering.tree import Tree
from tests.smoke.scenarios import OWN_RESOURCES
from tests.support.generated import forge_new

SECRET = ".env"
OWN = [part for spec in OWN_RESOURCES for part in ("--resource", spec)]
ANSWERS = ["--python", "3.12", "--package-manager", "uv", "--author", "Ann", *OWN]
HERE = {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}
THERE = {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu"}


def test_result_is_independent_of_place_and_process(tmp_path: Path) -> None:
    trees = [
        created(tmp_path / "here", HERE),
        created(tmp_path / "somewhere" / "else entirely", THERE),
    ]

    assert dict(trees[0]) == dict(trees[1])
    assert str(tmp_path).encode() not in b"".join(
        file.content for file in trees[0].values()
    )


def created(directory: Path, variables: dict[str, str]) -> Tree:
    directory.mkdir(parents=True)
    project = forge_new(directory, *ANSWERS, "--email", "ann@example.com", **variables)
    (project / SECRET).unlink()
    return Tree.read(project)
