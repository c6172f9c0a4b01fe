"""Parse `--template`: a directory, or a repository and a reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from fastapi_forge.errors import UnknownTemplateError
from fastapi_forge.secret import Secret, conceal, masked

# Copier's abbreviations.
_HOSTS = {"gh:": "https://github.com/", "gl:": "https://gitlab.com/"}
_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]+://[^/]*/|[^/@:]+@[^/@:]+:|[^/@:]{2,}:(?!//)"
)
_FORBIDDEN_IN_REF = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|^[-/]|[/.]$|//")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    address: str
    """The path of a directory, or the address of a repository without credentials."""
    ref: str = ""
    credentials: Secret[str] | None = None
    """The address as given, if it contains a password or a token."""
    is_directory: bool = False
    """True to use it as it is, including uncommitted changes."""

    @property
    def name(self) -> str:
        """The last part of the address: `library` for `https://host/library.git`."""
        words = re.split(r"[/\\:]", self.address.rstrip("/\\"))
        return words[-1].removesuffix(".git").removesuffix(".bundle") or "template"

    @property
    def is_remote(self) -> bool:
        return _ADDRESS.match(self.address) is not None and not self.address.startswith(
            "file:"
        )

    @property
    def public(self) -> str:
        """The address, or nothing for a path on this machine."""
        return self.address if self.is_remote else ""


def locate(text: str) -> Location:
    """Return the location; raise UnknownTemplateError for text that cannot be one."""
    if not text.strip() or text.startswith("-"):
        raise UnknownTemplateError(
            f"{text!r} is not a valid value for --template.",
            hint="Pass a directory or the address of a git repository.",
        )
    expanded = Path(text).expanduser()
    if expanded.is_dir():
        return Location(address=_absolute(expanded), is_directory=True)
    address, ref = _split(_unabbreviated(text))
    if ref and _FORBIDDEN_IN_REF.search(ref):
        raise UnknownTemplateError(
            f"{masked(repr(ref))} is not a valid name of a tag, branch or commit."
        )
    if _ADDRESS.match(address):
        return _remote(address, ref)
    local = Path(address).expanduser()
    if not local.exists():
        raise UnknownTemplateError(
            f"The template {masked(repr(text))} does not exist: it is neither a"
            " directory nor the address of a repository.",
            hint="Pass a path, gh:OWNER/NAME, or an address such as"
            " git@host:team/name.git@v1.0.",
        )
    return Location(address=_absolute(local), ref=ref)


def without_credentials(text: str) -> str:
    """Return `--template` without secrets."""
    if Path(text).expanduser().is_dir():
        return text
    address, ref = _split(_unabbreviated(text))
    public = _public(address) if _ADDRESS.match(address) else address
    if public == address:
        return text
    return f"{public}@{ref}" if ref else public


def _remote(address: str, ref: str) -> Location:
    public = _public(address)
    if public == address:
        return Location(address=address, ref=ref)
    parts = urlsplit(address)
    user, _, password = parts.netloc.rpartition("@")[0].partition(":")
    conceal([password or user, *(value for _, value in parse_qsl(parts.query))])
    return Location(address=public, ref=ref, credentials=conceal(address))


def _public(address: str) -> str:
    scheme, _, rest = address.partition("://")
    if scheme.lower() not in {"http", "https"}:
        # The user is part of such an address: `ssh://git@host/`.
        return re.sub(r"^([a-z][a-z0-9+.-]*://[^/@:]*):[^@]*@", r"\1@", address)
    # A password may contain a slash, so that it does not look like one.
    rest = re.sub(r"^[^/@]*:(?!\d+/)[^@]*@|^[^/@]*@", "", rest)
    return f"{scheme}://{re.split('[?#]', rest)[0]}"


def _unabbreviated(text: str) -> str:
    for word, host in _HOSTS.items():
        if text.startswith(word):
            address, ref = _split(text.removeprefix(word).lstrip("/"))
            complete = f"{host}{address.removesuffix('.git')}.git"
            return f"{complete}@{ref}" if ref else complete
    return text.removeprefix("git+")


def _split(text: str) -> tuple[str, str]:
    """Split address and reference; the `@` of `git@host:` starts no reference."""
    host = _ADDRESS.match(text)
    start = host.end() if host else 0
    path = text[start:]
    if path.endswith(".git"):
        return text, ""
    repository, suffix, ref = path.partition(".git@")
    if suffix:
        return f"{text[:start]}{repository}.git", ref
    repository, at, ref = path.rpartition("@")
    if not at or not repository or repository.endswith("/"):
        return text, ""
    return text[:start] + repository, ref


def _absolute(path: Path) -> str:
    return str(path.resolve())
