"""Prompts as files, in French, with $placeholders."""
