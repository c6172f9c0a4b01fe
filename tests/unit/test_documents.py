"""The documents list what forge has."""

from __future__ import annotations

import re
from pathlib import Path

import typer.main

from fastapi_forge.cli.app import app
from fastapi_forge.resources.types import FIELD_TYPES
from fastapi_forge.verify.registry import NAMES

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"^\| ((?:`[^`]+`(?:, )?)+) \|", re.MULTILINE)
WORD = re.compile(r"`([^`]+)`")


def first_cells(document: str) -> set[str]:
    """Return the words in the first column of all tables."""
    text = (DOCS / document).read_text("utf-8")
    return {word for cell in ROW.findall(text) for word in WORD.findall(cell)}


def test_every_check_is_described() -> None:
    assert set(NAMES) - first_cells("verify.md") == set()


def test_every_field_type_is_described() -> None:
    assert set(FIELD_TYPES) - first_cells("resources.md") == set()


def test_the_json_of_every_command_is_described() -> None:
    titles = re.findall(
        r"^## `forge (\w+)`", (DOCS / "json.md").read_text(), re.MULTILINE
    )
    commands = typer.main.get_group(app).commands

    assert titles == [*commands]
