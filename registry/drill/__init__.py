"""The tamper drill: attacks on copies of a registry, and what finds each of them."""
