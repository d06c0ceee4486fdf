"""Everything people and machines connect to."""
