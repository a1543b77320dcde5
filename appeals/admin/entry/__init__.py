"""Entering an appeal by forms: the appeal with its demands, and what is added to it later."""
