"""A project on disk: creating it, and what forge records about it."""
