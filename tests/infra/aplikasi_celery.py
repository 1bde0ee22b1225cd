"""zi's Celery application with one more kind of job, for the tests of a real worker."""

from django.conf import settings

from zi.celery import app

settings.PELAKSANA_PEKERJAAN = {**settings.PELAKSANA_PEKERJAAN, "uji": "tests.infra.aplikasi_celery.tambah_satu"}


def tambah_satu(pekerjaan):
    return {"n": pekerjaan.data["n"] + 1}


__all__ = ["app", "tambah_satu"]
