"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# The machine may be busy with other workers: slow is not wrong.
settings.register_profile("forge", deadline=None)
settings.load_profile("forge")
