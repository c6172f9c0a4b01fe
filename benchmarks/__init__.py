"""How fast forge and its services are, beside others that do the same.

serving, creating, generating, starting -> servers, projects -> measuring
"""
