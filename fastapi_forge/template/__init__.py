"""Reading a template: where it lies and what it asks, as data."""
