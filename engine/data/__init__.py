"""Sources, snapshots, column kinds and splits."""
