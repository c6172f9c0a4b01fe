"""Resources: the field language, its meaning, and its expansion for templates.

expansion -> relations -> language -> types -> kinds -> fields, code, name_rules
"""
