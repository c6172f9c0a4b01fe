"""Collect answers from all sources and resolve them."""
