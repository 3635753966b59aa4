"""Ground floor: the governance records of Assay."""
