"""Signing in to the administration: the delay after wrong passwords, and the second factor."""
