"""Attack a running service from outside: getting in, and exceeding permissions."""
