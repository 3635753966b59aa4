"""First floor: machine learning without a user interface."""
