"""Resources: the field language, its meaning, and its expansion for templates.

example, expansion -> relations -> language -> types -> kinds -> fields, code, words
"""
