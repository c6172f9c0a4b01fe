"""Compute code, limits and sample values for families of field types."""
