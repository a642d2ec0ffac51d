"""Settings. Everything that differs between places comes from the environment; the defaults run on one machine."""

import os
import sqlite3
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF

env = environ.Env()
BASE = Path(__file__).resolve().parent
# Where the data lie: the database file, the stored documents. Beside the checkout unless told otherwise.
VAR = Path(env.str("GOLDEN_THREAD_VAR", default=str(BASE.parent.parent / "var")))

DEBUG = env.bool("DEBUG", default=False)
# The demonstration authority: made-up children, known passwords, time that may be pretended.
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)
# A key is made on first start and kept in VAR unless one is given (SECRET_KEY or SECRET_KEY_FILE).
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])


def _secret_key() -> str:
    if key := env.str("SECRET_KEY", default=""):
        return key
    file = Path(env.str("SECRET_KEY_FILE", default=str(VAR / "secret-key")))
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        from django.core.management.utils import get_random_secret_key

        with open(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600), "w") as handle:
            handle.write(get_random_secret_key())
    return file.read_text().strip()


SECRET_KEY = _secret_key()
ORIGIN = env.str("ORIGIN", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[ORIGIN])
SECURE = ORIGIN.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_htmx",
    "goldenthread.history",
    "goldenthread.ui",
    "goldenthread.toolkit",
    "goldenthread.people",
    "goldenthread.notices",
    "goldenthread.plans",
    "goldenthread.clocks",
    "goldenthread.samples",
    "goldenthread.screenings",
    "goldenthread.compliance",
    "goldenthread.moderation",
    "goldenthread.desk",
    "goldenthread.reporting",
    "goldenthread.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "goldenthread.ui.plain_addresses.PlainAddressesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "goldenthread.moderation.surviving.WordsSurviveMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.people.acting.ActingMiddleware",
]
ROOT_URLCONF = "goldenthread.urls"
WSGI_APPLICATION = "goldenthread.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.ui.nav.context",
                "goldenthread.moderation.surviving.context",
            ],
            "builtins": ["goldenthread.ui.templatetags.gt"],
        },
    }
]

_sqlite = "sqlite:///" + str(VAR / "golden-thread.sqlite3")
DATABASES = {"default": env.db_url("DATABASE_URL", default=_sqlite)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(parents=True, exist_ok=True)
    # Write-ahead logging lost data in libraries before 3.51.3; the rollback journal is slower and safe.
    journal = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "DELETE"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        # INSERT OR REPLACE deletes a row: with this the triggers of the append-only tables hear of it.
        "PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": env.str("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend")}}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"},
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["goldenthread.people.passwords.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:my_work"
ACCOUNT_ADAPTER = "goldenthread.people.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address: it is sent there and works once
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the session that changed it goes on with a new key; all others end
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {"reset_password": "goldenthread.people.sign_in.ResetPasswordForm"}
PASSWORD_RESET_TIMEOUT = 60 * 60
# Whether a proxy of ours stands in front; None: nobody has said so (people/server.py asks).
BEHIND_PROXY = env.bool("BEHIND_PROXY") if env.str("BEHIND_PROXY", default="") else None
# How many of them, each adding an address to X-Forwarded-For. None: the header is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if BEHIND_PROXY else 0)
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Tries at a password are counted in people/guessing.py: a limit that is the same for all lets one shut out others.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "20/m/ip,10/15m/key",  # codes of the second factor, which only who has the password is asked for
    "reset_password": "20/m/ip,5/m/key",
}
MFA_ADAPTER = "goldenthread.people.sign_in.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Golden Thread"

SESSION_COOKIE_AGE = env.int("SESSION_SECONDS", default=30 * 60)
# Whoever works goes on being signed in. The session is not written at every request, only when it is older than this.
SESSION_TOUCH_SECONDS = max(1, SESSION_COOKIE_AGE // 30)
SESSION_LONGEST_SECONDS = env.int("SESSION_LONGEST_SECONDS", default=12 * 3600)
SESSION_COOKIE_HTTPONLY = True
# A message may name somebody: it waits on the server, never in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "goldenthread.moderation.surviving.csrf_failure"
PAGE_COOKIE_NAME = "page"  # tells the browser of a page that takes words: goldenthread.moderation.surviving
if SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, PAGE_COOKIE_NAME = "__Host-session", "__Host-csrf", "__Host-page"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # Where nothing stands in front, anybody could send this header.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY is not False else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR / "static")))
# Hashed and compressed files need `collectstatic` first; tests and a fresh checkout serve them as they are.
_collected = (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR / "documents",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "goldenthread.ui.storage.FingerprintedStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _collected
# A month's drafts in one go; each is read apart and has a limit of its own.
DATA_UPLOAD_MAX_NUMBER_FILES = 500
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# Mail holds links that let people in, so it is never written to a log: without a mail server it waits. The
# demonstration, where everybody's password is known, shows it in the worker's output.
EMAIL_URL = env.str("EMAIL_URL", default="") or "consolemail://"
EMAIL_CONFIG = env.email_url_config(EMAIL_URL)
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith("console.EmailBackend") and not DEMONSTRATION:
    EMAIL_CONFIG["EMAIL_BACKEND"] = "goldenthread.people.server.EmailBackend"
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    # The reader of the address drops the first slash: filemail:///var/mail is the folder /var/mail.
    EMAIL_CONFIG["EMAIL_FILE_PATH"] = f"/{EMAIL_CONFIG['EMAIL_FILE_PATH']}"
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="golden-thread@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Logs carry ids, paths and durations, never content: no request bodies, no local variables of a traceback.
DEFAULT_EXCEPTION_REPORTER = "goldenthread.history.quiet_errors.QuietReporter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "goldenthread.history.quiet_errors.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
