"""Check code, workflows and images for security problems, and all files for secrets."""

from __future__ import annotations

import re

from fastapi_forge.verify.files import files_of
from fastapi_forge.verify.judges import Judge, judged, together
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.settings_files import OWN

_TESTS = r"(.*/)?tests/.*"
_LOCKS = r".*\.lock|\.forge/lock\.json"
_SECRETS = ("detect-secrets-hook", "--no-verify")
_SECRET = re.compile(r"^Secret Type: (.*)\nLocation: +(.*)$", re.MULTILINE)


def _secrets(output: str) -> str:
    """Return one line per finding, without advice about committing."""
    return "\n".join(f"{place} {kind}" for kind, place in _SECRET.findall(output))


_IN_ALL = Judge(
    name="detect-secrets",
    command=(
        *_SECRETS,
        # Alembic's identifiers are random.
        r"--exclude-lines=^(down_)?revision\b",
        # The name of a secret, and a boolean.
        r"--exclude-secrets=^([A-Z_]+|yes|no|true|false)$",
    ),
    findings=_secrets,
    files=r".+",
    but=f"{_TESTS}|{_LOCKS}",
)
_JUDGES = (
    # Independent of pyproject.toml, so that disabled rules are reported too. Exceptions
    # in the code, next to their reason, count.
    Judge(
        command=(
            *("ruff", "check", "--isolated", "--no-cache", "--output-format=concise"),
            "--select=S,PLE2502",
        ),
        files=r".+\.py",
        but=_TESTS,
    ),
    _IN_ALL,
    # Tests contain passwords of their own, so only strings in the form of real secrets
    # count there.
    Judge(
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
    Judge(
        command=("zizmor", "--offline", "--no-progress", "--color=never"),
        files=r"\.github/(workflows/[^/]+|dependabot)\.ya?ml|(.+/)?action\.ya?ml",
    ),
    Judge(
        command=("hadolint", "--no-color", "--failure-threshold=warning"),
        files=r"(.+/)?(Dockerfile(\.[^/]+)?|[^/]+\.Dockerfile)",
    ),
)


async def check_security(service: Service) -> str:
    done = [judged(service, *_JUDGES)]
    if OWN in files_of(service.project):
        # It is not in the copy, but git tracks it or would add it.
        done.append(_IN_ALL.judge(service, [OWN], service.project))
    return await together(*done)
