"""Compute what a resource adds to each layer of a service: lines and imports."""
