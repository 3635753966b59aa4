"""Explanations by raw column, of the exported graph."""
