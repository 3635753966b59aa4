"""Top floor: the Qt application."""
