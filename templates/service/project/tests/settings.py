from typing import Any

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from app.core.config import Settings


class IsolatedSettings(Settings):
    """Settings that see neither the environment nor a developer's ``.env``."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def make_settings(**given: Any) -> Settings:
    return IsolatedSettings(**{"environment": "test", "log_level": "WARNING", **given})
