"""One module a verb; runs in workers and writes results to the registry."""
