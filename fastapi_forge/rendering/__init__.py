"""From a state to the files of a project."""
