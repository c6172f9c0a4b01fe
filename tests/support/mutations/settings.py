"""Faults of settings and of what they are checked for."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    CHECKS,
    CONFIG,
    LOGGING,
    OWNED,
    SHELL,
    STORED,
    TEST_CONFIG,
    TEST_PREFERENCES,
    USERS,
)

_SIGNING = tuple(kind for kind in OWNED if kind not in {"basic", "oidc"})

SETTINGS_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "documentation is published in production",
        SHELL,
        TEST_CONFIG,
        (Edit(CONFIG, r"by_default = self\.environment.*", "by_default = True"),),
    ),
    Mutation(
        "DEBUG is accepted in production",
        SHELL,
        TEST_CONFIG,
        (Edit(CONFIG, r"if value and is_deployed\(info\):", "if False:"),),
    ),
    Mutation(
        "DEBUG has no effect on the log",
        SHELL,
        TEST_CONFIG,
        (Edit(LOGGING, r'"DEBUG" if settings\.debug else ', ""),),
    ),
    Mutation(
        "a weak secret key is accepted",
        _SIGNING,
        TEST_CONFIG,
        (Edit(CHECKS, r"if len\(text\) < 32 or .*:", "if not text:"),),
    ),
    Mutation(
        "a guessable secret key is accepted",
        _SIGNING,
        TEST_CONFIG,
        (Edit(CHECKS, r" or _is_guessable\(text\.lower\(\)\)", ""),),
    ),
    Mutation(
        "the hash of a word is a secret key",
        _SIGNING,
        TEST_CONFIG,
        (Edit(CHECKS, r"text in _HASHES or ", ""),),
    ),
    Mutation(
        "workers sign with different keys",
        _SIGNING,
        TEST_CONFIG,
        (Edit(CHECKS, r' and info\.data\.get\("workers"\) == 1', ""),),
    ),
    Mutation(
        "production may have no hosts but the local ones",
        SHELL,
        TEST_CONFIG,
        (Edit(CHECKS, r"all\(map\(is_local, hosts\)\) or", "False or"),),
    ),
    Mutation(
        "production accepts subdomains of anybody",
        SHELL,
        TEST_CONFIG,
        (Edit(CHECKS, r"and is_public_suffix\(host\[2:\]\)", "and False"),),
    ),
    Mutation(
        "proxies may be any address",
        SHELL,
        TEST_CONFIG,
        (Edit(CHECKS, r"if ip_network\(proxy\)\.prefixlen < 8:", "if False:"),),
    ),
    Mutation(
        "production does not ask for its proxies",
        SHELL,
        TEST_CONFIG,
        (Edit(CHECKS, r"if not proxies and .*:", "if False:"),),
    ),
    Mutation(
        "credentials are shared with every origin",
        SHELL,
        TEST_CONFIG,
        (Edit(CHECKS, r'if origin == "\*" and has_credentials:', "if False:"),),
    ),
    Mutation(
        "the pattern of origins matches the domains of others",
        SHELL,
        TEST_CONFIG,
        (
            Edit(
                CHECKS,
                r"own = _OWN_HOSTS\.fullmatch\(",
                "own = _OWN_HOSTS.search(",
            ),
        ),
    ),
    Mutation(
        "the pattern of origins matches domains of anybody",
        SHELL,
        TEST_CONFIG,
        (Edit(CHECKS, r" or is_public_suffix\(domain\)", ""),),
    ),
    Mutation(
        "local pages have credentials in production",
        SHELL,
        TEST_CONFIG,
        (Edit(CHECKS, r"if has_credentials and is_deployed\(info\):", "if False:"),),
    ),
    Mutation(
        "local origins are allowed in production",
        SHELL,
        TEST_CONFIG,
        (
            Edit(
                CHECKS,
                r"if origins == LOCAL_ORIGINS and is_deployed\(info\):",
                "if False:",
            ),
        ),
    ),
    Mutation(
        "a message about settings shows their values",
        SHELL,
        TEST_CONFIG,
        (
            Edit(
                CONFIG,
                r"include_input=False, include_url=False",
                "include_url=False",
            ),
            Edit(
                CONFIG,
                r"(f\"\{problem\['msg'\]\.removeprefix\('Value error, '\))\}",
                r"\1} {problem.get('input')}",
            ),
        ),
    ),
    Mutation(
        "the example of settings lacks one",
        SHELL,
        TEST_CONFIG,
        (Edit(".env.example", r"\nLOG_LEVEL=.*", ""),),
    ),
    Mutation(
        "the version is not the project's",
        SHELL,
        TEST_CONFIG,
        (Edit("app/__init__.py", r'__version__ = "', r"\g<0>9"),),
    ),
    Mutation(
        "registration is open in production",
        USERS,
        TEST_CONFIG,
        (
            Edit(
                CONFIG,
                r"return not self\.is_deployed if given is None else given",
                "return given is not False",
            ),
        ),
    ),
    Mutation(
        "new accounts may write in production",
        USERS,
        TEST_CONFIG,
        (
            Edit(
                CONFIG,
                r"default = Role\.VIEWER if self\.is_deployed else ",
                "default = ",
            ),
        ),
    ),
    Mutation(
        "production sends cookies in clear",
        SHELL,
        TEST_CONFIG,
        (Edit(CONFIG, r"return self\.is_deployed or ", "return "),),
    ),
    Mutation(
        "scripts can read the cookies of preferences",
        SHELL,
        TEST_PREFERENCES,
        (
            Edit(
                "app/api/v1/endpoints/preferences.py", "httponly=True", "httponly=False"
            ),
        ),
    ),
    Mutation(
        "mail of production needs no server",
        USERS,
        TEST_CONFIG,
        (Edit(CONFIG, r"if value is None and is_deployed\(info\):", "if False:"),),
    ),
    Mutation(
        "any text is the URL of a database",
        STORED,
        TEST_CONFIG,
        (Edit(CHECKS, r'if url\.get_backend_name\(\) != "sqlite":', "if False:"),),
    ),
)
