"""What all settings build on: where the service runs, and how lists are written."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def split(value: object) -> object:
    if isinstance(value, str):
        return [item.strip() for item in value.split(",") if item.strip()]
    return value


# Written `a,b` in the environment, not as a JSON list.
CommaSeparated = Annotated[list[str], NoDecode, BeforeValidator(split)]


def deployed(info: ValidationInfo) -> bool:
    # An environment that is wrong counts as well: all its faults are named at once.
    return info.data.get("environment") not in {"local", "test"}


class RuntimeSettings(BaseSettings):
    """Validated first, so that other settings can depend on these."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        validate_default=True,
    )

    environment: Literal["local", "test", "staging", "production"] = "local"
    workers: Annotated[int, Field(ge=1, le=64)] = 1
