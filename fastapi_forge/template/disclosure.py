"""Show texts of a template without the secret answers in them.

A text is rendered twice: with the secrets, and with a mark for each. If replacing the
secrets in the first by their marks gives the second, every secret is unchanged, and
each mark becomes a mask. Otherwise the template derived something from a secret (such
as its Base64 form), and its Jinja is shown as written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fastapi_forge.errors import TemplateError
from fastapi_forge.secret import MASK
from fastapi_forge.template.sandbox import Sandbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    sandbox: Sandbox
    context: Mapping[str, object] = field(repr=False)
    marked: Mapping[str, object] = field(repr=False)
    """The context with a mark instead of each secret."""
    marks: Mapping[str, str] = field(repr=False)
    """The text of each secret, and its mark."""

    def within(self, more: Mapping[str, object]) -> Disclosure:
        """Return the same with further variables."""
        return replace(
            self,
            context={**self.context, **more},
            marked={**self.marked, **more},
        )

    def real(self, template: str) -> str:
        """Render with the secrets."""
        return self.sandbox.text(template, self.context)

    def masked(self, template: str) -> str:
        """Render without the secrets."""
        real = self.real(template)
        if not self.marks:
            return real
        try:
            marked = self.sandbox.text(template, self.marked)
        except TemplateError:
            return template
        for secret in sorted(self.marks, key=len, reverse=True):
            real = real.replace(secret, self.marks[secret])
        if real != marked:
            return template
        for mark in self.marks.values():
            marked = marked.replace(mark, MASK)
        return marked
