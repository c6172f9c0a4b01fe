"""The command `forge matrix`."""
