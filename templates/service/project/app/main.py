"""The application that servers run: ``uvicorn app.main:app``."""

from app.core.config import get_settings
from app.factory import create_app

__all__ = ["app", "create_app"]

app = create_app(get_settings())
