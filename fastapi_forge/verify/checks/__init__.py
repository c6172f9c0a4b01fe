"""The checks of a service, each a module of the same shape."""
