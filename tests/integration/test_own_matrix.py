"""`forge matrix` with forge's own template, and its errors."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support.matrices import matrix
from tests.support.renders import TEMPLATE


def test_rendered_combinations_contain_no_secret(tmp_path: Path) -> None:
    matrix(tmp_path, "--render=rows", "--row=defaults", code=0)

    assert (tmp_path / "rows/defaults/.env.example").is_file()
    assert not (tmp_path / "rows/defaults/.env").exists()


def test_every_option_has_an_effect(tmp_path: Path) -> None:
    document = matrix(tmp_path, "--only=options", code=0)

    assert document["options"]["status"] == "passed"
    assert document["rows"] == []


def test_a_wrong_import_in_one_branch_is_found(tmp_path: Path) -> None:
    template = tmp_path / "service"
    shutil.copytree(TEMPLATE, template)
    [engine] = template.glob("project/app/db/*mysql*engine.py*")
    code = engine.read_text()
    engine.write_text(code.replace("from app.core.config", "from app.core.configs"))
    listed = matrix(tmp_path, "--list", code=0)["rows"]
    name = next(row["name"] for row in listed if row["name"].startswith("mysql"))
    words = (f"--row={name}", "--row=defaults", "--only=imports", "--fresh")
    # The environments of other tests are used again.
    shared = {"XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", "")}
    document = matrix(tmp_path, f"--template={template}", *words, code=1, **shared)

    [defaults, mysql] = document["rows"]
    assert defaults["ok"]
    [outcome] = [check for check in mysql["checks"] if check["name"] == "imports"]
    assert outcome["status"] == "failed"
    assert "app.core.configs" in outcome["detail"]
    shutil.rmtree(Path(mysql["path"]).parent)


def test_shards_contain_all_combinations(tmp_path: Path) -> None:
    whole = [row["name"] for row in matrix(tmp_path, "--list", code=0)["rows"]]
    shards = [
        row["name"]
        for number in (1, 2, 3)
        for row in matrix(tmp_path, "--list", f"--shard={number}/3", code=0)["rows"]
    ]
    assert sorted(shards) == sorted(whole)
    assert len(set(whole)) == len(whole)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--shard=4/3",), "'4/3' is not a valid value for --shard"),
        (("--shard=0/3",), "'0/3' is not a valid value for --shard"),
        (("--strength=0",), "0 is not a valid value"),
        (("--row=defalts",), "'defalts' is not a combination"),
        (("--only=tets",), "'tets' is not a check"),
        (("--row=defaults", "--only=options"), "needs all combinations"),
        (("--only=options", "--skip=options"), "needs all combinations"),
        (("--template=nowhere",), "'nowhere' does not exist"),
    ],
)
def test_invalid_values_are_refused(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    assert said in matrix(tmp_path, *words, code=2)["error"]["message"]
