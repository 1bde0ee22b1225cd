"""Receiving a file on a full disk: the kernel's own refusal (/dev/full), one clear sentence, the other files kept."""

import errno
import hashlib
import os
import tempfile
from io import BufferedRandom, FileIO

import pytest
from django.core.files import uploadedfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.bukti.test_kata import pdf_teks
from tests.dunia import bangun
from zi.bukti.models import VersiBerkas
from zi.common.galat import GalatDomain
from zi.common.penerima import TidakDiterima
from zi.common.tasks import sapu_sementara

pytestmark = pytest.mark.django_db
KALIMAT = "belum diterima: penyimpanan sementara di server penuh. Beri tahu admin."
asli = tempfile.NamedTemporaryFile


def tolak():
    raise OSError(errno.ENOSPC, "No space left on device")


def tanpa_ruang(penyangga):
    """Python's buffer lets the first bytes pass, so that the refusal comes when the file is complete."""
    return lambda: FileIO("/dev/full", "w+") if not penyangga else BufferedRandom(FileIO("/dev/full", "w+"))


CARA = {"saat dibuat": tolak, "saat ditulis": tanpa_ruang(False), "saat selesai": tanpa_ruang(True)}


@pytest.fixture(params=CARA)
def penuh(request, monkeypatch):
    """Room for text files only."""

    def buat(suffix="", **lain):
        return asli(suffix=suffix, **lain) if suffix.endswith(".txt") else CARA[request.param]()

    monkeypatch.setattr(uploadedfile.tempfile, "NamedTemporaryFile", buat)


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


def kirim(client, nama, data, *args, **lain):
    return client.post(reverse(nama, args=args), data, follow=True, **lain)


def test_bukti_satu_kalimat_yang_lain_tersimpan(client, dunia, penuh, settings, monkeypatch):
    """The file before and the one after the refused one arrive whole."""
    diterima = []

    def catat(syarat, satu, *, oleh, **lain):
        diterima.append((satu.name, satu.size, satu.read()))
        raise GalatDomain(f"“{satu.name}” sampai")

    monkeypatch.setattr("zi.bukti.views_unggah.unggah", catat)
    client.force_login(dunia.orang["anggota"])
    isi = [SimpleUploadedFile(n, n.encode() * 99_999) for n in ("a.txt", "b.pdf", "c.txt")]
    jawab = kirim(client, "bukti:syarat", {"berkas": isi}, dunia.syarat.pk)
    assert jawab.status_code == 200
    assert f"“b.pdf” {KALIMAT}" in jawab.text
    assert diterima == [(n, len(n) * 99_999, n.encode() * 99_999) for n in ("a.txt", "c.txt")]


def test_bukti_tidak_tersisa(client, dunia, penuh, settings):
    ada = list(settings.MEDIA_ROOT.rglob("*.*"))
    client.force_login(dunia.orang["anggota"])
    jawab = kirim(client, "bukti:syarat", {"berkas": SimpleUploadedFile("b.pdf", b"%PDF-1.7 " * 9)}, dunia.syarat.pk)
    assert f"“b.pdf” {KALIMAT}" in jawab.text
    assert VersiBerkas.objects.get() == dunia.versi_berkas
    assert list(settings.MEDIA_ROOT.rglob("*.*")) == ada


def test_keaslian_tidak_menjawab_salah(client, dunia, penuh):
    """A copy that was not received is neither genuine nor forged."""
    jawab = kirim(client, "dokumen:keaslian", {"berkas": SimpleUploadedFile("b.pdf", b"%PDF")}, dunia.terbitan.kode)
    assert KALIMAT in jawab.text
    assert not jawab.redirect_chain or "sha256" not in jawab.redirect_chain[-1][0]


def test_impor_satu_kalimat(client, dunia, penuh):
    client.force_login(dunia.orang["ketua_tim"])
    data = {"satker": dunia.satker.pk, "tahun": 2024, "berkas": SimpleUploadedFile("b.xlsx", b"PK")}
    assert KALIMAT in kirim(client, "impor:unggah", data).text


def test_tidak_ada_jalan_ke_isinya():
    with pytest.raises(GalatDomain, match=r"“b\.pdf” belum diterima"):
        assert TidakDiterima("b.pdf").size


def test_dihitung_sekali_sambil_diterima(client, dunia, monkeypatch):
    """Whoever asks for the SHA-256 of a file that came in gets the one counted on the way."""
    isi = pdf_teks("dihitung sekali")
    monkeypatch.setattr("zi.common.unggahan.hashlib", None)
    client.force_login(dunia.orang["anggota"])
    kirim(client, "bukti:syarat", {"berkas": SimpleUploadedFile("b.pdf", isi)}, dunia.syarat.pk)
    satu = VersiBerkas.objects.get(nama_asli="b.pdf")
    assert satu.sha256 == satu.sha256_terima == hashlib.sha256(isi).hexdigest()


def test_sisa_proses_yang_mati_disapu_yang_masih_dipakai_tidak(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    lama, baru = tmp_path / "lama.upload.pdf", tmp_path / "baru.upload.pdf"
    for satu in (lama, baru):
        satu.write_bytes(b"x")
    os.utime(lama, (1, 1))
    assert sapu_sementara() == 1
    assert list(tmp_path.iterdir()) == [baru]
