"""Measure forge and its services, and compare them with others.

serving, creating, generating, starting -> servers, projects -> measuring
"""
