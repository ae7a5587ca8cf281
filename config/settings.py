"""Settings: one file, typed readers, environment variables only. What is missing or wrong fails loudly at start."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from config.files import LINK_SECONDS, origin, storages
from config.packages import packages_url

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Tesseract's own threads cost three times the CPU for the same text; its processes inherit this.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

HOME = Path(env.str("KWIT_HOME", default=str(BASE_DIR / "var")))
"""Where the embedded database, files and mail are kept."""

DEBUG = env.bool("DEBUG", default=False)
TESTING = env.bool("KWIT_TESTING", default=False)
EMBEDDED = not env.str("DATABASE_URL", default="")


def _secret(name: str) -> str:
    """The secret from the environment, or, embedded, from a file made once and readable by nobody else."""
    if value := env.str(name, default=""):
        return str(value)
    kept = HOME / f"{name.lower()}.txt"
    if kept.exists():
        return kept.read_text().strip()
    if not EMBEDDED:
        raise ImproperlyConfigured(f"Set {name}: at least 50 random characters.")
    HOME.mkdir(parents=True, exist_ok=True)
    value = os.urandom(48).hex()
    with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(value)
    return value


SECRET_KEY = _secret("SECRET_KEY")
CODE_KEY = _secret("CODE_KEY")
"""Keys the digests of on-pack codes; kept apart from the database, whose copy alone opens no code."""
BADGE_KEY = env.str("BADGE_KEY", default="")
BADGE_KEY_FILE = HOME / "badge_key.pem" if EMBEDDED or TESTING else None
"""Signs certificates as badges: an RSA key as PEM, also in base64; on one machine one is made and kept in the file."""

SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])
PACKAGES_URL = packages_url(env.str("PACKAGES_URL", default=""), site=SITE_URL)
"""Where packages of other authoring tools run: another host, where nobody is signed in; empty if there is none."""
if PACKAGES_URL and "*" not in ALLOWED_HOSTS:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, urlsplit(PACKAGES_URL).hostname]

INSTALLED_APPS = [
    "config.apps.KwitAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "common",
    "jobs",
    "programs",
    "participants",
    "distributors",
    "ledger",
    "campaigns",
    "claims",
    "verification",
    "elearning",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.packages_host.PackagesHost",
    "config.content_policy.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "participants.signed_in.SignedIn",
    "config.language.ReadersLanguage",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.program",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    if not EMBEDDED:
        known = dict(env.db_url("DATABASE_URL")) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        return known | {"ENGINE": known["ENGINE"].replace("django.db.backends.postgresql", "common.postgresql")}
    HOME.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "kwit.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            # A writer takes its lock at BEGIN, so two writers wait in turn instead of failing at the upgrade.
            "transaction_mode": "IMMEDIATE",
            # A ledger must survive a power cut: NORMAL may lose the last commits.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        },
        # Tests have a home of their own, where real processes must find the same database.
        "TEST": {"NAME": HOME / "kwit.sqlite3"},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Jobs -----------------------------------------------------------------------------------------------------------

BROKER_URL = env.str("BROKER_URL", default="memory://localhost")
CELERY_BROKER_URL = BROKER_URL
JOBS_EMBEDDED = BROKER_URL.startswith("memory://")
"""One worker, and the broker inside it: the dispatcher is how it hears of jobs, so it looks often."""
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {"polling_interval": 0.02}
    if JOBS_EMBEDDED
    # Without max_retries a web process would wait six seconds for a broker that is away.
    else {"visibility_timeout": 3600, "socket_timeout": 5, "socket_connect_timeout": 2, "max_retries": 0}
)
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Its queue belongs to one worker per host: a second one there, or a successor of one not yet missed, would not start.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TASK_DEFAULT_QUEUE = env.str("JOB_QUEUE", default="kwit")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
JOB_DISPATCH_SECONDS = env.float("JOB_DISPATCH_SECONDS", default=0.1 if JOBS_EMBEDDED else 5.0)
JOB_LEASE_SECONDS = env.float("JOB_LEASE_SECONDS", default=30.0)

# --- Files ----------------------------------------------------------------------------------------------------------

FILES_URL = env.str("FILES_URL", default="")
STORAGES = storages(FILES_URL, home=HOME, manifest=not (DEBUG or TESTING))
FILES_LINKS = bool(FILES_URL) and env.bool("FILES_LINKS", default=True)
"""Browsers fetch files from the store itself, by links that are good for FILES_LINK_SECONDS."""
STORE, FILES_LINK_SECONDS = [origin(FILES_URL)] if FILES_LINKS else [], LINK_SECONDS
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = HOME / "static"
# Fonts for printed documents never reach a browser, and packing them would take most of the first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")
WHITENOISE_USE_FINDERS = DEBUG or TESTING
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=25_000_000)
OCR_ENGINES = env.list("OCR_ENGINES", default=[])
"""Names of engines, leading one first; empty leaves the choice to extraction."""
OCR_LANGUAGES = env.str("OCR_LANGUAGES", default="")
"""Languages as Tesseract names them ("pol+eng"); empty takes those of each program."""
READING_CORES = env.int("READING_CORES", default=0)
"""How many cores one worker keeps busy, shared by all that it reads at one time; 0 leaves the choice to extraction."""

# --- People ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "participants.User"
SESSION_ENGINE = "participants.sessions"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    # Slow hashing protects real passwords; in tests it only costs minutes.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "/accounts/login/?signed-out"  # where what phones keep of courses is taken away
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "participants.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "participants.forms.SignupForm"}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail://") if env.str("EMAIL_URL", default="") else None
if EMAIL_CONFIG:
    vars().update(EMAIL_CONFIG)
else:
    EMAIL_BACKEND = "common.mail.KeptMailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Kwit <kwit@example.org>")
MAIL_DIR = HOME / "mail"

KEEPING_DAYS = {
    term: int(days) for term, _sign, days in (one.partition("=") for one in env.list("KEEPING_DAYS", default=[]))
}
"""Own keeping times of personal data in days, by the names in docs/personal-data.md: `evidence=400,wrong-codes=14`."""

# --- Learning records -------------------------------------------------------------------------------------------------

LRS_URL, LRS_PLAIN = env.str("LRS_URL", default=""), env.bool("LRS_PLAIN", default=False)
LRS_KEY, LRS_SECRET = env.str("LRS_KEY", default=""), env.str("LRS_SECRET", default="")
LRS_PROGRAMS = env.list("LRS_PROGRAMS", default=[])
"""The xAPI endpoint of an outside record store, up to `/statements`, for programs of these short names, or for all."""

# --- Languages ------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("pl", _("Polish"))]
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Warsaw")
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- Security -------------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:
    # No other host of the same domain can set a cookie of such a name; the packages' host may be one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *STORE],
        "media-src": [SELF, "blob:", *STORE],
        "connect-src": [SELF],
        "frame-src": [PACKAGES_URL or NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING" if TESTING else "INFO")},
}
