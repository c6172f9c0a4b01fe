"""Consent to a custom template, and its tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.answers.script import context_for
from fastapi_forge.cli.consent import require_consent
from fastapi_forge.project.request import NewProject
from fastapi_forge.secret import Secret
from fastapi_forge.template.disclosure import Disclosure
from fastapi_forge.template.hooks import Hooks, read_hooks
from fastapi_forge.template.sandbox import sandbox_of
from fastapi_forge.template.schema import NAME, Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomTemplate:
    schema: Schema
    hooks: Hooks
    folder: str
    trusted: bool
    """Given by the flag: do not ask about tasks."""

    @classmethod
    def read(
        cls, root: Path, schema: Schema, *, folder: str, trusted: bool, asks: bool
    ) -> CustomTemplate:
        """Raise UntrustedTemplateError unless the template's extensions are allowed.

        This must happen before its Jinja runs, because extensions are loaded with the
        first question.
        """
        hooks = read_hooks(root)
        require_consent(
            schema.name,
            "loads Python code as Jinja extensions",
            hooks.script.extensions,
            trusted=trusted,
            asks=asks,
        )
        script = replace(hooks.script, folder=folder, trusted=True)
        return cls(
            schema=schema if schema.script is None else replace(schema, script=script),
            hooks=replace(hooks, script=script),
            folder=folder,
            trusted=trusted,
        )

    def apply_to(self, request: NewProject) -> NewProject:
        folder = "" if NAME in request.state.answers else self.folder
        return replace(
            request,
            is_custom=True,
            trusted=bool(self.hooks.script.extensions),
            state=replace(request.state, folder=folder),
        )

    def with_tasks(self, request: NewProject, *, asks: bool) -> NewProject:
        """Return the request with the tasks that apply, after the user has allowed
        them.
        """
        texts = self._disclosure(request.answers)
        tasks = self.hooks.tasks_for(texts)
        require_consent(
            self.schema.name,
            "runs commands in the new project",
            [task.shown for task in tasks],
            trusted=self.trusted,
            asks=asks,
        )
        message = self.hooks.message_for(texts)
        return replace(request, tasks=tasks, message=message)

    def _disclosure(self, answers: Answers) -> Disclosure:
        values = dict(answers.values)
        marks: dict[str, str] = {}
        for key, value in answers.values.items():
            if not isinstance(value, Secret):
                continue
            if answers.sources[key] == "default":
                # The template computes this value, perhaps from a secret.
                del values[key]
            elif text := str(value.reveal() or ""):
                values[key] = marks[text] = uuid4().hex
        script = self.hooks.script
        return Disclosure(
            sandbox=sandbox_of(script),
            context=context_for(self.schema, script, answers.values),
            marked=context_for(self.schema, script, values),
            marks=marks,
        )
