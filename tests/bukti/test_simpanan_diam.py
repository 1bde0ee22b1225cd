"""The storage does not answer, or the connection to the database breaks, in the middle of things."""

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from tests.bukti.test_kata import pdf_teks
from tests.bukti.test_masukan_buruk import bita_tersimpan
from tests.dunia import bangun
from zi.bukti import services as services_bukti
from zi.bukti.berkas import services_hapus
from zi.bukti.isi.pratinjau import jalur_gambar
from zi.bukti.models import Berkas, BukaBerkas, VersiBerkas
from zi.bukti.services import unggah
from zi.common.galat import GalatDomain

pytestmark = pytest.mark.django_db


class GalatGudang(Exception):
    """As an S3 library raises it: no OSError."""


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


@pytest.fixture
def versi(dunia):
    isi = SimpleUploadedFile("a.pdf", pdf_teks("isi"))
    return unggah(dunia.syarat, isi, oleh=dunia.orang["anggota"]).berkas.versi.get()


def tolak(galat):
    def fungsi(*args, **lain):
        raise galat

    return fungsi


@pytest.mark.parametrize("langkah", ["exists", "_open"])
@pytest.mark.parametrize("galat", [OSError(5, "Input/output error"), TimeoutError(), GalatGudang("503 SlowDown")])
def test_unduhan_dan_gambar_meminta_kembali_nanti(client, dunia, versi, monkeypatch, langkah, galat):
    VersiBerkas.objects.filter(pk=versi.pk).update(pratinjau=1)
    default_storage.save(jalur_gambar(versi, 1), SimpleUploadedFile("1.webp", b"x"))
    monkeypatch.setattr(FileSystemStorage, langkah, tolak(galat))
    client.force_login(dunia.orang["anggota"])
    milik = (("bukti:unduh", [versi.pk]), ("bukti:gambar", [versi.pk, 1]), ("monev:gambar", [dunia.foto_rapat.pk]))
    for alamat in (reverse(nama, args=isi) for nama, isi in milik):
        jawab = client.get(alamat)
        assert jawab.status_code == 503
        assert "Penyimpanan berkas tidak menjawab" in jawab.text
        assert jawab["Retry-After"]
    assert not BukaBerkas.objects.exists(), "yang tidak terkirim bukan pembukaan"


def test_admin_pusat_yang_tidak_dilayani_tidak_tercatat_membuka(client, dunia, versi, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "exists", tolak(GalatGudang()))
    client.force_login(dunia.orang["admin_pusat"])
    jawab = client.post(reverse("bukti:unduh", args=[versi.pk]), {"alasan": "Pemeriksaan tahunan"})
    assert jawab.status_code == 503
    assert not BukaBerkas.objects.exists()


def test_yang_hilang_tetap_404(client, dunia, versi, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "exists", lambda *a: True)
    monkeypatch.setattr(FileSystemStorage, "_open", tolak(FileNotFoundError(2, "tidak ada")))
    client.force_login(dunia.orang["anggota"])
    assert client.get(reverse("bukti:unduh", args=[versi.pk])).status_code == 404


def test_satu_yang_tidak_terhapus_tidak_menahan_yang_lain(
    dunia, versi, settings, monkeypatch, django_capture_on_commit_callbacks
):
    """A storage that refuses one file with an error of its own."""
    default_storage.save(jalur_gambar(versi, 1), SimpleUploadedFile("1.webp", b"x"))
    VersiBerkas.objects.filter(pk=versi.pk).update(pratinjau=1)
    Berkas.objects.filter(pk=versi.berkas_id).update(
        dihapus_pada=timezone.now() - services_hapus.MASA_PULIH, dihapus_oleh=dunia.orang["anggota"]
    )
    asli, gambar = FileSystemStorage.delete, jalur_gambar(versi, 1)

    def hapus(self, nama):
        if nama == str(versi.isi):
            raise GalatGudang
        asli(self, nama)

    monkeypatch.setattr(FileSystemStorage, "delete", hapus)
    with django_capture_on_commit_callbacks(execute=True):
        assert services_hapus.buang_berkas() == 1
    assert not default_storage.exists(gambar)


def test_isi_tinggal_bila_barisnya_mungkin_tercatat(dunia, settings, monkeypatch):
    """The connection breaks at the commit: nobody knows whether the row is there, so its bytes must be."""
    asli = services_bukti._catat

    def putus(*args, **lain):
        asli(*args, **lain)
        raise OperationalError("server closed the connection unexpectedly")

    sebelum = len(bita_tersimpan(settings))
    monkeypatch.setattr(services_bukti, "_catat", putus)
    with pytest.raises(OperationalError):
        unggah(dunia.syarat, SimpleUploadedFile("b.pdf", pdf_teks("lain")), oleh=dunia.orang["anggota"])
    satu = VersiBerkas.objects.get(nama_asli="b.pdf")
    assert default_storage.exists(satu.isi.name)
    assert len(bita_tersimpan(settings)) == sebelum + 1


def test_galat_asli_tidak_tertutup_galat_penyimpanan(dunia, monkeypatch):
    monkeypatch.setattr(services_bukti, "_catat", tolak(GalatDomain("Satu kalimat.")))
    monkeypatch.setattr(FileSystemStorage, "delete", tolak(GalatGudang()))
    with pytest.raises(GalatDomain, match="Satu kalimat"):
        unggah(dunia.syarat, SimpleUploadedFile("b.pdf", pdf_teks("lain")), oleh=dunia.orang["anggota"])


def test_dibuang_selagi_diunggah_lagi(dunia, versi, monkeypatch):
    """The sweep takes a deleted file away just when the same content comes again: no row without its file."""
    isi, asli = pdf_teks("isi"), services_bukti.versi_dengan_isi
    Berkas.objects.filter(pk=versi.berkas_id).update(
        dihapus_pada=timezone.now() - services_hapus.MASA_PULIH, dihapus_oleh=dunia.orang["anggota"]
    )

    def lalu_dibuang(*args):
        satu = asli(*args)
        services_hapus.buang_berkas()
        return satu

    monkeypatch.setattr(services_bukti, "versi_dengan_isi", lalu_dibuang)
    with pytest.raises(GalatDomain, match="Unggah sekali lagi"):
        unggah(dunia.syarat, SimpleUploadedFile("lagi.pdf", isi), oleh=dunia.orang["anggota"])
    assert not Berkas.objects.filter(versi=None, tautan="").exists()
