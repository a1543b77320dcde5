"""The settings of the tests: the site's, with a throw-away server of their own unless DATABASE_URL names one."""

import os

os.environ |= {"SECRET_KEY": "only-for-tests", "DEBUG": "no", "HTTPS": "no", "STATIC_MANIFEST": "no"}
os.environ["SECOND_FACTOR"] = "no"
os.environ |= {"API_READS_PER_MINUTE": "0", "API_WRITES_PER_MINUTE": "0"}
os.environ["ALLOWED_HOSTS"] = "testserver, 127.0.0.1, localhost"

from config.database import logins
from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, DATABASES, EMBEDDED, PACTA_HOME, STORAGES

if EMBEDDED:
    web, owner = logins.embedded(PACTA_HOME, disposable=True)
    DATABASES = {"default": web | {"TEST": {"MIRROR": "owner"}}, "owner": owner}

STORAGES = STORAGES | {"evidence": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
SNAPSHOT_ROOT = str(BASE_DIR / "tests" / "cases" / "snapshots")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # else each test client begins by looking at every static file there is
