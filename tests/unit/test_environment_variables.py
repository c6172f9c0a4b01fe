"""The variables that reach the programs which forge starts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable

import pytest

from fastapi_forge.environment_variables import (
    pip_environment,
    redirection_warning,
    service_environment,
    tool_environment,
)


def words(text: str) -> list[str]:
    return text.split()


DROPPED = words("""
    UV UV_PROJECT UV_PROJECT_ENVIRONMENT UV_NO_PROJECT UV_WORKING_DIR
    UV_WORKING_DIRECTORY UV_PYTHON UV_SYSTEM_PYTHON UV_BREAK_SYSTEM_PACKAGES UV_FROZEN
    UV_LOCKED UV_NO_SYNC UV_ISOLATED UV_NO_DEV UV_NO_GROUP UV_NO_DEFAULT_GROUPS
    UV_NO_INSTALL_PROJECT UV_NO_INSTALL_LOCAL UV_ONLY_INSTALL_PROJECT UV_NO_SOURCES
    UV_RESOLUTION UV_PRERELEASE UV_CONSTRAINT UV_OVERRIDE UV_EXCLUDE UV_VENV_CLEAR
    UV_VENV_SEED UV_ENV_FILE UV_RUN_RECURSION_DEPTH UV_MANAGED_PYTHON UV_ADDED_LATER
    UV_INTERNAL__PARENT_INTERPRETER UV_FORK_STRATEGY UV_NO_BUILD_ISOLATION
    UV_NO_EDITABLE UV_COMPILE_BYTECODE UV_NO_MANAGED_PYTHON UV_BUILD_CONSTRAINT
    UV_NO_VERIFY_HASHES UV_TORCH_BACKEND UV_VENV_RELOCATABLE UV_PREVIEW
    UV_PREVIEW_FEATURES UV_NO_INSTALL_WORKSPACE UV_NO_SOURCES_PACKAGE
    PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_SRC PIP_PYTHON PIP_DRY_RUN PIP_NO_DEPS
    PIP_CONSTRAINT PIP_REQUIREMENT PIP_REQUIRE_VIRTUALENV PIP_PLATFORM PIP_REPORT
    PIP_IGNORE_INSTALLED
    GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_QUARANTINE_PATH GIT_COMMON_DIR
    GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_NAMESPACE GIT_CONFIG
    GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT GIT_SHALLOW_FILE GIT_TEMPLATE_DIR
    GIT_EDITOR GIT_EXTERNAL_DIFF GIT_LITERAL_PATHSPECS GIT_REFLOG_ACTION
    VIRTUAL_ENV VIRTUAL_ENV_PROMPT CONDA_PREFIX CONDA_PREFIX_1 CONDA_DEFAULT_ENV
    _CONDA_ROOT __PYVENV_LAUNCHER__ PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONUSERBASE
    PYTHONWARNINGS PYTHONEXECUTABLE RUFF_CONFIG RUFF_CACHE_DIR COMPOSE_FILE
    COMPOSE_PROJECT_NAME
""")
KEPT = words("""
    UV_DEFAULT_INDEX UV_INDEX UV_INDEX_URL UV_EXTRA_INDEX_URL UV_INDEX_STRATEGY
    UV_INDEX_CORP_USERNAME UV_INDEX_CORP_PASSWORD UV_FIND_LINKS UV_KEYRING_PROVIDER
    UV_INSECURE_HOST UV_NATIVE_TLS UV_SYSTEM_CERTS UV_CACHE_DIR UV_NO_CACHE UV_OFFLINE
    UV_CONFIG_FILE UV_HTTP_TIMEOUT UV_HTTP_RETRIES UV_CONCURRENT_DOWNLOADS UV_LINK_MODE
    UV_PYTHON_INSTALL_DIR UV_PYTHON_INSTALL_MIRROR UV_PYTHON_DOWNLOADS UV_EXCLUDE_NEWER
    UV_NO_BUILD UV_NO_BUILD_PACKAGE UV_NO_BINARY UV_NO_BINARY_PACKAGE UV_REQUIRE_HASHES
    UV_NO_CONFIG UV_NO_PROGRESS UV_MALWARE_CHECK
    PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_TRUSTED_HOST PIP_CERT
    PIP_CLIENT_CERT PIP_PROXY PIP_CACHE_DIR PIP_CONFIG_FILE PIP_DEFAULT_TIMEOUT
    PIP_KEYRING_PROVIDER PIP_ONLY_BINARY PIP_NO_INDEX
    GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL GIT_SSH GIT_SSH_COMMAND GIT_ASKPASS
    GIT_TERMINAL_PROMPT GIT_SSL_CAINFO GIT_SSL_NO_VERIFY GIT_CONFIG_GLOBAL
    GIT_CONFIG_SYSTEM GIT_CONFIG_NOSYSTEM GIT_PROXY_COMMAND GIT_CEILING_DIRECTORIES
    SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE HTTPS_PROXY NO_PROXY
    NETRC PYTHONUTF8 PYTHON_KEYRING_BACKEND DOCKER_HOST DOCKER_CONFIG PYENV_ROOT
    PATH HOME XDG_CACHE_HOME SSH_AUTH_SOCK
