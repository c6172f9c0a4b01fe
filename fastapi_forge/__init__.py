"""A generator of FastAPI services."""

__version__ = "0.1.0"
