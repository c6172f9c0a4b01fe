"""Read what a template would run or show besides writing files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from packaging.version import InvalidVersion, Version

from fastapi_forge.errors import EnvironmentRefusalError, TemplateError
from fastapi_forge.template.casting import is_true
from fastapi_forge.template.disclosure import Disclosure
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.questions import Script, read_script
from fastapi_forge.template.reading import mapping, sequence

_STAGE = {"_stage": "task", "_copier_operation": "copy", "_copier_phase": "tasks"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A command line for the shell, or the words of a command without one."""

    command: str | tuple[str, ...] = field(repr=False)
    directory: str = field(default=".", repr=False)
    when: object = True
    public: Task | None = None
    """The same with its secrets masked."""

    @property
    def shown(self) -> str:
        """The command as one line, with its directory unless it is the project's.

        The user must see all of it except secrets before agreeing, so control
        characters are escaped.
        """
        task = self.public or self
        words = task.command
        line = words if isinstance(words, str) else " ".join(map(repr, words))
        place = "" if task.directory == "." else f"   (in {task.directory})"
        return "".join(map(_visible, f"{line.strip()}{place}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    script: Script
    tasks: tuple[Task, ...]
    message: str
    """The final message; may contain Jinja, like all parts of a task."""

    def tasks_for(self, texts: Disclosure) -> tuple[Task, ...]:
        """Return the tasks that apply, exactly as they would run."""
        return tuple(self._rendered(texts.within(_STAGE)))

    def message_for(self, texts: Disclosure) -> str:
        """Return the lines of the message without secrets and control characters."""
        message = texts.masked(self.message).strip()
        return "\n".join(
            "".join(filter(str.isprintable, line)) for line in message.splitlines()
        )

    def _rendered(self, texts: Disclosure) -> Iterator[Task]:
        for task in self.tasks:
            when = texts.real(task.when) if isinstance(task.when, str) else task.when
            if is_true(when):
                yield replace(_each(task, texts.real), public=_each(task, texts.masked))


def _each(task: Task, render: Callable[[str], str]) -> Task:
    words = task.command
    return replace(
        task,
        command=render(words) if isinstance(words, str) else tuple(map(render, words)),
        directory=render(task.directory),
    )


def read_hooks(root: Path) -> Hooks:
    documents = read_documents(root)
    _refuse_an_older_copier(documents.get("_min_copier_version"))
    return Hooks(
        script=read_script(root, documents),
        tasks=tuple(
            _task(item) for item in sequence(documents.get("_tasks") or (), "_tasks")
        ),
        message=str(documents.get("_message_after_copy") or ""),
    )


def _visible(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


def _task(item: object) -> Task:
    if isinstance(item, str | list):
        return Task(command=_command(item))
    task = mapping(item, "_tasks")
    if "command" not in task:
        raise TemplateError("A task in '_tasks' has no 'command'.")
    return Task(
        command=_command(task["command"]),
        directory=str(task.get("working_directory", ".")),
        when=task.get("when", True),
    )


def _command(written: object) -> str | tuple[str, ...]:
    if isinstance(written, list):
        return tuple(str(word) for word in written)
    return str(written)


def _refuse_an_older_copier(wanted: object) -> None:
    installed = version("copier")
    try:
        suffices = wanted is None or Version(installed) >= Version(str(wanted))
    except InvalidVersion as error:
        raise TemplateError(
            f"{wanted!r} is not a valid value for '_min_copier_version'."
        ) from error
    if not suffices:
        raise EnvironmentRefusalError(
            f"The template needs Copier {wanted} or newer, but forge has {installed}.",
            hint="Upgrade copier in forge's environment.",
        )
