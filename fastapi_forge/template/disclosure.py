"""What a template says with secret answers, so that people may see it.

A text is rendered twice: with the secrets, and with a mark for each. If putting the
marks into the first gives the second, every secret is in it unchanged, and each mark
becomes a mask. Otherwise the template derived something from a secret (its Base64 form,
say), and the Jinja is shown as it is written.
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
    """The context with a mark in the place of each secret."""
    marks: Mapping[str, str] = field(repr=False)
    """The text of each secret, and its mark."""

    def within(self, more: Mapping[str, object]) -> Disclosure:
        """With further variables."""
        return replace(
            self,
            context={**self.context, **more},
            marked={**self.marked, **more},
        )

    def real(self, template: str) -> str:
        """With the secrets."""
        return self.sandbox.text(template, self.context)

    def masked(self, template: str) -> str:
        """Without them."""
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
