"""Nothing that an attacker would like: in code, workflows, images, or as a secret."""

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
    """One to a line, without the advice for people who are about to commit."""
    return "\n".join(f"{place} {kind}" for kind, place in _SECRET.findall(output))


_IN_ALL = Judge(
    name="detect-secrets",
    command=(
        *_SECRETS,
        # Alembic's identifiers are random.
        r"--exclude-lines=^(down_)?revision\b",
        # A word that stands for one, and a switch.
        r"--exclude-secrets=^([A-Z_]+|yes|no|true|false)$",
    ),
    findings=_secrets,
    files=r".+",
    but=f"{_TESTS}|{_LOCKS}",
)
_JUDGES = (
    # By itself: whoever switched a rule off in pyproject.toml is still told. What
    # stands in the code, next to its reason, counts.
    Judge(
        command=(
            *("ruff", "check", "--isolated", "--no-cache", "--output-format=concise"),
            "--select=S,PLE2502",
        ),
        files=r".+\.py",
        but=_TESTS,
    ),
    _IN_ALL,
    # Tests have passwords of their own: there only what has the form of a real secret.
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
        # It is not in the copy, and yet git has it or would add it.
        done.append(_IN_ALL.judge(service, [OWN], service.project))
    return await together(*done)
