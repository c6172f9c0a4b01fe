"""Read the settings for rendered files in a template's `_forge` block.

classes:                 class of a file by patterns for its path; the first match
  append-only: [...]     counts, and a file without one is `managed`
secrets: [SECRET_KEY]    keys of .env.example that get a random value in .env
next_steps:              commands to run after `cd`: a list, or one for each package
  uv: ["uv run pytest"]  manager; also {run: command, if: {key: value}}
format: ruff             format Python files and sort their imports
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping, sequence, texts

FileClass: TypeAlias = Literal[
    "managed", "keyed", "sectioned", "seed", "generated", "append-only", "external"
]
_ANY = ""
"""The key for every package manager."""
_CLASSES: tuple[FileClass, ...] = get_args(FileClass)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command to run next, if its condition is true."""

    run: str
    condition: Mapping[str, tuple[object, ...]] = field(default_factory=dict)

    def applies(self, answers: Mapping[str, object]) -> bool:
        return all(
            answers.get(key) in allowed for key, allowed in self.condition.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRules:
    patterns: tuple[tuple[str, FileClass], ...] = ()
    secrets: tuple[str, ...] = ()
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    formats: bool = False

    def file_class(self, path: str) -> FileClass:
        for pattern, file_class in self.patterns:
            if fnmatchcase(path, pattern):
                return file_class
        return "managed"

    def next_steps(self, answers: Mapping[str, object]) -> tuple[str, ...]:
        manager = str(answers.get("package_manager"))
        steps = self.steps.get(manager, self.steps.get(_ANY, ()))
        return tuple(step.run for step in steps if step.applies(answers))


def read_output_rules(root: Path) -> OutputRules:
    """Return the delivery settings of the template in `root`; raise TemplateError."""
    forge = mapping(read_documents(root).get("_forge", {}), "_forge")
    if forge.get("format") not in {None, "ruff"}:
        raise TemplateError(
            f"{forge['format']!r} is not a valid value for 'format'.",
            "Use 'ruff', or remove it.",
        )
    return OutputRules(
        patterns=tuple(_patterns(mapping(forge.get("classes", {}), "classes"))),
        secrets=texts(forge.get("secrets", []), "secrets"),
        steps=_steps(forge.get("next_steps", {})),
        formats="format" in forge,
    )


def _steps(written: object) -> Mapping[str, tuple[Step, ...]]:
    lists = {_ANY: written} if isinstance(written, list) else written
    return {
        manager: tuple(_step(item) for item in sequence(items, "next_steps"))
        for manager, items in mapping(lists, "next_steps").items()
    }


def _patterns(classes: Mapping[str, object]) -> Iterator[tuple[str, FileClass]]:
    for name, patterns in classes.items():
        known = next((known for known in _CLASSES if known == name), None)
        if known is None:
            raise TemplateError(
                f"{name!r} is not a valid key of 'classes'.",
                f"Valid keys: {', '.join(_CLASSES)}.",
            )
        yield from ((pattern, known) for pattern in texts(patterns, "classes"))


def _step(item: object) -> Step:
    if isinstance(item, str):
        return Step(run=item)
    step = mapping(item, "next_steps")
    if not isinstance(step.get("run"), str):
        raise TemplateError("A step in 'next_steps' has no command ('run').")
    condition = mapping(step.get("if", {}), "next_steps")
    return Step(
        run=str(step["run"]),
        condition={
            key: tuple(allowed) if isinstance(allowed, list) else (allowed,)
            for key, allowed in condition.items()
        },
    )