""")
OF_OTHER_SERVICES = words("""
    PGHOST PGPASSWORD PYTEST_ADDOPTS COVERAGE_PROCESS_START UVICORN_PORT FORGE_DATABASE
    ALEMBIC_CONFIG WEB_CONCURRENCY OTEL_EXPORTER_OTLP_ENDPOINT TEST_DATABASE_URL
    SCHEMATHESIS_HOOKS DATABASE_URL
""")


def given(monkeypatch: pytest.MonkeyPatch, names: Iterable[str]) -> set[str]:
    for name in names:
        monkeypatch.setenv(name, "/elsewhere")
    return set(names)


def test_redirecting_variables_are_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    names = given(monkeypatch, DROPPED)

    assert not names & set(tool_environment())
    assert not names & set(service_environment(()))


def test_access_variables_are_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = given(monkeypatch, KEPT)

    assert not names - set(tool_environment())
    assert not names - set(service_environment(()))


def test_settings_of_other_services_reach_only_tools(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = given(monkeypatch, OF_OTHER_SERVICES)

    assert not names - set(tool_environment())
    assert not names & set(service_environment(["DATABASE_URL"]))


def test_only_access_settings_of_git_are_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = {
        "core.worktree": "/elsewhere",
        "url.https://mirror/.insteadOf": "https://origin/",
        "core.hooksPath": "/elsewhere",
        "http.proxy": "proxy",
    }
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    for number, (key, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)

    passed = tool_environment()

    assert {key: value for key, value in passed.items() if "GIT_CONFIG_" in key} == {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "url.https://mirror/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://origin/",
        "GIT_CONFIG_KEY_1": "http.proxy",
        "GIT_CONFIG_VALUE_1": "proxy",
    }


def test_redirecting_uv_variables_are_a_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("UV_PROJECT_ENVIRONMENT", "../other")
    monkeypatch.setenv("UV_PROJECT", "")

    assert redirection_warning("uv") == (
        "forge ignores UV_PROJECT_ENVIRONMENT, but your own uv commands do not."
        " Before those, run: unset UV_PROJECT_ENVIRONMENT"
    )
    assert redirection_warning("pip") == ""


def test_local_variables_of_git_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = subprocess.run(
        ["git", "rev-parse", "--local-env-vars"],
        capture_output=True,
        text=True,
        check=True,
    )

    names = given(monkeypatch, listed.stdout.split())

    assert names
    assert not names & set(tool_environment())


@pytest.mark.parametrize("command", [["sync"], ["venv"], ["lock"], ["pip", "install"]])
def test_documented_variables_of_uv_are_decided(command: list[str]) -> None:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not on the PATH.")
    shown = subprocess.run(
        [uv, "help", "--no-pager", *command],
        capture_output=True,
        text=True,
        check=True,
    )
    names = set(re.findall(r"env:\s+\"?(UV_\w+)", shown.stdout))

    undecided = names - {*DROPPED, *KEPT}
    assert names
    assert not undecided


def test_settings_in_pip_files_follow_the_same_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CERT", "/own.pem")
    listed = r"""
:env:.timeout='9'
download.index-url='https://other.example.com/'
global.cert='/company.pem'
global.dry-run='true'
global.extra-index-url='\nhttps://a.example.com/\nhttps://b.example.com/'
global.index-url='https://global.example.com/'
install.index-url='https://install.example.com/'
install.python='/usr/bin/python3'
"""
    variables = pip_environment(listed)

    assert {
        name: value for name, value in variables.items() if name.startswith("PIP_")
    } == {
        "PIP_CERT": "/own.pem",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_EXTRA_INDEX_URL": "\nhttps://a.example.com/\nhttps://b.example.com/",
        "PIP_INDEX_URL": "https://install.example.com/",
    }
