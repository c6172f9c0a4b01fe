"""Render the state of a project to its files."""
