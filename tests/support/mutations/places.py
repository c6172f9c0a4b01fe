"""Kinds of services, their files and their tests."""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "default": (),
    "sync": ("--access=sync",),
    "memory": ("--database=none",),
    "keys": ("--auth=api-key",),
    "basic": ("--auth=basic",),
    "oidc": ("--auth=oidc",),
    "cookie": ("--cookie-login", "--api-keys"),
    "open": ("--auth=none",),
}
ALL = tuple(KINDS)
SHELL = ("default", "memory")
"""Middleware and errors are the same whatever the authentication."""
STORED = tuple(kind for kind in KINDS if kind != "memory")
STORES = ("default", "sync", "memory")
"""Each kind of store and of access."""
SECURED = tuple(kind for kind in KINDS if kind not in {"memory", "open"})
OWNED = SECURED
USERS = ("default", "sync", "basic", "cookie")
TOKENS = ("default", "sync", "cookie")

MIDDLEWARE = "app/middleware.py"
FACTORY = "app/factory.py"
CONFIG = "app/core/config.py"
CHECKS = "app/core/checks.py"
LOGGING = "app/core/logging.py"
EXCEPTIONS = "app/core/exceptions.py"
PASSWORDS = "app/core/passwords.py"
PERMISSIONS = "app/core/permissions.py"
THROTTLE = "app/core/throttle.py"
JWT = "app/core/tokens.py"
DEPENDENCIES = "app/api/deps.py"
SECURITY = "app/api/security.py"
COOKIES = "app/api/cookies.py"
ERRORS = "app/api/errors.py"
OPENAPI = "app/api/openapi.py"
REQUESTS = "app/api/deps.py"
DOCS = "app/api/docs.py"
SYSTEM = "app/api/system.py"
ENDPOINTS = "app/api/v1/endpoints/*.py"
TASK_ENDPOINTS = "app/api/v1/endpoints/tasks.py"
CRUD = "app/crud/base.py"
SESSION = "app/db/session.py"
ENGINE = "app/db/engine.py"
READINESS = "app/db/readiness.py"
SCHEMAS = "app/schemas/base.py"
TASK_SCHEMAS = "app/schemas/task.py"
SERVICES = "app/services/base.py"
TASKS = "app/services/task.py"
ANY_SERVICE = "app/services/*.py"
ANY_CRUD = "app/crud/*.py"
ANY_SCHEMA = "app/schemas/*.py"

_ENDPOINT_TESTS = "tests/api/v1/endpoints"
TEST_MIDDLEWARE = ("tests/test_middleware.py",)
TEST_MAIN = ("tests/api/test_system.py",)
TEST_ARCHITECTURE = ("tests/test_architecture.py",)
TEST_CONFIG = ("tests/core/test_config.py",)
TEST_LOGGING = ("tests/core/test_config.py",)
TEST_ERRORS = ("tests/api/test_errors.py",)
TEST_DOCS = ("tests/api/test_system.py",)
TEST_OPENAPI = ("tests/api/test_contract.py",)
TEST_CONTRACT = ("tests/api/test_contract.py",)
TEST_SYSTEM = ("tests/api/test_system.py",)
TEST_READINESS = ("tests/api/test_readiness.py",)
TEST_SESSION = ("tests/db/test_session.py",)
TEST_ENGINE = ("tests/db/test_engine.py",)
TEST_MIGRATIONS = ("tests/db/test_migrations.py",)
TEST_TASKS = (f"{_ENDPOINT_TESTS}/test_tasks.py", "tests/api/test_resources.py")
TEST_RESOURCES = ("tests/api/test_resources.py", f"{_ENDPOINT_TESTS}/test_tasks.py")
TEST_LISTS = ("tests/api/test_lists.py", f"{_ENDPOINT_TESTS}/test_tasks.py")
TEST_TAGS = (f"{_ENDPOINT_TESTS}/test_tags.py", "tests/api/test_resources.py")
TEST_COPIES = (f"{_ENDPOINT_TESTS}/test_task_copies.py",)
TEST_AUTH = (f"{_ENDPOINT_TESTS}/test_auth.py",)
TEST_BASIC = (
    f"{_ENDPOINT_TESTS}/test_users.py",
    "tests/core/test_throttle.py",
)
TEST_REGISTRATION = (f"{_ENDPOINT_TESTS}/test_registration.py",)
TEST_RESET = (f"{_ENDPOINT_TESTS}/test_password_reset.py",)
TEST_ADDRESS = (f"{_ENDPOINT_TESTS}/test_address.py",)
TEST_USERS = (f"{_ENDPOINT_TESTS}/test_users.py",)
TEST_USER_ADMIN = (f"{_ENDPOINT_TESTS}/test_user_admin.py",)
TEST_ROLES = (f"{_ENDPOINT_TESTS}/test_roles.py",)
TEST_SESSIONS = (f"{_ENDPOINT_TESTS}/test_sessions.py",)
TEST_ACCOUNT_LIMITS = (f"{_ENDPOINT_TESTS}/test_account_races.py",)
TEST_API_KEYS = (
    "tests/api/test_principal.py",
    f"{_ENDPOINT_TESTS}/test_api_keys.py",
    f"{_ENDPOINT_TESTS}/test_api_key_clients.py",
    f"{_ENDPOINT_TESTS}/test_api_key_users.py",
)
TEST_COOKIE_LOGIN = (f"{_ENDPOINT_TESTS}/test_cookie_login.py",)
TEST_FEEDBACK = (f"{_ENDPOINT_TESTS}/test_feedback.py",)
TEST_PREFERENCES = (f"{_ENDPOINT_TESTS}/test_preferences.py",)
TEST_PASSWORDS = ("tests/core/test_passwords.py",)
TEST_THROTTLE = ("tests/core/test_throttle.py",)
TEST_JWT = ("tests/core/test_tokens.py",)
TEST_ISSUER = ("tests/core/test_tokens.py", "tests/core/test_issuer.py")
TEST_KEY_HASHES = ("tests/core/test_api_keys.py",)
TEST_PRINCIPAL = ("tests/api/test_principal.py",)
TEST_RECENT = ("tests/core/test_recent_passwords.py",)
TEST_USER_SERVICE = (f"{_ENDPOINT_TESTS}/test_account_races.py",)
