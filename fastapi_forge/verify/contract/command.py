"""Build the command for schemathesis: every check, every phase, a fixed seed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from fastapi_forge.verify.environment_variables import clean_environment

CHECKS = "all"
PHASES = "examples,coverage,fuzzing,stateful"
MAX_EXAMPLES = 15
"""Random cases per operation; the coverage phase generates most cases anyway."""
RULES_VARIABLE = "FORGE_CONTRACT_RULES"
_HOOKS = "fastapi_forge.verify.contract.hooks"
_PROGRAM = "from schemathesis.cli import schemathesis; schemathesis()"


def environment(rules: Iterable[str] = ()) -> dict[str, str]:
    """Return the variables for the process: its hooks, and the rules for these."""
    hooks = {"SCHEMATHESIS_HOOKS": _HOOKS, RULES_VARIABLE: " ".join(rules)}
    return {**clean_environment(), **hooks, "NO_COLOR": "1"}


def command(
    document: str,
    *,
    headers: Mapping[str, str],
    seed: int,
    report: Path,
    max_examples: int = MAX_EXAMPLES,
) -> list[str]:
    """Return the command that tests a service by the address of its `document`.

    JUnit goes to `report`. It exits with 0 if nothing is wrong, otherwise with 1.
    """
    given = [
        word for header in headers.items() for word in ("--header", ": ".join(header))
    ]
    return [
        *(sys.executable, "-c", _PROGRAM, "run"),
        document,
        *given,
        *("--checks", CHECKS, "--phases", PHASES),
        *("--max-examples", str(max_examples), "--seed", str(seed)),
        # With several workers the cases would depend on their order.
        *("--workers", "1", "--continue-on-failure"),
        # Findings of earlier runs would change this one.
        *("--generation-database", "none"),
        # The time to generate a case depends on the machine.
        *("--suppress-health-check", "all"),
        # The account is temporary, and a command with masked values repeats nothing.
        *("--output-sanitize", "false", "--no-color"),
        *("--report", "junit", "--report-junit-path", str(report)),
    ]
