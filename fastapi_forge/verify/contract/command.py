"""How schemathesis is called: every check, every phase, the same cases for a seed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from fastapi_forge.verify.surroundings import clean_environment

CHECKS = "all"
PHASES = "examples,coverage,fuzzing,stateful"
MAX_EXAMPLES = 15
"""Random cases of each operation; the coverage phase makes the most cases anyway."""
_HOOKS = "fastapi_forge.verify.contract.hooks"
_PROGRAM = "from schemathesis.cli import schemathesis; schemathesis()"


def environment() -> dict[str, str]:
    """What the process needs besides: where the rules of the world are."""
    return {**clean_environment(), "SCHEMATHESIS_HOOKS": _HOOKS, "NO_COLOR": "1"}


def command(
    base_url: str,
    *,
    headers: Mapping[str, str],
    seed: int,
    report: Path,
    max_examples: int = MAX_EXAMPLES,
) -> list[str]:
    """Ask the service whose document lies at `base_url`; JUnit goes to `report`.

    Ends with 0 if nothing is wrong, with 1 if something is.
    """
    given = [word for it in headers.items() for word in ("--header", ": ".join(it))]
    return [
        *(sys.executable, "-c", _PROGRAM, "run"),
        f"{base_url.rstrip('/')}/openapi.json",
        *given,
        *("--checks", CHECKS, "--phases", PHASES),
        *("--max-examples", str(max_examples), "--seed", str(seed)),
        # Several workers would make cases that depend on which of them was first.
        *("--workers", "1", "--continue-on-failure"),
        # What earlier runs found would change what this one asks.
        *("--generation-database", "none"),
        # How long the making of a case takes depends on the machine.
        *("--suppress-health-check", "all"),
        # The account is thrown away, and a filtered command repeats nothing.
        *("--output-sanitize", "false", "--no-color"),
        *("--report", "junit", "--report-junit-path", str(report)),
    ]
