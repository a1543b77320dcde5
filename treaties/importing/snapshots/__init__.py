"""Taking in a snapshot: the public tables as files, back into an empty record."""
