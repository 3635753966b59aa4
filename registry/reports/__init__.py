"""Audit reports: typed content from the registry, and its writers."""
