"""A PostgreSQL 18 that comes with the dependencies and starts with the first connection; for trying Pacta, and tests.

The server listens on a private socket only, and trusts whoever may open it: the user who started it, and root.
It stops with the last process that uses it. After a ``kill -9`` it keeps running, and the next process finds it.
Linux and macOS; elsewhere, set DATABASE_URL.
"""
