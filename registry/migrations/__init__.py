"""Migrations of the registry's schema, run by registry.schema."""
