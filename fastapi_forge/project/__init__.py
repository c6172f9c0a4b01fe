"""Create a project on disk, and record what was generated."""
