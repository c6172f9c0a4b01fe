"""Read the files of a service without running them."""
