"""What a template's `_forge` block says about its files once they are rendered.

classes:                 the class of a file, by patterns on its path; the first
  append-only: [...]     match counts, a file without one is `managed`
secrets: [SECRET_KEY]    keys of .env.example that get a random value in .env
next_steps:              what to type after `cd`, by package manager: a command,
  uv: ["uv run pytest"]  or {run: command, if: {key: value or values}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.documents import read_documents

FileClass: TypeAlias = Literal[
    "managed", "seed", "generated", "append-only", "external"
]
_CLASSES: tuple[FileClass, ...] = get_args(FileClass)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command to type next, where its condition holds."""

    run: str
    condition: Mapping[str, tuple[object, ...]] = field(default_factory=dict)

    def applies(self, answers: Mapping[str, object]) -> bool:
        return all(
            answers.get(key) in allowed for key, allowed in self.condition.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    patterns: tuple[tuple[str, FileClass], ...] = ()
    secrets: tuple[str, ...] = ()
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)

    def file_class(self, path: str) -> FileClass:
        for pattern, file_class in self.patterns:
            if fnmatchcase(path, pattern):
                return file_class
        return "managed"

    def next_steps(self, answers: Mapping[str, object]) -> tuple[str, ...]:
        steps = self.steps.get(str(answers.get("package_manager")), ())
        return tuple(step.run for step in steps if step.applies(answers))


def read_delivery(root: Path) -> Delivery:
    """The delivery of the template in `root`; raises TemplateError."""
    forge = _mapping(read_documents(root).get("_forge", {}), "_forge")
    steps = _mapping(forge.get("next_steps", {}), "next_steps")
    return Delivery(
        patterns=tuple(_patterns(_mapping(forge.get("classes", {}), "classes"))),
        secrets=tuple(_texts(forge.get("secrets", []), "secrets")),
        steps={
            manager: tuple(_step(item) for item in _list(items, "next_steps"))
            for manager, items in steps.items()
        },
    )


def _patterns(classes: Mapping[str, object]) -> Iterator[tuple[str, FileClass]]:
    for name, patterns in classes.items():
        known = next((known for known in _CLASSES if known == name), None)
        if known is None:
            raise TemplateError(
                f"'classes' names {name!r}.", f"There are {', '.join(_CLASSES)}."
            )
        yield from ((pattern, known) for pattern in _texts(patterns, "classes"))


def _step(item: object) -> Step:
    if isinstance(item, str):
        return Step(run=item)
    step = _mapping(item, "next_steps")
    if not isinstance(step.get("run"), str):
        raise TemplateError("A step of 'next_steps' lacks its command, 'run'.")
    condition = _mapping(step.get("if", {}), "next_steps")
    return Step(
        run=str(step["run"]),
        condition={
            key: tuple(allowed) if isinstance(allowed, list) else (allowed,)
            for key, allowed in condition.items()
        },
    )


def _texts(items: object, where: str) -> Iterator[str]:
    for item in _list(items, where):
        if not isinstance(item, str):
            raise TemplateError(f"'{where}' must hold text, not {item!r}.")
        yield item


def _list(items: object, where: str) -> list[object]:
    if isinstance(items, list):
        return items
    raise TemplateError(f"'{where}' must be a list, not {items!r}.")


def _mapping(item: object, where: str) -> Mapping[str, object]:
    if isinstance(item, Mapping) and all(isinstance(key, str) for key in item):
        return item
    raise TemplateError(f"'{where}' must be a mapping, not {item!r}.")
