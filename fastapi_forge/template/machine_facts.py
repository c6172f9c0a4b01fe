"""Read which questions have a default from this machine.

environment_defaults:
  author: git-name                a question, and the fact that is its default
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.reading import mapping

FACTS = ("git-name", "git-email", "python-version", "package-manager")
_WHERE = "environment_defaults"


def environment_defaults(forge: Mapping[str, object]) -> Mapping[str, str]:
    """Return the fact for each question; raise TemplateError."""
    facts = {
        key: str(fact) for key, fact in mapping(forge.get(_WHERE, {}), _WHERE).items()
    }
    for key, fact in facts.items():
        if fact not in FACTS:
            raise TemplateError(
                f"{fact!r} is not a valid value for '{key}' in '{_WHERE}'.",
                f"Valid values: {', '.join(FACTS)}.",
            )
    return facts
