"""What the registry shows: plain typed views that outlive the session they were read in."""
