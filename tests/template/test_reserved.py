"""No resource has a name that the generated modules use for something else."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import PurePosixPath

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources import reserved
from fastapi_forge.resources.fields import Resource
from fastapi_forge.resources.name_rules import (
    check_field_name,
    check_plural,
    check_resource_name,
)
from fastapi_forge.resources.naming import class_name
from fastapi_forge.template.schema import Value
from tests.support.renders import unformatted
from tests.support.reserved_names import FEATURES
from tests.support.specifications import ZOO

# No other name contains this one.
PROBE = "quokka"
FIELDS = ZOO[0].partition(" ")[2]
PROBES = (
    (
        f"{PROBE} {FIELDS} due:datetime:future born:date:past rate:decimal:places=8"
        " plate:str:pattern=^[A-Z]{2}$"
    ),
    f"{PROBE}_site {PROBE}:ref",
    f"{PROBE}_herd {PROBE}s:many:{PROBE}",
)
# Names of the example, which collide like other resources, and of the probe's fields.
NOT_OF_ITS_OWN = {"tag", "tags", "task", "tasks", "kind", "a", "c", "__init__"}
# Refused in services that have the feature.
FEATURE_NAMES = frozenset().union(*FEATURES.values())
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
        # With all imports, because ruff does not remove one that another name hides.
        tree = unformatted(**kind, resources=tuple(spec + owned for spec in PROBES))
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
    return {name for name in found - NOT_OF_ITS_OWN if not name.startswith("test_")}


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


def accepted(check: Callable[[str], None], names: AbstractSet[str]) -> list[str]:
    """Return those names that could be written and are not refused."""
    wrong = []
    for name in sorted(names - FEATURE_NAMES):
        if not NAME.fullmatch(name) or PROBE in name:
            continue
        try:
            check(name)
        except InvalidResourceError:
            continue
        wrong.append(name)
    return wrong


def variables_of(name: str) -> tuple[str, str]:
    """Return the variable of a resource with this name, and of one with this plural."""
    one = Resource(name=name, plural=f"{name}_list", fields=())
    many = Resource(name="record", plural=name, fields=())
    return one.variable, many.variables


def test_variables_that_hide_others_get_an_underscore() -> None:
    one, many = names_next_to(PROBE), names_next_to(f"{PROBE}s")

    singulars = accepted(check_resource_name, one)
    plurals = accepted(lambda plural: check_plural("record", plural), many)
    wrong = [singular for singular in singulars if variables_of(singular)[0] in one]
    wrong += [plural for plural in plurals if variables_of(plural)[1] in many]
    assert wrong == [], "Add them to VARIABLES."


def test_modules_of_generated_code_are_refused() -> None:
    modules, plurals = files_next_to(PROBE), files_next_to(f"{PROBE}s")

    assert accepted(check_resource_name, modules) == [], "Add them to MODULES."
    wrong = accepted(lambda plural: check_plural("record", plural), plurals)
    assert wrong == [], "Add them to PLURAL_MODULES."


def test_classes_of_generated_code_are_refused() -> None:
    singulars = set()
    for suffix in ("", "Read"):
        for name in names_next_to(class_name(PROBE) + suffix):
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
            if class_name(words) == name:
                ends = reserved.CLASS_SUFFIXES
                singulars |= {words.removesuffix(f"_{end}") for end in ends} - {words}
                singulars |= set() if suffix else {words}

    wrong = accepted(check_resource_name, singulars - NOT_OF_ITS_OWN)
    assert wrong == [], "Add the classes to CLASS_NAMES."


def test_types_of_values_are_refused_as_enumerations() -> None:
    imported = {
        alias.name
        for path, module in modules()
        if path.parent.name == "schemas" and path.stem == PROBE
        for node in module.body
        if isinstance(node, ast.ImportFrom)
        and node.module in {"app.schemas.types", "pydantic"}
        for alias in node.names
    }
    # The name of an enumeration has at least two words.
    could_be = {name for name in imported if re.fullmatch(r"([A-Z][a-z]+){2,}", name)}

    assert could_be == reserved.VALUE_TYPES


def test_names_in_class_bodies_are_refused_as_fields() -> None:
    """Names of dates and times get an alias."""
    bodies = (
        item
        for path, module in modules()
        if path.stem == PROBE and path.parts[1] in {"models", "schemas"}
        for node in module.body
        if isinstance(node, ast.ClassDef)
        for item in node.body
    )
    used = {
        node.id
        for item in bodies
        for node in ast.walk(item)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }

    wrong = accepted(lambda name: check_field_name("record", name), used)
    assert {*wrong} == {"date", "time"}, "Add them to CLASS_BODY_NAMES."


def test_operations_of_generated_code_are_refused() -> None:
    operations = {
        node.name
        for path, module in modules()
        if path.parts[0] == "app" and "endpoints" in path.parts
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    verbs = ("create_", "read_", "replace_", "update_", "delete_")
    names = {
        operation.removeprefix(verb) for operation in operations for verb in verbs
    } - operations
    plurals = {operation.removeprefix("list_") for operation in operations} - operations

    assert accepted(check_resource_name, names - NOT_OF_ITS_OWN) == []
    plurals = {name for name in plurals - NOT_OF_ITS_OWN if "_by_" not in name}
    assert accepted(lambda name: check_plural("record", name), plurals) == []


def test_reserved_names_are_used() -> None:
    written: set[str] = set()
    for path, module in modules():
        stems = (path.stem.removeprefix(prefix) for prefix in PREFIXES)
        written |= {*stems, *path.parts, *names_in(module), *words_of(module)}
    names = (
        *(reserved.MODULES, reserved.PLURAL_MODULES, reserved.VARIABLES),
        *(reserved.CLASS_NAMES, reserved.CLASS_BODY_NAMES, reserved.GENERATED_FIELDS),
        reserved.LIST_PARAMETERS,
    )
    stale = frozenset().union(*names) - written

    assert stale == set(), "Remove them: no generated service has them."


def words_of(module: ast.Module) -> Iterator[str]:
    """Return attributes, and the words of texts such as paths."""
    for node in ast.walk(module):
        match node:
            case ast.Attribute():
                yield node.attr
            case ast.Constant(value=str(text)):
                yield from re.findall(r"\w+", text)
