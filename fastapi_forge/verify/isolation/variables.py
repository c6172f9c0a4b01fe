"""Return the user's variables, without those of stores."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from fastapi_forge.verify.isolation.vocabulary import has_store_url, is_store_name

_ALWAYS = {"PATH", "HOME", "LANG", "TZ", "TERM", "USER", "TMPDIR", "VIRTUAL_ENV"}


def without_stores(
    variables: Mapping[str, str], taken: Collection[str]
) -> dict[str, str]:
    """Remove variables that a service would read as settings, by `taken` or by name."""
    return {
        name: value
        for name, value in variables.items()
        if name.upper() in _ALWAYS
        or not _may_refer_to_store(name.upper(), value, taken)
    }


def _may_refer_to_store(name: str, value: str, taken: Collection[str]) -> bool:
    # Many tools have variables for their files, such as SSL_CERT_FILE.
    return name in taken or has_store_url(value) or is_store_name(name, files=False)
