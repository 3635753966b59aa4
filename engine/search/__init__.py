"""The search for a model within a budget."""
