"""The pictures in README show the current output: `make pictures` redraws them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import pictures
from scripts.drawing import drawn, shown
from scripts.terminal import Run
from tests.support.commands import document, run_forge

MOST_BYTES = 100_000


def lines(picture: Path) -> list[str]:
    return shown(picture.read_text("utf-8"))


@pytest.mark.parametrize("picture", [pictures.WIZARD, pictures.RESULT])
def test_picture_is_self_contained(picture: Path) -> None:
    content = picture.read_text("utf-8")

    assert len(content) < MOST_BYTES
    assert content.count("http") == content.count('xmlns="http://www.w3.org/2000/svg"')


def test_wizard_matches_the_picture() -> None:
    now = ["".join(run.text for run in row) for row in pictures.wizard()]

    assert lines(pictures.WIZARD) == now


def test_result_matches_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ("--package-manager", "uv", "--dry-run", "--json")
    plan = document(run_forge("new", pictures.NAME, *arguments))
    text = lines(pictures.RESULT)

    assert any(f"({len(plan['files'])} files)" in line for line in text)
    assert [line.strip() for line in text if line.startswith("  ")] == (
        plan["next_steps"]
    )
    assert " passed" in text[-1]


def test_text_of_a_picture_can_be_extracted() -> None:
    row = [
        Run(text="a <b> & ", colour="green", bold=True),
        Run(text="  c", colour="default", bold=False),
    ]

    assert shown(drawn("Title", [row, []])) == ["a <b> &   c", ""]
