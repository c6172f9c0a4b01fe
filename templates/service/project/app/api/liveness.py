"""Whether the process lives, which somebody asks every few seconds."""

from fastapi import FastAPI

from app.schemas.system import Liveness


def add_liveness(app: FastAPI) -> None:
    """Outside all routers, so that none is searched; async, to wait for no thread."""

    @app.get("/health/live", tags=["system"])
    async def read_liveness() -> Liveness:
        """Answer as long as the process can: if not, restart it."""
        return Liveness()
