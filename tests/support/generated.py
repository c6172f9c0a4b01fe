"""Create projects with forge's command line."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.processes import clean_environment, run

ROOT = Path(__file__).parents[2]
NAME = "shop"


def forge_new(
    directory: Path,
    *arguments: str,
    name: str = NAME,
    python: str = sys.executable,
    **variables: str,
) -> Path:
    """Create a project in `directory`, neither committed nor installed."""
    run(
        *(python, "-m", "fastapi_forge", "new", name, "--output", str(directory)),
        *("--yes", "--no-install", "--no-git", *arguments),
        cwd=directory,
        environment=clean_environment() | {"PYTHONPATH": str(ROOT)} | variables,
    )
    return directory / name
