import runpy
from typing import Any

import pytest
import uvicorn

from app import main
from app.core import config
from tests.settings import make_settings


def test_servers_find_the_application() -> None:
    assert main.app.title == main.app.state.settings.app_name


def test_module_starts_the_server_from_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **how: started.update(how, app=app))
    monkeypatch.setattr(config, "get_settings", lambda: make_settings(port=9000))
    runpy.run_module("app", run_name="__main__")

    assert (started["app"], started["port"]) == ("app.main:app", 9000)
