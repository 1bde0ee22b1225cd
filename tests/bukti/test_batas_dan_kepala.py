"""Sizes at the very limit, odd names on their way in and out, and the log of what was opened."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.bukti.test_berkas import WORD
from tests.bukti.test_kata import pdf_teks
from tests.dunia import bangun
from zi.bukti.models import BukaBerkas, VersiBerkas
from zi.bukti.services import unggah

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


def dokumen(ukuran: int) -> bytes:
    """A document of exactly this size."""

    def buat(isi: int) -> bytes:
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w") as arsip:
            daftar = f'<Override PartName="/word/document.xml" ContentType="{WORD}"/>'
            arsip.writestr("[Content_Types].xml", f"<Types>{daftar}</Types>")
            arsip.writestr("word/document.xml", "<x/>")
            arsip.writestr("word/media/besar.bin", bytes(isi))
        return keluar.getvalue()

    return buat(ukuran - len(buat(0)))


@pytest.mark.parametrize(("lebih", "kata"), [(0, "tersimpan."), (1, "lebih besar dari 1 MB.")])
def test_tepat_di_batas(client, dunia, settings, lebih, kata):
    settings.BATAS_UNGGAH_MB = 1
    client.force_login(dunia.orang["anggota"])
    isi = dokumen(MB + lebih)
    assert len(isi) == MB + lebih
    jawab = client.post(dunia.syarat.get_absolute_url(), {"berkas": [SimpleUploadedFile("a.docx", isi)]}, follow=True)
    assert f"“a.docx” {kata}" in jawab.text


NAMA = {
    "Undangan “rapat” é.pdf": "filename*=utf-8''Undangan%20%E2%80%9Crapat%E2%80%9D%20%C3%A9.pdf",
    'SK "Tim"; x=1.pdf': 'filename="SK \\"Tim\\"; x=1.pdf"',
    "CON.pdf": 'filename="CON.pdf"',
    "a\r\nSet-Cookie: x=1.pdf": 'filename="aSet-Cookie: x=1.pdf"',
}


@pytest.mark.parametrize("nama", NAMA)
def test_nama_aneh_di_kepala_unduhan(client, dunia, settings, nama):
    anggota = dunia.orang["anggota"]
    berkas = SimpleUploadedFile("x.pdf", pdf_teks("isi"))
    berkas._name = nama  # past Django's own cleaning
    versi = unggah(dunia.syarat, berkas, oleh=anggota).berkas.versi.get()
    client.force_login(anggota)
    for settings.X_ACCEL in (False, True):
        jawab = client.get(reverse("bukti:unduh", args=[versi.pk]))
        assert jawab["Content-Disposition"] == f"attachment; {NAMA[nama]}"
        assert jawab["X-Content-Type-Options"] == "nosniff"
        assert jawab["Content-Type"] == "application/pdf"
        assert jawab["Cache-Control"] == "private, no-store"
        assert settings.X_ACCEL or b"".join(jawab.streaming_content)


def test_satu_pembukaan_satu_catatan(client, dunia, settings):
    anggota = dunia.orang["anggota"]
    versi = unggah(dunia.syarat, SimpleUploadedFile("x.pdf", pdf_teks("isi")), oleh=anggota).berkas.versi.get()
    alamat = reverse("bukti:unduh", args=[versi.pk])
    client.force_login(dunia.orang["koordinator"])
    settings.X_ACCEL = True
    assert client.head(alamat).status_code == 200
    assert not BukaBerkas.objects.exists()
    settings.X_ACCEL = False
    jawab = client.get(alamat, headers={"Range": "bytes=0-9"})
    assert jawab.status_code in {200, 206}
    assert b"".join(jawab.streaming_content)[:5] == b"%PDF-"
    assert [(b.oleh, b.versi) for b in BukaBerkas.objects.all()] == [(dunia.orang["koordinator"], versi)]


def test_sidik_yang_diterima_dan_yang_disimpan(dunia):
    """Of a photo that lost its place both are kept; of anything else they are one."""
    import hashlib

    from tests.bukti.test_unggah_aman import foto

    anggota, gambar, surat = dunia.orang["anggota"], foto(), pdf_teks("isi")
    for nama, isi, sama in (("a.jpg", gambar, False), ("b.pdf", surat, True)):
        versi: VersiBerkas = unggah(dunia.syarat, SimpleUploadedFile(nama, isi), oleh=anggota).berkas.versi.get()
        with versi.isi.open("rb") as tersimpan:
            simpan = tersimpan.read()
        assert versi.sha256_terima == hashlib.sha256(isi).hexdigest()
        assert (versi.sha256, versi.ukuran) == (hashlib.sha256(simpan).hexdigest(), len(simpan))
        assert (simpan == isi) == sama
