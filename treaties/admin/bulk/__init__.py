"""Many acts at once: for many parties, for many agreements, or from a table."""
