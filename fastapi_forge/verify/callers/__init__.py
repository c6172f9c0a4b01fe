"""Provide users who may call a service, with any kind of authentication."""
