"""The bill of materials of a version, as CycloneDX tools read it."""
