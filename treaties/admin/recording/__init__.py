"""Recording an act, an assertion or a clause: the forms, what a preview shows, and what is not possible now."""
