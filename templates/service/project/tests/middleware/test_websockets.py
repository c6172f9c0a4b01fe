"""What every request passes through holds for WebSockets too."""

from typing import Any

import pytest
from fastapi import WebSocket
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketDenialResponse

from app.factory import create_app
from tests.settings import make_settings


def client_with(**given: Any) -> TestClient:
    app = create_app(make_settings(log_level="INFO", **given))

    @app.websocket("/echo")
    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(await socket.receive_text())
        await socket.close()

    @app.websocket("/crash")
    async def crash(_: WebSocket) -> None:
        raise RuntimeError

    return TestClient(app)


def test_connection_is_accepted_and_logged(capsys: pytest.CaptureFixture[str]) -> None:
    with client_with().websocket_connect("/echo") as socket:
        socket.send_text("hello")

        assert socket.receive_text() == "hello"
    assert "WEBSOCKET /echo 101 " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "path", "status"),
    [
        ({"allowed_hosts": "api.example.com"}, "/echo", 400),
        ({"maintenance_mode": True}, "/echo", 503),
        ({}, "/crash", 500),
    ],
)
def test_refused_before_it_opens(
    given: dict[str, Any],
    path: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    client = client_with(**given)

    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect(path),
    ):
        pass

    assert refused.value.status_code == status
    assert refused.value.json()["request_id"] == refused.value.headers["X-Request-ID"]
    assert refused.value.headers["X-Content-Type-Options"] == "nosniff"
    assert f"WEBSOCKET {path} {status} " in capsys.readouterr().err
