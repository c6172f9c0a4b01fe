"""The template's files are readable for people and for every file system."""

from __future__ import annotations

import re
from statistics import median

import pytest

from tests.support.renders import TEMPLATE

PROJECT = TEMPLATE / "project"
PATHS = sorted(path.relative_to(PROJECT).as_posix() for path in PROJECT.rglob("*"))
NAME = re.compile(r"\.py(\{% end\w+ %\})*(\.jinja)?$")
PYTHON = [path for path in PATHS if NAME.search(path)]

TAG = re.compile(r"\{%-?\s*(\w+).*?%\}")
# Not `set`: `code` is not nested more deeply (includes/access.jinja).
OPENING = {"if", "for", "macro", "call", "filter", "raw", "yield"}
CLOSING = {f"end{tag}" for tag in OPENING}
# A loop over a line with a condition.
ONE_LOOP = 3
MOST_TAGS = 0.2
DEEPEST = 2


@pytest.mark.parametrize("path", PATHS)
def test_names_are_valid_on_windows(path: str) -> None:
    assert not set('"|<>:?*\\') & set(path)
    assert not path.endswith((" ", "."))


def test_python_files_parse_as_python() -> None:
    """Half of the files have almost no tags."""
    assert median(density(path) for path in PYTHON) <= 0.05


@pytest.mark.parametrize("path", PYTHON)
def test_tags_are_few(path: str) -> None:
    assert density(path) <= MOST_TAGS


@pytest.mark.parametrize("path", PYTHON)
def test_tags_are_rarely_nested(path: str) -> None:
    assert depth(path) <= DEEPEST


def density(path: str) -> float:
    """Return the share of tag lines in Python; one loop is never too much."""
    lines = text(path).splitlines()
    tags = [line for line in lines if line.lstrip().startswith("{%")]
    return len(tags) / len(lines) if len(tags) > ONE_LOOP else 0


def depth(path: str) -> int:
    deepest = now = 0
    for line in text(path).splitlines():
        for match in TAG.finditer(line):
            now += (match[1] in OPENING) - (match[1] in CLOSING)
            deepest = max(deepest, now)
    assert now == 0
    return deepest


def text(path: str) -> str:
    return (PROJECT / path).read_text("utf-8")
