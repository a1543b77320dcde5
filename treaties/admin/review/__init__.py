"""Proposals: what is kept of a form, where it waits, and how one is decided on."""
