"""Moving a registry as a whole: copies between databases, backups and restoring them."""
