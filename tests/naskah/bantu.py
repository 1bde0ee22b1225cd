"""Small helpers of the tests of rows."""

from bs4 import BeautifulSoup
from django.urls import reverse

HTMX = {"HX-Request": "true"}


def sup(jawab):
    return BeautifulSoup(jawab.content, "html.parser")


def alamat(nama, objek):
    return reverse(f"naskah:{nama}", args=[objek.pk])


def segarkan(*objek):
    for satu in objek:
        satu.refresh_from_db()


def urut(daftar):
    return [str(x) for x in daftar.hidup().order_by("urutan", "pk")]
