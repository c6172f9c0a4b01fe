"""Every combination gives valid files.

Only a few of them are tested completely (tests/smoke); these are only inspected.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from ruff import find_ruff_bin

from fastapi_forge.matrix.array import covering_array
from fastapi_forge.matrix.factors import Row, factors_of
from fastapi_forge.rendering.builtin import render_builtin
from fastapi_forge.rendering.copying import copy_template
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.rendering.values import values_of
from fastapi_forge.template.schema import Value
from fastapi_forge.verify.source.modules import Module, modules, reached
from tests.support.choosing import chosen
from tests.support.renders import RULES, SCHEMA, TEMPLATE, answered, rendered
from tests.support.specifications import OPEN_ZOO, ZOO
from tests.support.touched import touches

# Covers every valid triple of values.
ROWS = covering_array(factors_of(SCHEMA), strength=3).rows
SHARDS = 16
SOME = chosen(
    "combinations rendered by Copier",
    ROWS,
    bound=48,
    kind=lambda row: row["database"],
    touched=lambda _, path: touches(path, "tests/template/test_comb"),
)
# What an unset option must not leave behind; sqlite3 is a module of Python, and the
# domains github.io and gitlab.io are public suffixes.
_TRACES: tuple[tuple[str, Value, str], ...] = (
    ("database", "none", r"sqlite(?!3)|postgres|mysql|sqlalchemy|alembic|\bmigrat"),
    ("database", "sqlite", r"postgres|asyncpg|mysql|mariadb"),
    ("database", "postgresql", r"sqlite(?!3)|mysql|mariadb"),
    ("database", "mysql", r"sqlite(?!3)|postgres|asyncpg"),
    (
        "database",
        "none",
        r"sqlalchemy|alembic|migrat|sqlite(?!3)|postgres|asyncpg|mysql|mariadb|database_",
    ),
    (
        "access",
        "sync",
        r"async(io|pg|_)|aio(sqlite|mysql)|Async(Session|Client|Engine)|async def test",
    ),
    ("ids", "int", r": UUID\b|\bUUID\(|\[UUID\b|sa\.Uuid"),
    (
        "ids",
        "uuid",
        r"\bid: int\b|_id: (Mapped\[)?int\b|identifiers?: (Sequence\[)?int\b",
    ),
    (
        "auth",
        "none",
        r"jwt|access.?token|bearer|\bowne|principal|\busers\b|api.?key",
    ),
    ("auth", "api-key", r"jwt|access.?token|bearer error|\busers\b|argon|oidc"),
    ("auth", "basic", r"jwt|access.?token|bearer|api.?key|create-key|oidc"),
    ("auth", "jwt", r"create-key|oidc|openid_|jwks|issuer_keys"),
    ("auth", "oidc", r"argon|refresh.token|create.admin|\busers\b"),
    ("api_keys", False, r"api.?key(?!cookie)|key_principal"),
    ("cookie_login", False, r"csrf|cookie.?login|auth/cookie|session.?cookie|__host"),
    ("docker", False, r"docker"),
    ("versioning", "none", r"api/v1|\bv1\b"),
    ("cors", False, r"\bcors|allow.origin|\borigins\b"),
    (
        "example",
        False,
        (
            r"(?<!create_)(?<!background)(?<!background )(?<!add_)(?<!poe\.)tasks?\b"
            r"(?! group)|feedback|preferences"
        ),
    ),
    ("package_manager", "uv", r"\bpip\b|requirements"),
    ("package_manager", "pip", r"\buv\b"),
    ("license", "none", r"\blicense|copyright"),
    ("ci", "none", r"(github|gitlab)(?!\.io)|pipeline"),
    ("ci", "github", r"gitlab(?!\.io)"),
    ("ci", "gitlab", r"github(?!\.io)"),
    ("pre_commit", False, r"prek|pre-commit|\bhooks\b"),
)
TRACES = [
    (key, value, re.compile(words, re.IGNORECASE)) for key, value, words in _TRACES
]
PYTHON_BLOCK = re.compile(r"^```python\n.*?^```$", re.MULTILINE | re.DOTALL)
ENTRIES = {"app.main", "app.__main__", "migrations.env"}
# A delimiter of the template language; `{{` stands for a brace in a format string, and
# `${{` for an expression of GitHub.
MARKER = re.compile(r"\{%|%\}|\{#|#\}|(?<!\$)\{\{(?!\w*\}\})")


@pytest.mark.parametrize("shard", range(SHARDS))
def test_trees_are_valid(shard: int, tmp_path: Path, subtests: pytest.Subtests) -> None:
    trees = [(row, rendered(**row)) for row in ROWS[shard::SHARDS]]
    for number, (_, tree) in enumerate(trees):
        tree.write(tmp_path / str(number))
    for command in ("format --check", "check --output-format=concise"):
        with subtests.test(f"ruff {command}"):
            ruff(command, tmp_path)
    for look in LOOKS:
        findings: dict[str, Row] = {}
        for answers, tree in trees:
            findings |= dict.fromkeys(look(answers, tree), answers)
        with subtests.test(look.__name__):
            assert not findings, "\n".join(
                f"{finding}\n    {answers}" for finding, answers in findings.items()
            )


@pytest.mark.parametrize("shard", range(SHARDS))
def test_copier_gives_the_same_bytes(
    shard: int, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """Before formatting, which would hide differences."""
    for number, answers in enumerate(SOME[shard::SHARDS]):
        own = OPEN_ZOO if answers["auth"] == "none" else ZOO
        state = answered(**answers, resources=() if number else own)
        data = values_of(state, RULES)
        project = tmp_path / str(number)
        project.mkdir()
        copy_template(TEMPLATE, project, data, trusted=False)

        with subtests.test(str(answers)):
            assert dict(render_builtin(data)) == dict(Tree.read(project))


def ruff(command: str, directory: Path) -> None:
    done = subprocess.run(
        [find_ruff_bin(), *command.split(), "--quiet", "--no-cache", "."],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
    )
    said = {re.sub(r"^\d+/", "", line) for line in done.stdout.splitlines()}
    assert done.returncode == 0, "\n".join([*sorted(said), done.stderr])


def broken_documents(_: Row, tree: Tree) -> Iterator[str]:
    for path, file in tree.items():
        try:
            parse(path, file.content)
        except (ValueError, SyntaxError, SyntaxWarning, yaml.YAMLError) as error:
            yield f"{path}: {error}"


@cache
def parse(path: str, content: bytes) -> None:
    match Path(path).suffix:
        case ".py":
            with warnings.catch_warnings(action="error"):
                compile(content, path, "exec")
        case ".toml":
            tomllib.loads(content.decode())
        case ".yml":
            yaml.safe_load(content)


def modules_that_nothing_imports(_: Row, tree: Tree) -> Iterator[str]:
    code = modules_below(tree, "app") | modules_below(tree, "migrations")
    entries = {name for name in code if name.startswith("migrations.versions.")}
    yield from sorted(code.keys() - reached(code, {*ENTRIES, *entries}))

    tests = modules_below(tree, "tests")
    entries = {name for name in tests if re.search(r"(^|\.)(test_\w+|conftest)$", name)}
    yield from sorted(tests.keys() - reached(tests, entries))


def data_that_no_code_names(_: Row, tree: Tree) -> Iterator[str]:
    code = b"\n".join(module.source for module in modules_below(tree, "app").values())
    for path in tree:
        is_data = path.startswith("app/") and not path.endswith(".py")
        if is_data and Path(path).name.encode() not in code:
            yield path


def modules_below(tree: Tree, folder: str) -> dict[str, Module]:
    return modules(
        {
            path: file.content
            for path, file in tree.items()
            if path.startswith(f"{folder}/")
        }
    )


def packages_without_modules(_: Row, tree: Tree) -> Iterator[str]:
    for path in tree:
        if path.endswith("/__init__.py") and not tree[path].content.strip():
            folder = path.removesuffix("__init__.py")
            if not any(other.startswith(folder) for other in tree if other != path):
                yield folder


def markers_left(_: Row, tree: Tree) -> Iterator[str]:
    for path, file in tree.items():
        yield from lines_with(MARKER, path, file.content)


def traces_of_what_was_ruled_out(answers: Row, tree: Tree) -> Iterator[str]:
    for key, value, words in TRACES:
        if answers.get(key) != value:
            continue
        for path, file in tree.items():
            # The texts of licenses are not the template's.
            if path != "LICENSE":
                for line in lines_with(words, path, file.content):
                    yield f"{line} ({key}: {value})"


def untidy_text(_: Row, tree: Tree) -> Iterator[str]:
    for path, file in tree.items():
        text = file.content.decode()
        if text and not re.search(r"\S\n\Z", text):
            yield f"{path} ends without a line break, or with an empty line"
        if re.search(r"[ \t]$", text, re.MULTILINE):
            yield f"{path} has spaces at the end of a line"
        prose = PYTHON_BLOCK.sub("code", text)
        if not path.endswith((".py", ".mako")) and re.search(r"\A\n|\n\n\n", prose):
            yield f"{path} has two empty lines, or begins with one"


# Most files are the same in many combinations.
@cache
def lines_with(words: re.Pattern[str], path: str, content: bytes) -> tuple[str, ...]:
    """Return the path, if it matches, and every line that does."""
    text = content.decode()
    found = (path,) if words.search(path) else ()
    if not words.search(text):
        return found
    lines = (line for line in text.splitlines() if words.search(line))
    return (*found, *(f"{path}: {line.strip()}" for line in lines))


def long_pages(_: Row, tree: Tree) -> Iterator[str]:
    for page, most in (("README.md", 110), ("AGENTS.md", 120)):
        if (lines := tree[page].content.count(b"\n")) > most:
            yield f"{page} has {lines} lines, more than {most}."


LOOKS: tuple[Callable[[Row, Tree], Iterator[str]], ...] = (
    broken_documents,
    modules_that_nothing_imports,
    data_that_no_code_names,
    packages_without_modules,
    markers_left,
    traces_of_what_was_ruled_out,
    untidy_text,
    long_pages,
)
