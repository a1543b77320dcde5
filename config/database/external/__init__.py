"""A PostgreSQL that is not ours: what its administrator makes once, so that Pacta can live there.

``wanted`` says what there should be, ``found`` what there is, ``steps`` the way from one to the other.
"""
