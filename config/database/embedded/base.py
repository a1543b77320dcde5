"""The Django backend (ENGINE "config.database.embedded"): PostgreSQL's, with a server that starts when needed."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import base, client

from config.database.embedded.server import cluster


class DatabaseClient(client.DatabaseClient):
    def runshell(self, parameters: Iterable[str]) -> None:
        join(self.connection.settings_dict)
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        join(self.settings_dict)
        return super().get_connection_params()


def join(login: dict[str, Any]) -> None:
    """Make sure that the server of this login (one of DATABASES) runs for as long as this process does."""
    cluster(login["CLUSTER_HOME"], disposable=login["DISPOSABLE"]).join()
