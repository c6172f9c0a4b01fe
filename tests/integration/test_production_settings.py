"""A service refuses to start in production with unsafe or useless settings."""

from __future__ import annotations

import json
import sys
from hashlib import new, sha256
from pathlib import Path

import pytest

from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.processes import run

# For each case whether the settings are rejected, and the message.
_PROGRAM = """
import json, sys
from pydantic import ValidationError
from app.core.config import explain
from tests.service import make_settings

safe, cases = json.load(open(sys.argv[1]))
said = []
for case in cases:
    try:
        make_settings(**safe | case)
    except ValidationError as error:
        said.append(explain(error))
    else:
        said.append(None)
json.dump(said, open(sys.argv[2], "w"))
"""
_STRONG = "kV3x9wQmZt7Lr2Yp8Nc5Hs1Bd6Fg4Jq0Ru"
_SAFE = {
    "environment": "production",
    "allowed_hosts": "api.example.com",
    "trusted_proxies": "none",
    "cors_allow_credentials": True,
    "database_url": "postgresql://app:m4Qx-Tz8r@db/shop",
    "secret_key": _STRONG,
    "reset_page_url": "https://app.example.com/reset",
    "mail_from": "Shop <noreply@example.com>",
    "smtp_host": "mail.example.com",
}
_REFUSED: dict[str, list[str | int | bool | None]] = {
    "allowed_hosts": [
        *("*", "*.com", "*.COM", "*.co.uk", "*.github.io", "*example.com", "api.*.com"),
        *("*.firebaseapp.com", "*.azurestaticapps.net", "*.s3.amazonaws.com"),
        *("localhost", "127.0.0.1,[::1]", "api.example.com,testserver", ","),
        *("https://api.example.com", "api.example.com:8000", "api.example.com/v1"),
        *('"api.example.com"', "api example.com", "::1"),
    ],
    "cors_allow_origins": [
        *("*", "null", "http://app.example.com", "https://*.example.com"),
        *("https://App.example.com", "HTTPS://app.example.com", "app.example.com"),
        *("https://app.example.com/", "https://app.example.com/page"),
        *("https://app.example.com:443", "https://b\u00fccher.example"),
        *("https://localhost:3000", "https://127.0.0.1", "https://[::1]:3000"),
        *("https://shop.local", "https://app.localhost"),
        "https://app.example.com, https://ann@app.example.com",
    ],
    "cors_allow_origin_regex": [
        *(r".*", r"https://.*", r"https://.*\.com", r"^https://.*\.com$"),
        *(r"https:\/\/.*\.io", r"https://\w+\.(com|net)", r"https://[^.]+\.[^.]+\.com"),
        *(r"https://.*\.co\.uk", r"https://.*\.com\.br", r"(?i)https://.*\.COM"),
        *(r"https://.*\.vercel\.app", r"https://shop-.*\.vercel\.app"),
        *(r"https://.*example\.com", r"https://[\w.-]*example\.com"),
        *(r"https://(.*|a\.)example\.com", r"https://.*|https://a\.example\.com"),
        *(r"https://example\.com.*", r"https://.*\.example\.com:?.*"),
        *(r"https://app.example.com", r"https://[a-z]+.example.com"),
        *(r"https://app\.example\.[a-z]+", r"null|https://app\.example\.com"),
        *(r"https?://app\.example\.com", r"[a-z]+://app\.example\.com"),
        *(r"https://[^/]{20,}", r"https://\w+\.\w+", r"https://.{5}.*"),
        *(r"https://.*\.firebaseapp\.com", r"https://.*\.s3\.amazonaws\.com"),
        *(r"https://localhost(:\d+)?", r"https://.*\.local", r"https://.*\.0\.1"),
        *(r"https://(a|b\.)?example\.com", r"https://.*\\.example\.com"),
        *(r"https://.*[(]|[)]\.example\.com", r"https://(?#\.example\.com)x"),
        *(r"https://evil\.net(?#\.example\.com(:\d+)?", r"https://.*\.?example\.com"),
        *(r"https://.*\.example\.com|.*", r"https://evil\.net(.*\.example\.com)?"),
    ],
    "trusted_proxies": [
        *("*", "", "10.0.0.1/8", "none,10.0.0.1", "proxy.example.com"),
        *("0.0.0.0/0", "0.0.0.0/1,128.0.0.0/1", "10.0.0.0/7", "::/0", "::/1,8000::/1"),
    ],
    "database_url": [
        f"postgresql://{access}@db/shop"
        for access in (
            *("app", "app:", "app:app", "app:shop", "app:postgres", "app:Password1!"),
            *("app:short", "app:Passw0rd", "app:letmein123", "app:postgres1"),
            *("app:changeme", "app:P4$$w0rd", "app:12345678", "app:mysecretpassword"),
            *("billing:Billing1", "app:SHOP2026!"),
        )
    ],
    "secret_key": [
        *("", "x" * 64, "changeme" * 8, "password" * 5, "deadbeef" * 8),
        *("0123456789abcdef" * 2, "0123456789abcdef" * 4),
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210",
        "qwertyuiopasdfghjklzxcvbnm1234567890",
        "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6",
        "00112233445566778899aabbccddeeff",
        "correct horse battery staple " * 2,
        "your-256-bit-secret-your-256-bit-secret",
        "a-string-secret-at-least-256-bits-long",
        "please-change-me-in-production-7c3k",
        f"django-insecure-{_STRONG}",
        *(sha256(text).hexdigest() for text in (b"", b"secret", b"password\n")),
        *(new(name, b"secret").hexdigest() for name in ("md5", "sha1", "sha512")),
        # The documentation of FastAPI and of Flask.
        "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    ],
    "reset_page_url": [
        *("http://localhost:3000/reset", "https://localhost/", "https://a.localhost/"),
        *("https://LOCALHOST./", "https://127.0.0.1/", "https://127.1/"),
        *("https://[::1]/", "https://0.0.0.0/", "http://app.example.com/"),
        *("javascript:alert(1)", "data:text/html,x", "app.example.com/reset"),
    ],
    "mail_from": [
        *("Shop <noreply@localhost>", "noreply", "noreply@shop", "noreply@shop.local"),
        "a@example.com, b@example.com",
    ],
    "smtp_host": [None, "smtp://mail.example.com", "mail.example.com:587"],
    "smtp_port": [465],
    "smtp_password": ["unused"],
    "environment": ["unset", "Production"],
}
_ACCEPTED: dict[str, list[str]] = {
    "allowed_hosts": [
        *("API.example.com", "*.example.com", "*.example.co.uk", "api", "10.0.0.5"),
        *("[2001:db8::1]", "localhost,api.example.com"),
    ],
    "cors_allow_origins": [
        *("https://app.example.com", "https://app.example.com:8443"),
        "https://xn--bcher-kva.example, https://app.example.com",
    ],
    "cors_allow_origin_regex": [
        *(r"https://[a-z0-9-]+\.example\.com", r"https://.*\.example\.com"),
        *(r"^https://([a-z]+\.)?example\.com$", r"https:\/\/[a-z]+\.example\.com"),
        *(
            r"https://(app|admin)\.example\.com(:\d+)?",
            r"https://my\-app\.example\.com",
        ),
        r"https://pr-\d+\.preview\.example\.co\.uk",
        *(r"https://my-shop\.firebaseapp\.com", r"https://.*\.my-shop\.pages\.dev"),
        *(r"https://(a|b)-x\.example\.com", r"https://(app\.)?example\.com:8443"),
    ],
    "trusted_proxies": ["10.0.0.0/8", "10.0.0.5,172.16.0.0/12,fd00::/8", "::1"],
    "database_url": ["postgresql://app:Yk2-wR7t@db/shop"],
    "secret_key": ["b5e07f2c91d3a6488ec40d7f13a92b56", "Zq7-_x" * 2 + _STRONG],
    "reset_page_url": ["https://app.example.com", "https://app.example.com/#/reset"],
    "mail_from": ["noreply@example.com"],
    "smtp_host": ["localhost", "10.0.0.1", "::1"],
}
_UNENCRYPTED = {
    "smtp_username": "app",
    "smtp_password": "unused",
    "smtp_starttls": False,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    answers = ("--database=postgresql", "--auth=jwt", "--cookie-login")
    return forge_new(tmp_path_factory.mktemp("settings"), *answers)


def messages(project: Path, cases: list[dict[str, object]]) -> list[str | None]:
    given, said = project / "cases.json", project / "said.json"
    given.write_text(json.dumps([_SAFE, cases]), "utf-8")
    environment = environment_of(project, sys.executable)
    program = ("python", "-c", _PROGRAM, str(given), str(said))
    run(*program, cwd=project, environment=environment.variables(project))
    answered: list[str | None] = json.loads(said.read_text("utf-8"))
    return answered


def test_unsafe_and_useless_settings_are_refused(project: Path) -> None:
    cases = [(name, value) for name, values in _REFUSED.items() for value in values]
    said = messages(project, [{name: value} for name, value in cases])

    for (name, value), message in zip(cases, said, strict=True):
        assert message, f"{name}={value!r} is accepted"
        lines = message.splitlines()[1:]
        assert [line.split(":")[0].strip() for line in lines] == [name.upper()], message
        if name in {"secret_key", "database_url"} and value:
            assert str(value) not in message


def test_ordinary_settings_are_accepted(project: Path) -> None:
    cases = [(name, value) for name, values in _ACCEPTED.items() for value in values]
    said = messages(project, [{name: value} for name, value in cases])

    assert list(zip(cases, said, strict=True)) == [(case, None) for case in cases]


def test_all_faults_are_reported_at_once(project: Path) -> None:
    everything: dict[str, object] = {
        name: values[0] for name, values in _REFUSED.items()
    }
    [unencrypted, message] = messages(project, [_UNENCRYPTED, everything])

    assert unencrypted == (
        "The settings are invalid:\n"
        "  SMTP_STARTTLS: must be on: SMTP_PASSWORD would be sent unencrypted"
    )
    assert message is not None
    for name in everything:
        assert f"\n  {name.upper()}: " in message
