"""Ask a running service, by its own OpenAPI document, whether it keeps its word."""
