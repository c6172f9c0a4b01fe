"""Create users, keys and tokens for a service with any kind of authentication."""
