"""Linking appeals to acts: with an act that is recorded, or to one on record."""
