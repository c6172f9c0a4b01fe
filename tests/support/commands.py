"""Run forge's command line inside a test."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from typer.testing import CliRunner, Result

from fastapi_forge.cli.app import app

Run: TypeAlias = Callable[..., Result]


def run_forge(*args: str, stdin: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(app, args, input=stdin, env=environment)


def document(result: Result) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return the JSON document on stdout."""
    return json.loads(result.stdout)
