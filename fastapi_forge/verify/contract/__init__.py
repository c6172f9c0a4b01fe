"""Test a running service against its own OpenAPI document."""
