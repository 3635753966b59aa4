"""Requests, messages and results: what the floors and processes say to each other."""
