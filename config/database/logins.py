"""The two logins to the one database, as Django's DATABASES."""

import sys
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

Login = dict[str, Any]


def databases(*, url: str, owner_url: str, home: Path, pool: int = 0) -> dict[str, Login]:
    """``default`` is the web login, ``owner`` owns the tables and migrates them.

    Without ``url`` both log in to the embedded server below ``home``; with one URL both are the same login, and only
    triggers protect the facts (a check warns). ``pool`` is the most connections one process keeps; 0: none are kept.
    """
    if url:
        web = read_login("DATABASE_URL", url)
        owner = read_login("DATABASE_OWNER_URL", owner_url) if owner_url else read_login("DATABASE_URL", url)
    elif owner_url:
        raise ImproperlyConfigured("DATABASE_OWNER_URL is set and DATABASE_URL is not; set DATABASE_URL too.")
    else:
        web, owner = embedded(home)
    if web["NAME"] != owner["NAME"]:  # hosts and ports may differ: the web may go through a pooler
        raise ImproperlyConfigured("DATABASE_URL and DATABASE_OWNER_URL must name the same database.")
    web["TEST"] = {"MIRROR": "owner"}
    if pool:
        web["OPTIONS"] = web["OPTIONS"] | {"pool": {"min_size": 1, "max_size": pool, "timeout": 10}}
    return {"default": web, "owner": owner}


def embedded(home: Path, *, disposable: bool = False) -> tuple[Login, Login]:
    """The web's and the owner's login to the server below ``home``; it starts with the first connection."""
    if sys.platform == "win32":
        raise ImproperlyConfigured("There is no embedded PostgreSQL for Windows here; set DATABASE_URL, or use WSL.")
    from config.database.embedded import server  # needs POSIX locks

    login = {
        "ENGINE": "config.database.embedded",
        "NAME": server.DATABASE,
        "PASSWORD": "",
        "HOST": str(server.cluster(home, disposable=disposable).socket_directory),
        "PORT": str(server.PORT),
        "CLUSTER_HOME": home,
        "DISPOSABLE": disposable,
    }
    web, owner = (login | {"USER": user, "OPTIONS": {}} for user in (server.WEB_ROLE, server.OWNER_ROLE))
    return web, owner


def read_login(name: str, url: str, *, database: str = "") -> Login:
    """Reads a URL; ``database`` is for one that names none. A socket directory may come as ``?host=/run/postgresql``.

    No error repeats a part of the URL: any part of it may be a piece of a password that was not written as URLs want.
    """
    try:
        found: Login = {**dj_database_url.parse(url)}
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        advice = "Write postgresql://USER:PASSWORD@HOST/NAME, and of a password's signs @ as %40, / as %2F, # as %23."
        raise ImproperlyConfigured(f"{name} cannot be read. {advice}") from None
    if found["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} names another kind of database; Pacta needs PostgreSQL 15 or newer.")
    found["NAME"] = found["NAME"] or database
    if not found["USER"] or not found["NAME"]:
        raise ImproperlyConfigured(f"{name} must name a user and a database: postgresql://USER:PASSWORD@HOST/NAME.")
    options = dict(found.get("OPTIONS", {}))
    found["HOST"] = options.pop("host", found["HOST"])
    found["PORT"] = options.pop("port", found["PORT"])
    return found | {"OPTIONS": options}
