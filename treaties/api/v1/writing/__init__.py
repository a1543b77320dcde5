"""Answering POST: a fact is written to the record, or tried and undone."""
