"""What is frozen stays: the database refuses by ORM, in bulk and by SQL, on both databases."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.pabrik import SatkerFactory
from zi.dokumen.models import Terbitan

pytestmark = pytest.mark.django_db


@pytest.fixture
def terbitan():
    return Terbitan.objects.create(
        satker=SatkerFactory(), seri="uji:1", versi=1, judul="Uji", sha_isi="a" * 64, disahkan_pada=timezone.now()
    )


def ditolak(tulis):
    with pytest.raises(IntegrityError, match="tidak boleh berubah"), transaction.atomic():
        tulis()


def test_medan_beku_ditolak_lewat_semua_jalan(terbitan):
    def simpan():
        terbitan.judul = "Lain"
        terbitan.save()

    def sql():
        with connection.cursor() as kursor:
            kursor.execute("UPDATE dokumen_terbitan SET sha_isi = 'b' WHERE id = %s", [terbitan.pk])

    ditolak(simpan)
    ditolak(lambda: Terbitan.objects.filter(pk=terbitan.pk).update(versi=2))
    ditolak(sql)
    terbitan.refresh_from_db()
    assert (terbitan.judul, terbitan.versi, terbitan.sha_isi) == ("Uji", 1, "a" * 64)


def test_yang_tidak_beku_boleh_berubah(terbitan):
    kini = timezone.now()
    Terbitan.objects.filter(pk=terbitan.pk).update(dicabut_pada=kini)
    assert Terbitan.objects.get().dicabut_pada == kini


def test_beku_setelah_terisi(terbitan):
    isi = {"sha256": "c" * 64, "berkas": "a.pdf", "terbit_pada": timezone.now(), "ukuran": 1, "halaman": 1}
    Terbitan.objects.filter(pk=terbitan.pk).update(**isi)
    ditolak(lambda: Terbitan.objects.filter(pk=terbitan.pk).update(sha256="d" * 64))
    ditolak(lambda: Terbitan.objects.filter(pk=terbitan.pk).update(berkas="b.pdf"))
    assert Terbitan.objects.get().sha256 == "c" * 64
