"""What the files of a service say, read without running them."""
