from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "config.database"
    label = "pacta_database"
    verbose_name = "database"

    def ready(self) -> None:
        from config.database import checks  # noqa: F401  (registers them; must wait for the settings)
