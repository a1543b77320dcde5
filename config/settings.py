"""One file of settings. What differs between machines comes from the environment (see docs/deployment.md)."""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from config import env
from config.database.logins import databases
from config.home import pacta_home, secret_key
from treaties.exporting.licence import in_words

BASE_DIR = Path(__file__).resolve().parent.parent
PACTA_HOME = pacta_home()

# --- Database: one server, two logins. The web login ("default") cannot change facts; the owner's migrates. ---------
DATABASE_URL = env.text("DATABASE_URL", default="")
EMBEDDED = not DATABASE_URL
DATABASES = databases(
    url=DATABASE_URL,
    owner_url=env.text("DATABASE_OWNER_URL", default=""),
    home=PACTA_HOME,
    pool=env.integer("DATABASE_POOL", default=0),
)
WEB_ROLE: str = DATABASES["default"]["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- What a server that the world can reach must be told, and a local trial need not ---------------------------------
DEBUG = env.flag("DEBUG", default=False)
LOCAL = env.flag("LOCAL", default=EMBEDDED or DEBUG)
SECRET_KEY = env.text("SECRET_KEY", default="" if LOCAL else None) or secret_key(PACTA_HOME)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if LOCAL else None)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.flag("HTTPS", default=not LOCAL)
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)

# --- Cookies and headers. Over HTTPS a cookie's name says that no other host or path has set it ----------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds from the sign-in, used or not: a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

INSTALLED_APPS = [
    "config.database",
    "config.administration.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "config.sign_in",
    "rest_framework",
    "knox",
    "corsheaders",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "treaties",
    "appeals",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.Gzip",
    "config.rate_limits.RateLimitHeaders",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.sign_in.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Copies of documents: kept under their checksums, where no address leads; served to people who are signed in ------
EVIDENCE_ROOT = env.text("EVIDENCE_ROOT", default=str(PACTA_HOME / "evidence"))
EVIDENCE_MAX_MB = env.integer("EVIDENCE_MAX_MB", default=20, minimum=1)
FILE_UPLOAD_HANDLERS = [
    "treaties.admin.evidence_upload.UpToTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Snapshots of the public record: written by `manage.py snapshot`, served under /data/ ----------------------------
SNAPSHOT_ROOT = env.text("SNAPSHOT_ROOT", default=str(PACTA_HOME / "snapshots"))
DATA_LICENCE = env.licence("DATA_LICENCE")

# --- Webhooks: sent by `manage.py deliver_webhooks`, which knows of no request and so of no address of this site ------
PUBLIC_URL = env.text("PUBLIC_URL", default="").rstrip("/")
WEBHOOKS_TO_PRIVATE_NETWORKS = env.flag("WEBHOOKS_TO_PRIVATE_NETWORKS", default=False)
if WEBHOOKS_TO_PRIVATE_NETWORKS and not LOCAL:
    raise ImproperlyConfigured("WEBHOOKS_TO_PRIVATE_NETWORKS is for a local trial only: set LOCAL, or leave it out.")

# --- Static files: the application serves them, from where they lie or collected under names that change with them ---
STATIC_MANIFEST = env.flag("STATIC_MANIFEST", default=not LOCAL)
STATIC_URL = "static/"
STATIC_ROOT = env.text("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")) if STATIC_MANIFEST else None
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": EVIDENCE_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

# --- People ----------------------------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=not LOCAL)
OTP_TOTP_ISSUER = "Pacta"

# --- After five wrong passwords for one account from one address, a quarter of an hour passes before the next ---------
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "config.sign_in.delay.wait"
AXES_CLIENT_IP_CALLABLE = "config.sign_in.delay.address"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# --- Days are civil dates and moments are UTC: the record has no local time ------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# --- Warnings and errors go to the standard error, and so to whatever runs the process -------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": []},
        "django.request": {"level": "ERROR"},  # somebody's 404 is no news
    },
}

# --- The API: read by anybody, refusals as problem details ------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["config.sign_in.tokens.ByToken"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_THROTTLE_CLASSES": ["config.rate_limits.Courtesy"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "treaties.api.v1.negotiation.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "treaties.api.v1.openapi.ApiSchema",
    "EXCEPTION_HANDLER": "treaties.api.v1.problems.answer_to",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
KNOX_TOKEN_MODEL = "pacta_sign_in.Token"
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "TOKEN_PREFIX": "pacta_", "AUTH_HEADER_PREFIX": "Bearer"}

# --- Pages of other sites may read the API and the data, and nobody's name goes with it; they may not write -----------
CORS_URLS_REGEX = r"^/(api|data)/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "if-none-match", "if-range", "range"]
CORS_EXPOSE_HEADERS = [
    *("ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"),
    *("Pacta-On", "Pacta-Known-At", "Pacta-Head"),
    *("Accept-Ranges", "Content-Length", "Content-Range", "Content-Disposition"),
]

# --- How many requests a minute: a courtesy among users, counted in each process by itself; 0 is no limit -------------
API_READS_PER_MINUTE = env.integer("API_READS_PER_MINUTE", default=600)
API_WRITES_PER_MINUTE = env.integer("API_WRITES_PER_MINUTE", default=120)
PROPOSALS_WAITING = env.integer("PROPOSALS_WAITING", default=500, minimum=1)  # of one account, by any way
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
TAGS = (
    *("pairs", "agreements", "timelines", "status-changes", "differences", "changes", "contradictions", "deadlines"),
    *("what-if", "appeals", "parties", "sources", "search", "about"),
)
SPECTACULAR_SETTINGS = {
    "TITLE": "Pacta",
    "DESCRIPTION": "Which agreements bind two states, on any day, and who asked to end them. Open to anybody to read; "
    "writing needs a token. The guide, with every question in curl and in Python: `/api/v1/guide/`.\n\n"
    f"{in_words(DATA_LICENCE)} The licence below is that of the program.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "DEFAULT_GENERATOR_CLASS": "treaties.api.v1.schema_layout.Generator",
    "POSTPROCESSING_HOOKS": ["treaties.api.v1.schema_layout.share_parameters"],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "A token that is made in the administration."}
        }
    },
    "SERVERS": [{"url": "/", "description": "This server"}],
    "TAGS": [{"name": name} for name in TAGS],
}
