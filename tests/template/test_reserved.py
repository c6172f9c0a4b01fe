"""No resource has a name that the generated modules use for something else."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources import reserved
from fastapi_forge.resources.naming import class_name, pluralised
from fastapi_forge.resources.words import check_plural, check_resource_name
from fastapi_forge.template.schema import Value
from tests.support.renders import rendered
from tests.support.specifications import ZOO

# No other name contains this one.
PROBE = "quokka"
FIELDS = ZOO[0].partition(" ")[2]
PROBES = (
    f"{PROBE} {FIELDS} due:datetime:future born:date:past rate:decimal:places=8",
    f"{PROBE}_site {PROBE}:ref",
    f"{PROBE}_herd {PROBE}s:many:{PROBE}",
)
# Names of the example, which collide like other resources, and of the probe's fields.
NOT_OF_ITS_OWN = {"tag", "tags", "task", "tasks", "kind", "a", "c", "__init__"}
# Of modules that are named after a resource.
PREFIXES = ("", "test_", "2026_11_22_create_")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
KINDS: tuple[dict[str, Value], ...] = (
    {},
    {"auth": "jwt", "api_keys": True, "cookie_login": True, "ids": "uuid"},
    {"auth": "basic", "access": "sync", "database": "mysql"},
    {"auth": "api-key", "database": "postgresql"},
    {"auth": "api-key", "database": "none"},
    {"auth": "oidc"},
    {"auth": "none", "database": "none"},
)


@cache
def modules() -> list[tuple[PurePosixPath, ast.Module]]:
    found = []
    for kind in KINDS:
        owned = "" if kind.get("auth") == "none" else " --owned"
        tree = rendered(**kind, resources=tuple(it + owned for it in PROBES))
        for path, file in tree.items():
            if path.endswith(".py"):
                found.append((PurePosixPath(path), ast.parse(file.content)))
    return found


def names_in(module: ast.Module) -> Iterator[str]:
    """Return what a module imports, defines and assigns, also within functions."""
    for node in ast.walk(module):
        match node:
            case ast.alias():
                yield (node.asname or node.name).partition(".")[0]
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name():
                yield node.id


def names_next_to(probe: str) -> set[str]:
    """Return the names in all modules that also use a name of the probe."""
    found: set[str] = set()
    for _, module in modules():
        names = set(names_in(module))
        if probe in names:
            found |= names
    return {it for it in found - NOT_OF_ITS_OWN if not it.startswith("test_")}


def files_next_to(probe: str) -> set[str]:
    """Return what other modules have in the place of the probe, in any of its files."""
    found: set[str] = set()
    for prefix in PREFIXES:
        own = prefix + probe
        directories = {path.parent for path, _ in modules() if path.stem == own}
        found |= {
            path.stem.removeprefix(prefix)
            for path, _ in modules()
            if path.parent in directories and path.stem.startswith(prefix)
        }
    return found - NOT_OF_ITS_OWN


def accepted(check: Callable[[str], None], names: Iterable[str]) -> list[str]:
    """Return those names that could be written and are not refused."""
    wrong = []
    for name in sorted(names):
        if not NAME.fullmatch(name) or PROBE in name:
            continue
        try:
            check(name)
        except InvalidResourceError:
            continue
        wrong.append(name)
    return wrong


def test_singulars_of_generated_code_are_refused() -> None:
    names = names_next_to(PROBE) | files_next_to(PROBE)

    assert accepted(check_resource_name, names) == [], "Add them to SINGULAR_NAMES."


def test_plurals_of_generated_code_are_refused() -> None:
    names = names_next_to(f"{PROBE}s") | files_next_to(f"{PROBE}s")

    wrong = accepted(lambda it: check_plural("record", it), names)
    assert wrong == [], "Add them to PLURAL_NAMES."


def test_classes_of_generated_code_are_refused() -> None:
    singulars = set()
    for name in names_next_to(class_name(PROBE)):
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        if class_name(words) == name:
            singulars.add(words)
            singulars |= {
                words.removesuffix(f"_{it}") for it in reserved.CLASS_SUFFIXES
            }

    wrong = accepted(check_resource_name, singulars - NOT_OF_ITS_OWN)
    assert wrong == [], "Add the classes to CLASS_NAMES."


def test_reserved_names_are_used() -> None:
    written: set[str] = set()
    for path, module in modules():
        stems = (path.stem.removeprefix(it) for it in PREFIXES)
        written |= {*stems, *path.parts, *names_in(module), *words_of(module)}
    plurals = {pluralised(it) for it in written}
    names = reserved.SERVICE_NAMES | reserved.SINGULAR_NAMES | reserved.PLURAL_NAMES
    stale = {
        name for name in names - written - plurals if pluralised(name) not in written
    }

    assert stale == set(), "Remove them: no generated service has them."
    lowered = {it.lower() for it in written}
    assert {it for it in reserved.CLASS_NAMES if it.lower() not in lowered} == set()


def words_of(module: ast.Module) -> Iterator[str]:
    """Return attributes, and the words of texts such as paths."""
    for node in ast.walk(module):
        match node:
            case ast.Attribute():
                yield node.attr
            case ast.Constant(value=str(text)):
                yield from re.findall(r"\w+", text)
