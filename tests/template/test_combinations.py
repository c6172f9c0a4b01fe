"""Every combination of the offered answers gives a sound tree.

Few of them are proven the whole way (tests/smoke): these are only looked at.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
import warnings
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path

import pytest
import yaml
from ruff.__main__ import find_ruff_bin

from fastapi_forge.rendering.tree import Tree
from fastapi_forge.template.schema import Value
from tests.support.module_graph import modules, reached
from tests.support.renders import rendered

OUTER: Mapping[str, tuple[Value, ...]] = {
    "database": ("sqlite", "postgresql"),
    "auth": ("none", "jwt"),
    "example": (True, False),
    "versioning": ("path", "none"),
}
INNER: Mapping[str, tuple[Value, ...]] = {
    "docker": (True, False),
    "cors": (True, False),
    "package_manager": ("uv", "pip"),
}
# What an answer rules out leaves no word behind.
TRACES: tuple[tuple[str, Value, str], ...] = (
    ("database", "sqlite", r"postgres|asyncpg"),
    ("database", "postgresql", r"sqlite"),
    ("auth", "none", r"jwt|token|password_hash|log.?in|\busers?\b|owner|principal"),
    ("docker", False, r"docker|compose"),
    ("versioning", "none", r"api/v1|\bv1\b"),
    ("cors", False, r"\bcors|origins?\b"),
    ("example", False, r"tasks?\b(?! group)|feedback|preferences"),
    ("package_manager", "uv", r"\bpip\b|requirements"),
    ("package_manager", "pip", r"\buv\b"),
)
STARTS = {"app": ("app.main", "app.__main__"), "migrations": ("migrations.env",)}
# A marker of the template's language; `{{` stands for a brace in a format string.
MARKER = re.compile(r"\{%|%\}|\{#|#\}|\{\{(?!\w*\}\})")

Answers = dict[str, Value]
Trees = list[tuple[Answers, Tree]]


def combinations(options: Mapping[str, tuple[Value, ...]]) -> list[Answers]:
    return [
        dict(zip(options, values, strict=True)) for values in product(*options.values())
    ]


@pytest.mark.parametrize(
    "outer", combinations(OUTER), ids=lambda it: "-".join(map(str, it.values()))
)
def test_trees_are_sound(
    outer: Answers, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    trees = [
        (answers, rendered(**answers))
        for answers in (outer | inner for inner in combinations(INNER))
    ]
    for number, (_, tree) in enumerate(trees):
        tree.write(tmp_path / str(number))
    for command in (["format", "--check", "--quiet"], ["check", "--quiet"]):
        with subtests.test("ruff " + " ".join(command)):
            ruff(command, tmp_path)
    checks: list[Callable[[Answers, Tree], object]] = [
        everything_compiles,
        every_document_parses,
        every_module_is_reached,
        every_resource_is_named,
        no_package_is_empty,
        no_marker_is_left,
        no_trace_of_what_was_ruled_out,
        text_is_tidy,
    ]
    for check in checks:
        for answers, tree in trees:
            with subtests.test(check.__name__, **answers):
                check(answers, tree)


def ruff(command: list[str], directory: Path) -> None:
    done = subprocess.run(
        [find_ruff_bin(), *command, "--no-cache", "."],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def everything_compiles(_: Answers, tree: Tree) -> None:
    for path in tree:
        if path.endswith(".py") and tree[path] not in COMPILED:
            with warnings.catch_warnings(action="error"):
                compile(tree[path].content, path, "exec")
            COMPILED.add(tree[path])


COMPILED: set[object] = set()


def every_document_parses(_: Answers, tree: Tree) -> None:
    for path, file in tree.items():
        if path.endswith(".toml"):
            tomllib.loads(file.content.decode())
        if path.endswith((".yml", ".yaml")):
            yaml.safe_load(file.content)


def every_module_is_reached(_: Answers, tree: Tree) -> None:
    own = modules(tree, "app")
    code = own | modules(tree, "migrations")
    versions = [name for name in code if name.startswith("migrations.versions.")]
    starts = [*STARTS["app"], *STARTS["migrations"], *versions]
    assert not sorted(set(own) - reached(tree, code, starts))

    tests = modules(tree, "tests")
    entered = [name for name in tests if re.search(r"(^|\.)(test_\w+|conftest)$", name)]
    reached_by_tests = reached(tree, tests, entered)
    assert not sorted(set(tests) - reached_by_tests)


def every_resource_is_named(_: Answers, tree: Tree) -> None:
    """Files that are no code are read by some code."""
    code = b"\n".join(tree[path].content for path in modules(tree, "app").values())
    for path in tree:
        if path.startswith("app/") and not path.endswith(".py"):
            assert Path(path).name.encode() in code, path


def no_package_is_empty(_: Answers, tree: Tree) -> None:
    for path in tree:
        if path.endswith("/__init__.py") and not tree[path].content.strip():
            folder = path.removesuffix("__init__.py")
            others = [it for it in tree if it.startswith(folder) and it != path]
            assert others, f"{folder} holds nothing"


def no_marker_is_left(_: Answers, tree: Tree) -> None:
    for path, file in tree.items():
        assert not MARKER.search(path)
        found = MARKER.search(file.content.decode())
        assert found is None, f"{path}: {found}"


def no_trace_of_what_was_ruled_out(answers: Answers, tree: Tree) -> None:
    found = [
        f"{path}: {line.strip()}"
        for key, value, words in TRACES
        if answers[key] == value
        for path, file in tree.items()
        for line in (path, *file.content.decode().splitlines())
        if re.search(words, line, re.IGNORECASE)
    ]
    assert not found, "\n".join(found)


def text_is_tidy(_: Answers, tree: Tree) -> None:
    for path, file in tree.items():
        text = file.content.decode()
        assert not text or re.search(r"\S\n\Z", text), f"{path} ends badly"
        assert not re.search(r"[ \t]$", text, re.MULTILINE), f"{path}: trailing space"
        if not path.endswith(".py"):
            assert "\n\n\n" not in text, f"{path}: two empty lines"
