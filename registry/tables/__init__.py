"""One module a noun: the tables of the registry."""
