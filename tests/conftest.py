"""What all tests share."""

import uuid

import pytest
from hypothesis import settings as properti

properti.register_profile("zi", derandomize=True, database=None, deadline=None)  # the same cases in every run
properti.load_profile("zi")


class VariabelTakDikenal(str):
    """Makes an undefined template variable an error (DESIGN section 8)."""

    def __mod__(self, nama):
        raise AssertionError(f"variabel templat tidak dikenal: {nama}")

    def __contains__(self, cari):
        return cari == "%s" or super().__contains__(cari)


@pytest.fixture(autouse=True)
def _lingkungan(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "berkas"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CELERY_TASK_ALWAYS_EAGER = True
    templat = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templat, "OPTIONS": {**templat["OPTIONS"], "string_if_invalid": VariabelTakDikenal("%s")}}]
    tembolok = settings.CACHES["default"]
    if "redis" in tembolok["BACKEND"]:  # one server for all tests that run at once
        milik = {"BACKEND": "tests.tembolok.RedisBersama", "KEY_PREFIX": f"uji-{uuid.uuid4()}"}
        settings.CACHES = {"default": {**tembolok, **milik}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file: the shared in-memory database locks whole tables when a second thread reads."""
    from django.conf import settings

    basis = settings.DATABASES["default"]
    if basis["ENGINE"].endswith("sqlite3"):
        basis["TEST"]["NAME"] = str(tmp_path_factory.mktemp("basis") / "uji.sqlite3")
