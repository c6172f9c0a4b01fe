"""The checks of a service, one module each."""
