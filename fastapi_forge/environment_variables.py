"""Decide which environment variables reach the programs that forge starts.

Variables for access pass: indexes, proxies, certificates, credentials, caches, the
user's name. So do restrictions such as UV_NO_BUILD. Variables that would redirect a
tool away from the new project do not, such as UV_PROJECT_ENVIRONMENT, PIP_TARGET or the
GIT_DIR of a hook. For uv, pip, git and Python only the variables listed here pass, so
that variables of later versions cannot redirect anything. The same holds for the
settings in pip's configuration files.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Collection, Iterator

_UV = (
    r"INDEX\w*|DEFAULT_INDEX|EXTRA_INDEX_URL|FIND_LINKS|KEYRING_PROVIDER|INSECURE_HOST"
    r"|NATIVE_TLS|SYSTEM_CERTS|OFFLINE|CREDENTIALS_DIR|API_KEY|(AUTH|GITHUB)_TOKEN"
    r"|CONFIG_FILE|NO(_SYSTEM)?_CONFIG|(NO_)?CACHE(_DIR)?|\w+_(TIMEOUT|RETRIES)"
    r"|CONCURRENT_\w+|LINK_MODE|NO_PROGRESS|(S3|GCS|AZURE)_ENDPOINT_URL"
    r"|NO_(GITHUB_FAST_PATH|HF_TOKEN)|GITHUB_FAST_PATH_URL|ASTRAL_MIRROR_URL"
    r"|PYTHON_(DOWNLOADS\w*|INSTALL_(DIR|MIRROR)|CACHE_DIR|SEARCH_PATH|PREFERENCE)"
    r"|EXCLUDE_NEWER|NO_BUILD(_PACKAGE)?|NO_BINARY(_PACKAGE)?|REQUIRE_HASHES"
    r"|MALWARE_CHECK(_URL)?"
)
_PIP = (
    r"INDEX_URL|EXTRA_INDEX_URL|NO_INDEX|FIND_LINKS|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY"
    r"|RETRIES|(DEFAULT_)?TIMEOUT|RESUME_RETRIES|CACHE_DIR|NO_CACHE_DIR|KEYRING_PROVIDER"
    r"|CONFIG_FILE|USE_(FEATURE|DEPRECATED)|NO_BINARY|ONLY_BINARY|PREFER_BINARY"
    r"|REQUIRE_HASHES|UPLOADED_PRIOR_TO"
)
_GIT = (
    r"AUTHOR_\w+|COMMITTER_\w+|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|ATTR_NOSYSTEM|EXEC_PATH"
    r"|SSH|SSH_\w+|ASKPASS|TERMINAL_PROMPT|SSL_\w+|PROXY_\w+|HTTP_\w+|ALLOW_PROTOCOL"
    r"|PROTOCOL(_FROM_USER)?|LFS_\w+|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM"
)
_PYTHON = (
    r"UTF8|IOENCODING|UNBUFFERED|DONTWRITEBYTECODE|PYCACHEPREFIX|NOUSERSITE"
    r"|_KEYRING_BACKEND|_COLORS"
)
_KNOWN = re.compile(rf"UV_({_UV})|PIP_({_PIP})|GIT_({_GIT})|PYTHON({_PYTHON})")
_DECIDED = re.compile(
    r"(UV|PIP|GIT|RUFF|COMPOSE)_\w*|PYTHON\w*|UV"
    r"|VIRTUAL_ENV\w*|CONDA_(PREFIX\w*|DEFAULT_ENV)|_CONDA_ROOT|__PYVENV_LAUNCHER__"
)
_GIT_SETTING = re.compile(
    r"(url|https?|credential|user|author|committer|safe|protocol|ssh)\..+"
    r"|core\.(sshcommand|askpass|gitproxy)",
    re.IGNORECASE,
)
_OF_OTHER_SERVICES = re.compile(
    r"(PYTEST|COV|COVERAGE|FORGE|MYPY|UVICORN|PG|MYSQL|OTEL|SCHEMATHESIS)(_\w*)?"
    r"|PG[A-Z]+|ALEMBIC_CONFIG|WEB_CONCURRENCY|FORWARDED_ALLOW_IPS|TEST_DATABASE_URL"
)
_PIP_SETTING = re.compile(r"^(?:global|install)\.([\w-]+)=(.+)$", re.MULTILINE)
_REDIRECTIONS = re.compile("UV_(PROJECT|PROJECT_ENVIRONMENT|WORKING_DIR(ECTORY)?)")
_DISTRUST = (
    ("invalid peer certificate", "SSL_CERT_FILE"),  # uv
    ("CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),  # pip
    ("SSL certificate problem", "GIT_SSL_CAINFO"),  # git
    ("server certificate verification failed", "GIT_SSL_CAINFO"),
)


def tool_environment() -> dict[str, str]:
    """Return the variables for uv, pip, git, ruff, docker and a template's tasks."""
    passed = {
        key: value
        for key, value in os.environ.items()
        if not _DECIDED.fullmatch(key) or _KNOWN.fullmatch(key)
    }
    return {**passed, **_git_settings()}


