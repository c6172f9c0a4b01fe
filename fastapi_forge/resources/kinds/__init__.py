"""How families of field types compute their code, limits and sample values."""
