"""From acts and clauses to timelines, with reasons. Plain Python; the only place where a status comes from."""
