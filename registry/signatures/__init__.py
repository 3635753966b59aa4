"""Keys and signatures: Ed25519, DSSE envelopes, and where private keys are kept."""
