"""Decide whether a check can only write to what forge created."""
