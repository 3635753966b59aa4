"""The learners, one file each, found by name."""
