"""Correcting and retracting: rows that can be mended, their forms and pages."""