def pip_listing_environment(python: str) -> dict[str, str]:
    """Return the variables for `python -m pip config list`.

    The settings listed could themselves choose another Python or shorten the list.
    """
    decided = {"PIP_PYTHON": python, "PIP_USER": "0", "PIP_QUIET": "0"}
    return {**tool_environment(), **decided, "PIP_VERBOSE": "0"}


def pip_environment(listed: str) -> dict[str, str]:
    """Return the variables for pip instead of the configuration that it has listed."""
    settings = {
        f"PIP_{key.upper().replace('-', '_')}": ast.literal_eval(value.strip())
        for key, value in _PIP_SETTING.findall(listed)
    }
    kept = {name: value for name, value in settings.items() if _KNOWN.fullmatch(name)}
    return {**kept, **tool_environment(), "PIP_CONFIG_FILE": os.devnull}


def service_environment(settings: Collection[str]) -> dict[str, str]:
    """Return the variables for a service, without those that its settings read.

    Variables that configure other services and their tests are removed too.
    """
    return {
        key: value
        for key, value in tool_environment().items()
        if not _OF_OTHER_SERVICES.fullmatch(key) and key.upper() not in settings
    }


def redirection_warning(tool: str) -> str:
    """Return a warning about variables that forge ignores but the user's own uv
    follows.
    """
    found = filter(_REDIRECTIONS.fullmatch, os.environ) if tool == "uv" else ()
    ignored = sorted(name for name in found if os.environ[name])
    if not ignored:
        return ""
    return (
        f"forge ignores {', '.join(ignored)}, but your own uv commands do not."
        f" Before those, run: unset {' '.join(ignored)}"
    )


def certificate_advice(output: str) -> list[str]:
    """Return which variable to set if uv, pip or git does not trust a certificate."""
    variable = next((name for part, name in _DISTRUST if part in output), "")
    if not variable:
        return []
    advice = (
        "The server's certificate is not trusted. If it is signed by your company's"
        f" own authority, set {variable} to the file with the authority's certificate."
    )
    return [advice]


def _git_settings() -> dict[str, str]:
    """Return the settings in GIT_CONFIG_COUNT that concern access."""
    kept = [pair for pair in _git_pairs() if _GIT_SETTING.fullmatch(pair[0])]
    if not kept:
        return {}
    settings = {"GIT_CONFIG_COUNT": str(len(kept))}
    for number, (key, value) in enumerate(kept):
        settings[f"GIT_CONFIG_KEY_{number}"] = key
        settings[f"GIT_CONFIG_VALUE_{number}"] = value
    return settings


def _git_pairs() -> Iterator[tuple[str, str]]:
    count = os.environ.get("GIT_CONFIG_COUNT", "")
    for number in range(int(count) if count.isdecimal() else 0):
        key = os.environ.get(f"GIT_CONFIG_KEY_{number}")
        value = os.environ.get(f"GIT_CONFIG_VALUE_{number}")
        if key is None or value is None:
            return
        yield key, value
