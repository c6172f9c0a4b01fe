"""Verify a service: lint it, test it, migrate it, start it and attack it."""
