"""Read a template: where it is stored and what it asks."""
