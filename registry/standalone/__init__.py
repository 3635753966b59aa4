"""What runs without Assay: the verifier that auditors are handed."""
