"""The stores of a service are found in all kinds of settings and code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from fastapi_forge.verify.isolation.findings import Survey
from fastapi_forge.verify.isolation.survey import survey_service

SETTINGS = """
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    {fields}

    model_config = SettingsConfigDict({config})
"""
DATABASE = 'database_url: str = "sqlite:///./shop.db"'
APP = "from fastapi import FastAPI\n\napp = FastAPI()\n"
SQLALCHEMY = "from sqlalchemy import create_engine\n"


def survey(
    directory: Path,
    files: Mapping[str, str],
    stores: tuple[str, ...] | None = None,
) -> Survey:
    for path, text in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text)
    paths = [path for path in files if path != ".env"]
    return survey_service(directory, directory, paths, stores)


def settings(*fields: str, config: str = 'env_file=".env"') -> str:
    return SETTINGS.format(fields="\n    ".join(fields), config=config)


KNOWN: dict[str, tuple[dict[str, str], str]] = {
    "plain": ({".env": "DATABASE_URL=sqlite:///a.db"}, "sqlite:///a.db"),
    "double quotes": ({".env": 'DATABASE_URL="sqlite:///a.db"'}, "sqlite:///a.db"),
    "single quotes": ({".env": "DATABASE_URL='sqlite:///a.db'"}, "sqlite:///a.db"),
    "export": ({".env": "export DATABASE_URL = sqlite:///a.db"}, "sqlite:///a.db"),
    "small": ({".env": "database_url=sqlite:///a.db # mine"}, "sqlite:///a.db"),
    "CRLF": ({".env": "A=1\r\nDATABASE_URL=mysql://h/d\r\n"}, "mysql://h/d"),
    "an indented line": ({".env": "  DATABASE_URL=mysql://h/d"}, "mysql://h/d"),
    "parts": (
        {".env": "PASS=x\nDATABASE_URL=postgresql://u:${PASS}@h/d"},
        "postgresql://u:x@h/d",
    ),
    "an example": ({".env.example": "DATABASE_URL=sqlite:///a.db"}, "sqlite:///a.db"),
    "a default": ({"app/config.py": settings(DATABASE)}, "sqlite:///./shop.db"),
    "a default of a server": (
        {"app/config.py": settings('database_url: str = "postgresql://u@h/d"')},
        "postgresql://u@h/d",
    ),
    "a Field": (
        {"app/config.py": settings('database_url: str = Field("mysql://u@h/d")')},
        "mysql://u@h/d",
    ),
    "getenv": (
        {"app/db.py": 'import os\nURL = os.getenv("DATABASE_URL", "mysql://h/d")\n'},
        "mysql://h/d",
    ),
}


@pytest.mark.parametrize(("files", "url"), KNOWN.values(), ids=KNOWN)
def test_a_database_that_can_be_replaced(
    files: dict[str, str], url: str, tmp_path: Path
) -> None:
    found = survey(tmp_path, {"app/main.py": APP, "app/x.py": SQLALCHEMY} | files)
    assert found.databases == {"DATABASE_URL": url}
    assert not found.findings


def test_a_service_without_a_store(tmp_path: Path) -> None:
    files = {
        "app/main.py": APP,
        "app/config.py": settings('docs_url: str = "/docs"', "debug: bool = False"),
        ".env": "DEBUG=true\nALLOWED_HOSTS=localhost\nROOT_PATH=/api\nDOCS_URL=/docs\n",
        "README.md": "DATABASE_URL=postgresql://u@h/d",
        "docker-compose.yml": "x: redis://cache",
        "tests/test_a.py": 'def test_a():\n    assert "redis://h" != "mysql://h/d"\n',
    }
    found = survey(tmp_path, files)
    assert not found.databases
    assert not found.findings


UNKNOWN: dict[str, tuple[dict[str, str], str]] = {
    "another name": ({".env": "DB_URL=sqlite:///a.db"}, ".env: DB_URL"),
    "any name": ({".env": "MAIN=postgresql://u@h/d"}, ".env: MAIN"),
    "a nested prefix": ({".env": "APP_DB__URL=sqlite:///a.db"}, "APP_DB__URL"),
    "a nested part": ({".env": "APP_DB__HOST=db.internal"}, "APP_DB__HOST"),
    "parts that are read": ({".env": "DB_HOST=h\nDB_NAME=d"}, ".env: DB_HOST"),
    "a second database": (
        {".env": "DATABASE_URL=sqlite:///a.db\nREPORTS_URL=sqlite:///b.db"},
        ".env: REPORTS_URL",
    ),
    "Redis": ({".env": "REDIS_URL=redis://h"}, ".env: REDIS_URL"),
    "Mongo": ({".env": "MONGO_URL='mongodb+srv://h/d'"}, ".env: MONGO_URL"),
    "a queue": ({".env": "BROKER=amqp://h"}, ".env: BROKER"),
    "mail": ({".env": "SMTP_HOST=mail.example.com"}, ".env: SMTP_HOST"),
    "a bucket": ({".env": "S3_BUCKET=invoices"}, ".env: S3_BUCKET"),
    "a path": ({".env": "LEDGER=/srv/ledger.csv"}, ".env: LEDGER"),
    "a home": ({".env": "STATE=~/state"}, ".env: STATE"),
    "a file in .env": ({".env": "ROWS=rows.json"}, ".env: ROWS"),
    "another engine": (
        {".env": "DATABASE_URL=mssql+pyodbc://h/d"},
        "DATABASE_URL: forge cannot create such a store",
    ),
    "an engine without SQL": (
        {".env": "DATABASE_URL=mongodb://h/d"},
        "DATABASE_URL: forge cannot create such a store",
    ),
    "a prefix": (
        {"app/config.py": settings(DATABASE, config='env_prefix="SHOP_"')},
        "app/config.py:6: the default of SHOP_DATABASE_URL",
    ),
    "an inherited prefix": (
        {
            "app/base.py": settings("debug: bool", config='env_prefix="SHOP_"'),
            "app/config.py": "from app.base import Settings\n\n\n"
            f"class Own(Settings):\n    {DATABASE}\n",
        },
        "app/config.py:5: the default of SHOP_DATABASE_URL",
    ),
    "an alias": (
        {
            "app/config.py": settings(
                'database_url: str = Field("mysql://h/d", validation_alias="MAIN_DB")'
            )
        },
        "app/config.py:6: the default of MAIN_DB",
    ),
    "a required setting": (
        {"app/config.py": settings("db_host: str")},
        "app/config.py:6: the setting DB_HOST",
    ),
    "a nested model": (
        {
            "app/config.py": "from pydantic import BaseModel\n\n\n"
            'class Database(BaseModel):\n    url: str = "postgresql://u@h/d"\n'
            + settings("db: Database = Database()")
        },
        "app/config.py:5: the URL of a store",
    ),
    "a URL in the code": (
        {"app/db.py": 'engine = create_engine("postgresql+psycopg://u@h/d")\n'},
        "app/db.py:1: the URL of a store",
    ),
    "a file's URL in the code": (
        {"app/db.py": 'engine = create_engine("sqlite:////srv/shop.db")\n'},
        "app/db.py:1: the URL of a store",
    ),
    "a URL put together": (
        {"app/db.py": 'URL = f"postgresql://{user}@{host}/{name}"\n'},
        "app/db.py:1: the URL of a store",
    ),
    "a URL built": (
        {"app/db.py": 'url = URL.create("postgresql", host=host)\n'},
        "app/db.py:1: builds the URL of a store",
    ),
    "a DSN built": (
        {"app/db.py": "url = PostgresDsn.build(host=host)\n"},
        "app/db.py:1: builds the URL of a store",
    ),
    "a database from nowhere": ({"app/db.py": SQLALCHEMY}, "uses sqlalchemy"),
    "a variable of the code": (
        {"app/db.py": 'import os\nurl = os.environ["SHOP_DB"]\n'},
        "app/db.py:2: the variable SHOP_DB",
    ),
    "a driver": (
        {"app/db.py": 'import asyncpg\nc = asyncpg.connect(host="db")\n'},
        "app/db.py:2: asyncpg.connect",
    ),
    "SQLite by itself": (
        {"app/db.py": 'import sqlite3\nc = sqlite3.connect("a.db")\n'},
        "app/db.py:2: sqlite3.connect: stores data in a file",
    ),
    "a client": ({"app/c.py": "from redis.asyncio import Redis\n"}, "uses redis"),
    "a cloud": ({"app/c.py": "from google.cloud import storage\n"}, "google.cloud"),
    "a mail library": ({"app/c.py": "import smtplib\n"}, "uses smtplib"),
    "another service": (
        {"app/c.py": 'import httpx\nhttpx.post("https://api.example.com/orders")\n'},
        "app/c.py:2: the URL of another service",
    ),
    "another service's setting": (
        {"app/c.py": "import httpx\n", ".env": "BILLING=http://billing:8000"},
        ".env: BILLING",
    ),
    "a file": (
        {"app/c.py": 'from pathlib import Path\nPath("a.json").write_text("[]")\n'},
        "app/c.py:2: Path('a.json').write_text: writes files",
    ),
    "an opened file": (
        {"app/c.py": 'with open(PATH, "w") as file:\n    file.write("")\n'},
        "app/c.py:1: open: writes files",
    ),
    "a file by a mode": (
        {"app/c.py": "from pathlib import Path\nPath(PLACE).open(mode)\n"},
        "app/c.py:2: Path(PLACE).open: writes files",
    ),
    "a path in the code": (
        {"app/c.py": 'ROWS = "/var/lib/shop/rows"\n'},
        "app/c.py:1: '/var/lib/shop/rows' is outside the project",
    ),
    "TOML": (
        {"settings.toml": '[db]\nurl = "postgresql://u@h/d"\n'},
        "settings.toml:2: the URL of a store",
    ),
    "YAML": ({"config.yaml": "db_host: db.internal\n"}, "config.yaml:1: db_host"),
    "JSON": (
        {"app/conf.json": '{\n  "redis_host": "cache"\n}\n', "app/c.py": '"conf.json"'},
        "app/conf.json:2: redis_host",
    ),
    "alembic.ini": (
        {"alembic.ini": "[alembic]\nsqlalchemy.url = mysql://root@h/d\n"},
        "alembic.ini:2: the URL of a store",
    ),
    "a secret file": (
        {"secrets/database_url": "postgresql://u:p@h/d\n"},
        "secrets/database_url:1: the URL of a store",
    ),
    "a directory of secrets": (
        {"app/config.py": settings(DATABASE, config='secrets_dir="/run/secrets"')},
        "secrets_dir: settings are read from files",
    ),
    "another dotenv file": (
        {".env.local": "CACHE_URL=redis://h"},
        ".env.local: CACHE_URL",
    ),
    "a test": (
        {"tests/conftest.py": 'engine = create_engine("postgresql://u@h/d")\n'},
        "tests/conftest.py:1: connects to a store",
    ),
}


@pytest.mark.parametrize(("files", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_store_that_cannot_be_replaced(
    files: dict[str, str], said: str, tmp_path: Path
) -> None:
    found = survey(tmp_path, {"app/main.py": APP} | files)
    assert any(said in str(finding) for finding in found.findings), found.findings
    assert not survey(tmp_path, {"app/main.py": APP} | files, ()).findings


def test_mail_is_disabled_without_a_server(tmp_path: Path) -> None:
    files = {
        "app/config.py": settings("smtp_host: str | None = None"),
        "app/mail.py": "import smtplib\n",
        ".env": "SMTP_HOST=mail.example.com\n",
    }
    assert not survey(tmp_path, files).findings


@pytest.mark.parametrize(
    "code",
    [
        "await tickets.open(ticket_id)",
        "open(PLACE).read()",
        'Path(PLACE).open("rb")',
        "'/media/{media_id}'",
        "'/var/{name}'",
        "'must start with postgresql://'",
        "'sqlite://'",
        "'sqlite:///:memory:'",
    ],
)
def test_code_without_stores(code: str, tmp_path: Path) -> None:
    files = {"app/main.py": f"async def work():\n    print({code})\n"}
    assert not survey(tmp_path, files).findings


def test_parsing_urls_is_not_a_call(tmp_path: Path) -> None:
    code = 'from urllib.parse import urlsplit\nEXAMPLE = "https://api.example.com"\n'
    assert not survey(tmp_path, {"app/hosts.py": code}).findings


def test_unused_parts_of_a_url_are_not_a_store(tmp_path: Path) -> None:
    example = "DB_PASSWORD=x\nDATABASE_URL=postgresql://u:${DB_PASSWORD}@h/d\n"
    assert not survey(tmp_path, {"app/main.py": APP, ".env": example}).findings


def test_declared_databases_are_replaced(tmp_path: Path) -> None:
    files = {".env": "A_URL=sqlite:///a.db\nB_URL=mysql://h/d\nREDIS_URL=redis://h\n"}
    found = survey(tmp_path, files, ("A_URL", "B_URL"))
    assert found.databases == {"A_URL": "sqlite:///a.db", "B_URL": "mysql://h/d"}
    assert not found.findings


def test_declared_database_must_be_set(tmp_path: Path) -> None:
    found = survey(tmp_path, {".env": "A_URL=redis://h\n"}, ("A_URL", "B_URL"))
    assert sorted(map(str, found.findings)) == [
        "A_URL: forge cannot create such a store",
        "B_URL: it is not set",
    ]


def test_required_settings_are_copied_without_secrets(
    tmp_path: Path,
) -> None:
    code = settings("secret_key: str", "algorithm: str", "debug: bool = False")
    env = "SECRET_KEY=the-users\nALGORITHM=HS256\nDEBUG=true\n"
    found = survey(tmp_path, {"app/config.py": code, ".env": env})
    assert found.needed["ALGORITHM"] == "HS256"
    assert found.needed.keys() == {"ALGORITHM", "SECRET_KEY"}
    assert "users" not in found.needed["SECRET_KEY"]
