"""Reports of `forge new`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi_forge.answers.display import show
from fastapi_forge.answers.resolution import Answers
from fastapi_forge.cli.console import Report, columns
from fastapi_forge.secret import Secret

if TYPE_CHECKING:  # these modules import Copier
    from fastapi_forge.project.creation import Created, Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Report):
    """The result of a dry run."""

    planned: Planned
    answers: Answers

    @property
    def messages(self) -> Sequence[str]:
        return self.answers.notes

    def document(self) -> Mapping[str, object]:
        return {
            **_document(self.planned, self.answers),
            "installed": False,
            "warnings": list(self.messages),
            "next_steps": list(self.planned.next_steps),
            "dry_run": True,
        }

    def lines(self) -> Iterator[str]:
        planned = self.planned
        if planned.unchanged:
            yield _unchanged(planned)
        else:
            yield f"Would create {planned.path} ({len(planned.files)} files):"
        yield ""
        yield from _tree([path for path, _ in planned.files])
        yield ""
        yield "Answers:"
        yield from columns(
            [
                (key, show(value) or "-", self.answers.details.get(key, ""))
                for key, value in self.answers.values.items()
            ]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation(Report):
    """The result of a creation."""

    created: Created
    answers: Answers

    @property
    def messages(self) -> Sequence[str]:
        return (*self.answers.notes, *self.created.warnings)

    def document(self) -> Mapping[str, object]:
        created = self.created
        unchanged = [_unchanged(created)] if created.unchanged else []
        return {
            **_document(created, self.answers),
            "installed": created.installed,
            "warnings": [*self.messages, *unchanged],
            "next_steps": list(created.next_steps),
            **({"message": created.message} if created.message else {}),
        }

    def lines(self) -> Iterator[str]:
        created = self.created
        if created.unchanged:
            yield _unchanged(created)
            return
        template = created.template
        yield (
            f"Created {created.path} ({len(created.files)} files) from the"
            f" template {template.name} {template.version}."
        )
        if created.message:
            yield ""
            yield created.message
        if created.next_steps:
            yield ""
            yield "Next:"
            yield from (f"  {step}" for step in created.next_steps)


def _document(planned: Planned, answers: Answers) -> Mapping[str, object]:
    secret = {key for key, value in answers.values.items() if isinstance(value, Secret)}
    return {
        "ok": True,
        "command": "new",
        "path": str(planned.path),
        "template": {
            "name": planned.template.name,
            "version": planned.template.version,
        },
        "answers": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in answers.values.items()
            if key not in secret
        },
        "sources": {
            # Scripts see the argument as a flag.
            key: "flag" if source == "argument" else source
            for key, source in answers.sources.items()
            if key not in secret
        },
        "files": [{"path": path, "sha256": digest} for path, digest in planned.files],
    }


def _unchanged(planned: Planned) -> str:
    return f"{planned.path} already contains this project: nothing to do."


def _tree(paths: Sequence[str]) -> Iterator[str]:
    """List each directory once, with its contents below it."""
    above: list[str] = []
    for path in sorted(paths, key=lambda path: path.split("/")):
        *folders, name = path.split("/")
        shared = 0
        while shared < min(len(above), len(folders)):
            if above[shared] != folders[shared]:
                break
            shared += 1
        for depth, folder in enumerate(folders[shared:], start=shared):
            yield f"  {'  ' * depth}{folder}/"
        above = folders
        yield f"  {'  ' * len(folders)}{name}"
