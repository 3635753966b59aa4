"""Setting Assay up, with the standard library alone, and its packaging."""
