"""Long work: a job is a folder."""
