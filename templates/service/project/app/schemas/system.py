from typing import Literal

from pydantic import BaseModel


class Welcome(BaseModel):
    name: str
    version: str
    docs: str | None
    openapi: str | None


class Liveness(BaseModel):
    status: Literal["ok"] = "ok"


class Readiness(Liveness):
    checks: dict[str, Literal["ok"]]


class Status(BaseModel):
    """The public settings."""

    name: str
    version: str
    environment: str
    debug: bool
    maintenance_mode: bool
