"""Code that frameworks call is not dead, whatever its name."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from fastapi_forge.verify.checks.dead_code import check_dead_code
from fastapi_forge.verify.environments import Environment
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.service import Service

MAIN = """
from enum import StrEnum
from functools import cache
from sqlalchemy.types import TypeDecorator, String
from app.settings import Settings
from .near import Near
import framework

class Lower(TypeDecorator[str]):
    impl = String

    def process_bind_param(self, value, dialect):
        return value

class Lowest(Lower):
    def process_result_value(self, value, dialect):
        return value

    def never(self):
        return 1

class Colour(StrEnum):
    RED = "red"

@framework.get("/")
def read():
    return [Lowest(), Colour, Near, Settings().port]

@cache
def forgotten():
    return 1

app = framework.App()
"""
SETTINGS = """
from pydantic_settings import BaseSettings, SettingsConfigDict

class Base(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")

class Settings(Base):
    port: int = 1
    ignored: int = 2
"""
MIGRATION = """
revision = "1"
down_revision = None

def upgrade():
    pass
"""
CONFTEST = """
import pytest

@pytest.fixture
def anything():
    return 1

def pytest_sessionstart():
    pass

def helper():
    pass
"""
COMPOSE = """
services:
  app:
    build: .
    command: python -m app.worker
    environment: [SHOP_PORT=1, PORT=1, PYTHONUNBUFFERED=1]
  database:
    image: postgres
    environment: {POSTGRES_DB: shop}
"""
FILES: Mapping[str, str] = {
    "app/__init__.py": "",
    "app/main.py": MAIN,
    "app/near.py": "class Near:\n    pass\n",
    "app/settings.py": SETTINGS,
    "app/worker.py": "import app.tasks\n",
    "app/tasks.py": "",
    "app/lost/__init__.py": "",
    "migrations/versions/one.py": MIGRATION,
    "tests/conftest.py": CONFTEST,
    ".env.example": "SHOP_PORT=1\nSHOP_HOST=x\n# OLD=1\n",
    "docker-compose.yml": COMPOSE,
}
FOUND = {
    "app/lost/__init__.py:1: unused module 'app.lost'",
    "app/main.py:19: unused method 'never'",
    "app/main.py:29: unused function 'forgotten'",
    "app/settings.py:9: unused setting 'ignored'",
    "tests/conftest.py:11: unused function 'helper'",
    ".env.example:2: unused variable 'SHOP_HOST'",
    "docker-compose.yml:6: unused variable 'PORT'",
}


def findings(directory: Path, files: Mapping[str, str]) -> set[str]:
    for path, text in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text)
    environment = Environment(path=Path(sys.prefix))
    service = Service(path=directory, environment=environment, plan=Plan())
    with pytest.raises(CheckFailure) as failed:
        asyncio.run(check_dead_code(service))
    return set(failed.value.detail.splitlines()) - {""}


def test_exactly_the_unused_code_is_found(tmp_path: Path) -> None:
    assert findings(tmp_path, FILES) == FOUND


PROJECT = """
[project]
name = "shop"
version = "1"
dependencies = [
    "SQLAlchemy[asyncio]>=2",
    "aiosqlite",
    "gunicorn>=1",
    "python-multipart>=0.0.1",
    "requests>=2",
    "typing_extensions>=4",
    "named-in-text",
]
"""


def test_dependencies_may_be_used_without_an_import(tmp_path: Path) -> None:
    code = (
        "import sqlalchemy, fastapi\n"
        "URL = 'sqlite+aiosqlite:///shop'\n"
        "FILES = 'named_in_text'\n"
        "app = [sqlalchemy, fastapi.Form, URL, FILES]  # requests are many\n"
    )
    files = {
        "app/__init__.py": "",
        "app/main.py": code,
        "Dockerfile": "# requests\nCMD gunicorn app.main:app\n",
        "pyproject.toml": PROJECT,
    }
    assert findings(tmp_path, files) == {
        "pyproject.toml:10: unused dependency 'requests'",
        "pyproject.toml:11: unused dependency 'typing-extensions'",
    }


def test_invalid_syntax_is_reported(tmp_path: Path) -> None:
    [finding] = findings(tmp_path, {"app/main.py": "a = 1\ndef\n"})
    assert re.match(r"app/main\.py:2: ", finding)
