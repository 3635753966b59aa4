"""Charts: one description of each, drawn on screen and into files."""
