"""The work list that the administration starts with."""
