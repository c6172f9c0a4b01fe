"""Run git: for the repositories of projects and templates, and for merging."""
