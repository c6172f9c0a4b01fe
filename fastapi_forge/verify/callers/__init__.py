"""Somebody who may call a service, whatever it wants to see of its callers."""
