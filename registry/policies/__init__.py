"""The policies that ship with Assay, as YAML data."""
