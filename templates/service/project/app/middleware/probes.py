# What watches the service, from inside its network: it must get an answer whatever
# host it asks for, and during maintenance too.
PROBES = frozenset({"/health", "/health/live", "/health/ready"})
