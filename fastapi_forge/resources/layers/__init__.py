"""What a resource comes to in each layer of a service: lines, and their imports."""
