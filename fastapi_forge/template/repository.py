"""Clone a template from a git repository with the user's git and credentials."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from packaging.version import InvalidVersion, Version

from fastapi_forge.environment_variables import certificate_advice, tool_environment
from fastapi_forge.errors import (
    EnvironmentRefusalError,
    ForgeError,
    UnknownTemplateError,
)
from fastapi_forge.git.command import Git, has_git
from fastapi_forge.secret import masked
from fastapi_forge.template.location import Location

_SETTINGS = {
    # The same bytes on every machine.
    "core.autocrlf": "false",
    "core.eol": "lf",
    "advice.detachedHead": "false",
    # These would start background processes.
    "core.fsmonitor": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
_UNREACHABLE = (
    r"could not resolve host|network is unreachable|connection (refused|timed out)"
    r"|failed to connect|couldn't connect|no route to host|operation timed out"
)
_FORBIDDEN = (
    r"authentication failed|could not read (username|password)|permission denied"
    r"|terminal prompts disabled|host key verification|error: 40[13]|access denied"
    r"|invalid username or"
)
_ABSENT = (
    r"not found|does not exist|does not appear to be a git repository"
    r"|no such file|error: 404|not a git repository"
)
_CAUSES: tuple[tuple[str, type[ForgeError], str, str], ...] = (
    (
        _UNREACHABLE,
        EnvironmentRefusalError,
        "cannot be reached",
        "Check the network and the address.",
    ),
    (
        _FORBIDDEN,
        EnvironmentRefusalError,
        "denies access",
        "forge uses your git. Check that 'git ls-remote' works with this address.",
    ),
    (
        _ABSENT,
        UnknownTemplateError,
        "is not a repository",
        "Check the address.",
    ),
)


def check_out(location: Location, directory: Path, *, asks: bool) -> str:
    """Write the files of the template to `directory`; return the tag or commit.

    `asks`: git may ask for a password at the terminal.
    """
    if not has_git():
        raise EnvironmentRefusalError(
            "git is not on the PATH, but a template in a repository needs it.",
            hint="Install git, or pass a directory.",
        )
    repository = _Clone(location, directory, asks=asks)
    repository.remote("clone", "--quiet", "--no-checkout", "--", location.address, ".")
    tags = repository.local("tag", "--list").stdout.split()
    ref = location.ref or _latest(tags) or "HEAD"
    commit = _commit(repository, ref)
    if commit is None:
        raise _unknown_ref(repository, location, tags)
    repository.remote("checkout", "--quiet", "--detach", commit)
    if (directory / ".gitmodules").is_file():
        repository.remote("submodule", "--quiet", "update", "--init", "--recursive")
    version = ref if ref in tags else commit[:12]
    for metadata in (*directory.rglob(".git"),):
        # A submodule has a file with this name.
        shutil.rmtree(metadata) if metadata.is_dir() else metadata.unlink()
    return version


class _Clone:
    """The commands of one clone, with the user's credentials."""

    def __init__(self, location: Location, directory: Path, *, asks: bool) -> None:
        self._location = location
        self._git = Git(
            directory=directory,
            variables=_credentials(location, tool_environment()),
            settings=_SETTINGS,
            asks=asks,
        )

    def local(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._git.run(*arguments)

    def remote(self, *arguments: str) -> None:
        done = self._git.run(*arguments)
        if done.returncode:
            raise _failure(self._location, done.stderr)


def _credentials(
    location: Location, environment: Mapping[str, str]
) -> Mapping[str, str]:
    """Pass git the full address without writing it to arguments and files."""
    if location.credentials is None:
        return {}
    whole, public = location.credentials.reveal(), location.address
    if not re.search("[?#]", whole):
        # For the host only, because submodules on it need the same credentials.
        path = re.sub(r"^[^/]*//[^/]*/", "", public)
        whole, public = whole.removesuffix(path), public.removesuffix(path)
    given = environment.get("GIT_CONFIG_COUNT", "")
    count = int(given) if given.isdecimal() else 0
    return {
        "GIT_CONFIG_COUNT": str(count + 1),
        f"GIT_CONFIG_KEY_{count}": f"url.{whole}.insteadOf",
        f"GIT_CONFIG_VALUE_{count}": public,
    }


def _latest(tags: Sequence[str]) -> str:
    """Return the newest release by PEP 440, like Copier."""
    releases = [
        (version, tag)
        for tag in tags
        if (version := _version(tag)) and not version.is_prerelease
    ]
    return max(releases)[1] if releases else ""


def _version(tag: str) -> Version | None:
    try:
        return Version(tag)
    except InvalidVersion:
        return None


def _commit(repository: _Clone, ref: str) -> str | None:
    is_commit = re.fullmatch(r"[0-9a-f]{4,64}", ref) or ref == "HEAD"
    for name in (
        *(f"refs/tags/{ref}", f"refs/remotes/origin/{ref}"),
        *((ref,) if is_commit else ()),
    ):
        found = repository.local(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        if found.returncode == 0:
            return found.stdout.split()[-1]
    return None


def _unknown_ref(
    repository: _Clone, location: Location, tags: Sequence[str]
) -> UnknownTemplateError:
    if not location.ref:
        return UnknownTemplateError(f"{location.address} has no commits.")
    listed = repository.local("branch", "--remotes", "--format=%(refname:lstrip=3)")
    branches = [name for name in listed.stdout.split() if name != "HEAD"]
    known = ", ".join([*sorted(tags)[-5:], *branches[:5]])
    return UnknownTemplateError(
        f"{location.address} has no tag, branch or commit {location.ref!r}.",
        hint=f"It has: {known}.",
    )


def _failure(location: Location, stderr: str) -> ForgeError:
    lines = [line for line in stderr.splitlines() if line.strip()]
    for pattern, kind, sentence, hint in _CAUSES:
        line = next(
            (
                candidate
                for candidate in lines
                if re.search(pattern, candidate, re.IGNORECASE)
            ),
            None,
        )
        if line:
            return kind(f"{location.address} {sentence}: {masked(line)}", hint=hint)
    last = masked(lines[-1]) if lines else "git failed"
    return EnvironmentRefusalError(
        f"{location.address} cannot be cloned: {last}",
        hint=" ".join(certificate_advice(stderr)),
    )
