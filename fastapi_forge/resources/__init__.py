"""Resources: the field language, what it means, and its expansion for templates.

example, expansion -> relations -> language -> types -> kinds -> fields, code, words
"""
