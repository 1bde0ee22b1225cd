"""The workflow engine on a small table of its own, over a real model."""

import pytest
from django.utils import timezone

from tests.pabrik import PenggunaFactory, RencanaFactory
from zi.common.galat import GalatDomain, TidakBerhak
from zi.common.verdict import YA, tidak
from zi.common.workflow import Alur, Langkah, riwayat
from zi.rencana.models import RencanaKerja

pytestmark = pytest.mark.django_db


def boleh(oleh, objek):
    return YA if oleh.nama != "Tamu" else tidak("Hanya anggota tim.")


ALUR = Alur(
    "uji",
    (
        Langkah("kembalikan", "Kembalikan", ("draf",), "dikembalikan", boleh, "tim", wajib_catatan=True),
        Langkah("buka", "Buka lagi", ("dikembalikan",), "draf", boleh, "tim"),
    ),
    {"draf": "Draf", "dikembalikan": "Dikembalikan"},
)


@pytest.fixture
def orang():
    return PenggunaFactory()


@pytest.fixture
def rencana():
    return RencanaFactory(status="draf")


def kembalikan(rencana, oleh, catatan="Lengkapi bukti."):
    pengaju = {"diajukan_oleh": oleh, "diajukan_pada": timezone.now()}
    return ALUR.jalankan(rencana, "kembalikan", oleh=oleh, catatan=catatan, **pengaju)


def test_langkah_mengubah_status_versi_dan_mencatat(rencana, orang):
    versi = rencana.versi
    assert kembalikan(rencana, orang, "  Lengkapi bukti.  ") is True
    assert (rencana.status, rencana.versi) == ("dikembalikan", versi + 1)
    catatan = riwayat(rencana).get()
    assert (catatan.aksi, catatan.dari, catatan.ke, catatan.oleh, catatan.catatan) == (
        "kembalikan",
        "draf",
        "dikembalikan",
        orang,
        "Lengkapi bukti.",
    )


def test_dua_kali_oleh_orang_yang_sama_sama_dengan_sekali(rencana, orang):
    kembalikan(rencana, orang)
    assert kembalikan(rencana, orang) is False
    assert riwayat(rencana).count() == 1


def test_orang_lain_sesudahnya_ditolak_dengan_status(rencana, orang):
    kembalikan(rencana, orang)
    with pytest.raises(TidakBerhak, match="statusnya “Dikembalikan”"):
        kembalikan(rencana, PenggunaFactory())


def test_catatan_wajib(rencana, orang):
    with pytest.raises(GalatDomain, match="Tulis catatannya dulu"):
        kembalikan(rencana, orang, "   ")
    rencana.refresh_from_db()
    assert rencana.status == "draf"


def test_yang_tidak_berhak_ditolak_dengan_alasan(rencana):
    with pytest.raises(TidakBerhak, match="Hanya anggota tim"):
        kembalikan(rencana, PenggunaFactory(nama="Tamu"))
    assert not riwayat(rencana).exists()


def test_salinan_lama_membaca_keadaan_terbaru(rencana, orang):
    lama = RencanaKerja.objects.get(pk=rencana.pk)
    kembalikan(rencana, orang)
    assert ALUR.jalankan(lama, "buka", oleh=orang, diajukan_oleh=None, diajukan_pada=None) is True
    assert [c.aksi for c in riwayat(rencana)] == ["kembalikan", "buka"]


def test_berubah_di_antara_baca_dan_tulis_ditolak(rencana, orang, monkeypatch):
    asli = Alur.periksa

    def sela(alur, objek, aksi, oleh):
        RencanaKerja.objects.filter(pk=objek.pk).update(versi=objek.versi + 1)
        return asli(alur, objek, aksi, oleh)

    monkeypatch.setattr(Alur, "periksa", sela)
    with pytest.raises(GalatDomain, match="Baru saja diubah oleh orang lain"):
        kembalikan(rencana, orang)
    assert not riwayat(rencana).exists()


def test_tombol_dengan_alasan(rencana):
    (tombol,) = ALUR.tombol(rencana, PenggunaFactory(nama="Tamu"))
    assert (tombol.langkah.aksi, tombol.verdict.ok, tombol.verdict.alasan) == (
        "kembalikan",
        False,
        "Hanya anggota tim.",
    )
