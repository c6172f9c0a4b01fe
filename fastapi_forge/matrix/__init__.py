"""Generate and verify combinations of option values."""
