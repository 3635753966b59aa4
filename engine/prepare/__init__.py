"""The feature recipe: from raw columns to the float32 matrix."""
