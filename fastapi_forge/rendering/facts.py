"""Expand resources in the way that a template was written for.

A template names the version of the facts in its `_forge` block: `facts: 1`. Without it,
it gets the newest ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fastapi_forge.errors import TemplateError
from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.fields import Ids, Resource
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping

Expander = Callable[[Sequence[Resource], Ids], Sequence[Mapping[str, object]]]

EXPANDERS: Mapping[int, Expander] = {1: expand}
"""By version. A released template keeps its version, so none is ever removed."""


def expander(template: Path) -> Expander:
    """Return the function that expands resources; raise TemplateError."""
    forge = mapping(read_documents(template).get("_forge", {}), "_forge")
    version = forge.get("facts", max(EXPANDERS))
    if isinstance(version, int) and version in EXPANDERS:
        return EXPANDERS[version]
    raise TemplateError(
        f"The template needs version {version!r} of the facts about resources"
        f" ('facts' in '_forge'). This forge has {', '.join(map(str, EXPANDERS))}.",
        "Upgrade forge, or correct the number.",
    )
