"""The database below the applications: where it is, how the embedded one starts, its checks, its backups."""
