"""The data set of the demo, shipped with the package."""
