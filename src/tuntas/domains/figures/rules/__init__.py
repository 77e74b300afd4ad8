"""Which places a fact counts for, and what the counts say. Pure."""
