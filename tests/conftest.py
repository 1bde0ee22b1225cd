"""What all tests share."""

import uuid

import pytest
from django.apps import apps
from django.test import TransactionTestCase
from hypothesis import settings as properti

from zi.common.beku import lepas

properti.register_profile("zi", derandomize=True, database=None, deadline=None)  # the same cases in every run
properti.load_profile("zi")


@pytest.fixture(scope="session", autouse=True)
def _segel_lepas_saat_dibersihkan():
    """A transactional test ends by deleting every row, which SQLite's seals would refuse; they are set again after."""
    asli = TransactionTestCase._fixture_teardown

    def bersihkan(uji):
        for app in apps.get_app_configs():
            lepas(app)
        asli(uji)

    TransactionTestCase._fixture_teardown = bersihkan
    yield
    TransactionTestCase._fixture_teardown = asli


class VariabelTakDikenal(str):
    """Makes an undefined template variable an error (DESIGN section 8)."""

    def __mod__(self, nama):
        raise AssertionError(f"variabel templat tidak dikenal: {nama}")

    def __contains__(self, cari):
        return cari == "%s" or super().__contains__(cari)


@pytest.fixture(scope="session", autouse=True)
def _lingkungan_tetap():
    """What is the same for all tests, set once: changing TEMPLATES throws every compiled template away."""
    from django.conf import settings
    from django.test import override_settings

    templat = settings.TEMPLATES[0]
    pilihan = {**templat["OPTIONS"], "string_if_invalid": VariabelTakDikenal("%s")}
    statis = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        TEMPLATES=[{**templat, "OPTIONS": pilihan}],
        STORAGES={**settings.STORAGES, "staticfiles": statis},
        CELERY_TASK_ALWAYS_EAGER=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _berkas_statis():
    """The live server looks for the app by its plain name, not for our config of it; give it the finders anyway."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    patokan = pytest.MonkeyPatch()
    patokan.setattr("django.test.testcases._StaticFilesHandler", StaticFilesHandler)
    yield
    patokan.undo()


@pytest.fixture(autouse=True)
def _lingkungan(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "berkas"
    if settings.REDIS_URL:  # one server for all tests that run at once
        milik = {"BACKEND": "tests.tembolok.RedisBersama", "KEY_PREFIX": f"uji-{uuid.uuid4()}"}
        settings.CACHES = {**settings.CACHES, "default": {**settings.CACHES["default"], **milik}}


@pytest.fixture(scope="session")
def django_db_use_migrations():
    """PostgreSQL goes through every migration; SQLite takes the tables straight from the models, ten times faster.

    That both give the same is what `makemigrations --check` and the tests that start `manage.py jalan` see to.
    """
    from django.db import connection

    return connection.vendor != "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory, testrun_uid):
    """Every run has databases of its own: two runs on one server do not meet.

    SQLite in a file: the shared in-memory database locks whole tables when a second thread reads.
    """
    from django.conf import settings

    basis = settings.DATABASES["default"]
    if basis["ENGINE"].endswith("sqlite3"):
        basis["TEST"]["NAME"] = str(tmp_path_factory.mktemp("basis") / "uji.sqlite3")
    else:
        basis["TEST"]["NAME"] = f"{basis['TEST']['NAME'] or 'test_zi'}_{testrun_uid[:8]}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What a killed process left open in the test database ends before the database is dropped."""
    from django.db import connection

    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as kursor:
            kursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
