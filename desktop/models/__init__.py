"""Qt models over typed rows."""
