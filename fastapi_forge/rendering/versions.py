"""Read the versions of tools from the names of their metadata directories."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

TOOLS = ("copier", "jinja2", "ruff")
_SUFFIX = ".dist-info"


def tool_versions() -> dict[str, str]:
    """Return the versions that affect a render, besides forge's own."""
    return {name: _version(name) for name in TOOLS}


def _version(name: str) -> str:
    spec = find_spec(name)
    if spec is not None and spec.origin is not None:
        beside = Path(spec.origin).parents[1].glob(f"*{_SUFFIX}")
        stems = (path.name.removesuffix(_SUFFIX).split("-") for path in beside)
        found = [stem[1] for stem in stems if stem[0].lower() == name]
        if len(found) == 1:
            return found[0]
    # Another kind of installation: slower, because this imports an e-mail parser.
    from importlib.metadata import version  # noqa: PLC0415

    return version(name)
