"""Attacks on a running service from outside: who gets in, and what they then may do."""
