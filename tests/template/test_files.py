"""The template's files are readable for people and for every file system."""

from __future__ import annotations

import re
from statistics import median

import pytest

from tests.support.renders import TEMPLATE

PROJECT = TEMPLATE / "project"
PATHS = sorted(path.relative_to(PROJECT).as_posix() for path in PROJECT.rglob("*"))
NAME = re.compile(r"\.py(\{% end\w+ %\})*(\.jinja)?$")
PYTHON = [f"project/{path}" for path in PATHS if NAME.search(path)]
MACROS = sorted(
    path.relative_to(TEMPLATE).as_posix()
    for path in TEMPLATE.glob("includes/entity/*.jinja")
)

TAG = re.compile(r"\{%-?\s*(\w+).*?%\}")
EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
TERNARY = re.compile(r"\bif\b.*\belse\b")
# Not `set`: `code` is not nested more deeply (includes/access.jinja). Not `macro`: it
# only names what is inside.
OPENING = {"if", "for", "call", "filter", "raw", "yield"}
CLOSING = {f"end{tag}" for tag in OPENING}
# A loop over a line with a condition.
ONE_LOOP = 3
MOST_TAGS = 0.3
# Almost every line of these depends on the facts about a resource.
MOST_TAGS_WITH_FACTS = 0.4
DEEPEST = 2


@pytest.mark.parametrize("path", PATHS)
def test_names_are_valid_on_windows(path: str) -> None:
    assert not set('"|<>:?*\\') & set(path)
    assert not path.endswith((" ", "."))


def test_python_files_parse_as_python() -> None:
    """Half of the files have almost no tags."""
    assert median(density(path) for path in PYTHON) <= 0.05


@pytest.mark.parametrize("path", PYTHON + MACROS)
def test_tags_are_few(path: str) -> None:
    has_facts = path in MACROS or "entity" in path or "ledger.resources" in path

    assert density(path) <= (MOST_TAGS_WITH_FACTS if has_facts else MOST_TAGS)


@pytest.mark.parametrize("path", PYTHON + MACROS)
def test_tags_are_rarely_nested(path: str) -> None:
    assert depth(path) <= DEEPEST


def test_ternaries_and_tags_are_counted() -> None:
    written = (
        "{% macro line() %}\n{% for it in them %}\n"
        "{{ 'a' if it else 'b' }}\n"
        "{{ {\n    'c': it,\n    'd': 1 if it else 2,\n}[it] }}\n"
        "x = 1 if y else 2\n{% endfor %}\n{% endmacro %}\n"
    )

    assert tag_lines(written) == {1, 2, 5, 8}


def density(path: str) -> float:
    """Return the share of lines with tags or ternaries; one loop is never too much."""
    tags = tag_lines(text(path))
    return len(tags) / len(text(path).splitlines()) if len(tags) > ONE_LOOP else 0


def tag_lines(written: str) -> set[int]:
    """Return the numbers of the lines that decide or repeat something."""
    found = {
        number
        for number, line in enumerate(written.splitlines())
        if line.lstrip().startswith("{%") and "macro" not in line.split()[1]
    }
    for expression in EXPRESSION.finditer(written):
        first = written.count("\n", 0, expression.start())
        for number, line in enumerate(expression[0].split("\n"), first):
            found |= {number} if TERNARY.search(line) else set()
    return found


def depth(path: str) -> int:
    deepest = now = 0
    for line in text(path).splitlines():
        for match in TAG.finditer(line):
            now += (match[1] in OPENING) - (match[1] in CLOSING)
            deepest = max(deepest, now)
    assert now == 0
    return deepest


def text(path: str) -> str:
    return (TEMPLATE / path).read_text("utf-8")
