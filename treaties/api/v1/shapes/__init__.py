"""What answers look like: typed dictionaries, which the schema describes, and the functions that fill them.

Shaping decides nothing: what is in force comes from ``queries``.
"""
