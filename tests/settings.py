"""The settings of the tests: a throw-away PostgreSQL (or SQLite where TEST_DATABASE says so), a folder of its own."""

import atexit
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="golden-thread-tests-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["GOLDEN_THREAD_VAR"] = _var
os.environ["SECRET_KEY"] = "for the tests alone"
if os.environ.get("TEST_DATABASE") == "sqlite":
    os.environ.pop("DATABASE_URL", None)
elif "TEST_DATABASE_URL" not in os.environ:
    from tests.postgres import throw_away_server

    # Workers that pytest starts inherit the address and share the server.
    os.environ["TEST_DATABASE_URL"] = throw_away_server()
if "TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from goldenthread.settings import *  # noqa: E402, F403

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = True
