"""Which hosts only this machine knows, and below which names anybody can have one."""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

# What test clients call the service.
TEST_HOSTS = ["testserver", "test"]
_LOCAL_NAMES = {"invalid", "local", "localdomain", "localhost", *TEST_HOSTS}
_HOST = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]|\*", re.I)

# The most common ones: https://publicsuffix.org has all.
_SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})
_PROVIDERS = frozenset(
    {
        "amazonaws.com",
        "appspot.com",
        "azurewebsites.net",
        "cloudfront.net",
        "fly.dev",
        "github.io",
        "gitlab.io",
        "herokuapp.com",
        "netlify.app",
        "ngrok.io",
        "onrender.com",
        "pages.dev",
        "run.app",
        "vercel.app",
        "web.app",
        "workers.dev",
    }
)


def is_local(host: str) -> bool:
    name = host.strip("[]").rstrip(".").lower()
    try:
        address = ip_address(name)
    except ValueError:
        return name.rpartition(".")[2] in _LOCAL_NAMES
    return address.is_loopback or address.is_unspecified or address.is_link_local


def is_public_suffix(domain: str) -> bool:
    """Tell whether anybody can get a name below the domain."""
    first, _, last = domain.rpartition(".")
    return (
        not first
        or domain in _PROVIDERS
        or (len(last) == 2 and first in _SECOND_LEVELS)
    )


def require_public(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or is_local(parts.hostname or ""):
        raise ValueError(
            "must start with https:// and name a public host in staging and production"
        )


def require_hosts(hosts: Iterable[str]) -> None:
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ValueError(
                "must hold hosts such as api.example.com, without scheme, port and "
                f"path: not {host}"
            )


def require_own_hosts(hosts: Iterable[str]) -> None:
    """Raise ValueError for a list that admits what is not a host of this service."""
    if all(map(is_local, hosts)) or {"*", *TEST_HOSTS} & set(hosts):
        raise ValueError("must name the hosts of the service in staging and production")
    for host in hosts:
        if host.startswith("*.") and is_public_suffix(host[2:].lower()):
            raise ValueError(f"must not hold {host}: anybody can get such a name")
