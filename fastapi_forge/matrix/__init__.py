"""Combinations of answers, few enough to prove and enough to show what breaks."""
