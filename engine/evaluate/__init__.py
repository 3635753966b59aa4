"""Metrics with intervals, on the exported graph."""
