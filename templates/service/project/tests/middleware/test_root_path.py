import anyio
from starlette.types import Message

from app.factory import create_app
from tests.settings import make_settings


def test_service_starts_below_a_path() -> None:
    received = iter(["lifespan.startup", "lifespan.shutdown"])
    sent: list[str] = []

    async def receive() -> Message:
        return {"type": next(received)}

    async def send(message: Message) -> None:
        sent.append(message["type"])

    app = create_app(make_settings(root_path="/shop"))
    anyio.run(app, {"type": "lifespan", "state": {}}, receive, send)

    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
