"""Check code, workflows and images for security problems, and all files for secrets."""

from __future__ import annotations

import re

from fastapi_forge.verify.files import files_of
from fastapi_forge.verify.linters import Linter, in_parallel, run_linters
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.settings_files import OWN

_TESTS = r"(.*/)?tests/.*"
_LOCKS = r".*\.lock|\.forge/lock\.json"
_SECRETS = ("detect-secrets-hook", "--no-verify")
_SECRET = re.compile(r"^Secret Type: (.*)\nLocation: +(.*)$", re.MULTILINE)


def _secrets(output: str) -> str:
    """Return one line per finding, without advice about committing."""
    return "\n".join(f"{place} {kind}" for kind, place in _SECRET.findall(output))


_IN_ALL = Linter(
    name="detect-secrets",
    command=(
        *_SECRETS,
        # Alembic's identifiers are random, in migrations and in .forge/project.yml.
        r'--exclude-lines=^(down_)?revision\b|^follows: "[0-9a-f]{12}"$',
        # The name of a secret, and a boolean.
        r"--exclude-secrets=^([A-Z_]+|yes|no|true|false)$",
    ),
    findings=_secrets,
    files=r".+",
    exclude=f"{_TESTS}|{_LOCKS}",
)
_LINTERS = (
    # Independent of pyproject.toml, so that disabled rules are reported too. Exceptions
    # in the code, next to their reason, count.
    Linter(
        command=(
            *("ruff", "check", "--isolated", "--no-cache", "--output-format=concise"),
            "--select=S,PLE2502",
        ),
        files=r".+\.py",
        exclude=_TESTS,
    ),
    _IN_ALL,
    # Tests contain passwords of their own, so only strings in the form of real secrets
    # count there.
    Linter(
        name="detect-secrets (tests)",
        command=(
            *_SECRETS,
            "--disable-plugin=Base64HighEntropyString",
            "--disable-plugin=BasicAuthDetector",
            "--disable-plugin=HexHighEntropyString",
            "--disable-plugin=KeywordDetector",
        ),
        findings=_secrets,
        files=_TESTS,
    ),
    Linter(
        command=("zizmor", "--offline", "--no-progress", "--color=never"),
        files=r"\.github/(workflows/[^/]+|dependabot)\.ya?ml|(.+/)?action\.ya?ml",
    ),
    Linter(
        command=("hadolint", "--no-color", "--failure-threshold=warning"),
        files=r"(.+/)?(Dockerfile(\.[^/]+)?|[^/]+\.Dockerfile)",
    ),
)


async def check_security(service: Service) -> str:
    done = [run_linters(service, *_LINTERS)]
    if OWN in files_of(service.project):
        # It is not in the copy, but git tracks it or would add it.
        done.append(_IN_ALL.run_on(service, [OWN], service.project))
    return await in_parallel(*done)
