"""Check that phrases which were replaced by plain English do not come back.

The list contains sentences from earlier versions, and words that this project used
in a sense of its own. Words with another use in prose are left out.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import run_forge
from tests.support.generated import ROOT, forge_new

SENTENCES = (
    "as if a senior engineer had written",
    "for exactly these answers",
    "any two answers stand together",
    "end when they are told to",
    "that are good once",
    "Where data is kept: engine",
    "How the version of the API is chosen",
    "Let programs call as their users",
    "by a cookie that no script can read",
    "is there already and is not what",
    "is no enum it can hold",
    "nobody agreed to it",
    "an end that loses no request",
    "A question without a default that nobody answers",
    "Who forgot the password",
    "whoever shows it again has stolen it",
    "A value is taken that only one may have",
    "cannot be read as what its type says",
    "is completed already",
    "There is no tag 7 to refer to",
    "cannot be managed by you",
    "passwords that are tried first",
    "in its usual form",
    "The database refuses:",
    "is for nobody that there could be",
    "was not the same",
    "Whether the process lives",
    "is a new one at every start",
    "Of its row that is told elsewhere",
    "No pair, no judgement",
    "Of everything that decides",
    "looked at, of all rows or of none",
    "The document has no place",
    "Who knows that nothing was written",
    "Always a list: what is repeated",
    "What cannot be without another",
    "One that is not forgotten",
    "is refused no empty body",
    "Whatever is not answered as documented is told",
)
WORDS = (
    r"\bprov(?:e|es|ed|en|ing)\b",
    r"\bheeds?\b",
    r"\bstands? together\b",
    r"\bbelongs? to nobody\b",
    r"\bis good for\b",
    r"\btakes no '",
    r"\bis told (?:by|when|in)\b",
    r"\bwhoever\b",
    r"\bbeside\b",
    r"(?-i:^(?:Who|What|Whether)\b)(?!.*\?)",
)
NAMES = {"aside", "heeds", "it", "sheet", "surroundings", "told", "ways", "wish"}
FORBIDDEN = re.compile(
    "|".join([*map(re.escape, SENTENCES), *WORDS]), re.IGNORECASE | re.MULTILINE
)
PAGES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile")
COMMANDS = ((), ("new",), ("verify",), ("matrix",), ("options",))
COMBINATIONS = (
    (),
    ("--database=postgresql", "--auth=api-key", "--no-example"),
    ("--database=none", "--auth=none", "--versioning=none"),
)


def found(text: str) -> list[str]:
    """Return the lines with forbidden phrases, without code in backticks."""
    lines = (re.sub(r"`[^`]*`", "``", line).strip() for line in text.splitlines())
    return [line for line in lines if FORBIDDEN.search(line)]


def prose(source: str) -> Iterator[str]:
    """Yield the docstrings, messages and comments of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string.lstrip("# ")


def identifiers(source: str) -> Iterator[str]:
    """Yield the names of variables, parameters and functions."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name


@pytest.mark.parametrize(
    "page",
    [
        *map(ROOT.joinpath, PAGES),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("docs/**/*.yml"),
    ],
    ids=lambda path: path.name,
)
def test_pages_are_plain(page: Path) -> None:
    assert found(page.read_text("utf-8")) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_plain(command: tuple[str, ...]) -> None:
    assert found(run_forge(*command, "--help").stdout) == []


def test_questions_are_plain() -> None:
    questions = [
        *ROOT.glob("templates/service/questions/*.yml"),
        *ROOT.glob("templates/service/features/*/*.yml"),
    ]
    texts = [
        run_forge("options").stdout,
        *(path.read_text("utf-8") for path in questions),
    ]

    assert [line for text in texts for line in found(text)] == []


@pytest.mark.parametrize("package", ["fastapi_forge", "scripts", "benchmarks"])
def test_code_is_plain(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    lines = {
        str(path.relative_to(ROOT)): lines
        for path in modules
        if (lines := found("\n".join(prose(path.read_text("utf-8")))))
    }

    assert lines == {}


@pytest.mark.parametrize("package", ["fastapi_forge", "scripts", "benchmarks", "tests"])
def test_names_are_plain(package: str) -> None:
    names = {
        str(path.relative_to(ROOT)): private
        for path in sorted((ROOT / package).rglob("*.py"))
        if (private := NAMES & set(identifiers(path.read_text("utf-8"))))
    }

    assert names == {}


@pytest.mark.parametrize("combination", COMBINATIONS, ids=" ".join)
def test_generated_service_is_plain(
    combination: tuple[str, ...], tmp_path: Path
) -> None:
    project = forge_new(tmp_path, *combination)
    lines = {
        str(path.relative_to(project)): lines
        for path in sorted(project.rglob("*"))
        if path.is_file() and path.suffix not in {".svg", ".js", ".css", ".txt"}
        if (lines := found(path.read_text("utf-8", "replace")))
    }

    assert lines == {}
