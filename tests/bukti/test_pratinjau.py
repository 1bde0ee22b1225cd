"""Pictures of a file: made by a job with limits, shown only to who may open the file."""

import datetime
import io
import json
import re
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from tests.dunia import bangun
from zi.bukti.berkas.services_pratinjau import kerjakan_pratinjau, pesan_pratinjau
from zi.bukti.isi.pratinjau import RUMIT, RUSAK, buat, jalur_gambar
from zi.bukti.models import Berkas, VersiBerkas
from zi.common import services
from zi.common.galat import GalatDomain
from zi.common.models import Pekerjaan

pytestmark = pytest.mark.django_db
PDF, JPG = "application/pdf", "image/jpeg"


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


def pdf(halaman: int = 1, ukuran: tuple[float, float] = (595, 842)) -> bytes:
    tulis, keluar = PdfWriter(), io.BytesIO()
    for _ in range(halaman):
        tulis.add_blank_page(*ukuran)
    tulis.write(keluar)
    return keluar.getvalue()


def foto(ukuran=(3000, 2000), putar: int = 0, gps: bool = False) -> bytes:
    gambar, keluar, exif = Image.new("RGB", ukuran, "white"), io.BytesIO(), Image.Exif()
    if putar:
        exif[0x0112] = putar
    if gps:
        exif.get_ifd(0x8825)[1] = "S"
    gambar.save(keluar, "JPEG", exif=exif)
    return keluar.getvalue()


def versi(dunia, isi: bytes, tipe: str = PDF, **lain) -> VersiBerkas:
    """A stored file without the checks of an upload, so that it can be anything."""
    ketua = dunia.orang["ketua_tim"]
    berkas = Berkas.objects.create(satker=dunia.satker, judul="Berkas", diunggah_oleh=ketua)
    sidik = f"{berkas.pk:064d}"
    satu = VersiBerkas(
        berkas=berkas,
        satker=dunia.satker,
        nama_asli="berkas",
        tipe=tipe,
        ukuran=len(isi) or 1,
        sha256=sidik,
        sha256_terima=sidik,
        diunggah_oleh=ketua,
        **lain,
    )
    satu.isi.save("isi.bin", ContentFile(isi))
    return satu


def gambar(satu: VersiBerkas, nomor: int = 1) -> Image.Image:
    with default_storage.open(jalur_gambar(satu, nomor)) as isi:
        return Image.open(io.BytesIO(isi.read()))


def jalan(satu: VersiBerkas, **nilai) -> Pekerjaan:
    """Put the job and run it as the sweep would."""
    pekerjaan = pesan_pratinjau(satu, oleh=None)
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(**nilai)
    services.kerjakan(pekerjaan.pk)
    pekerjaan.refresh_from_db()
    satu.refresh_from_db()
    return pekerjaan


def test_halaman_pdf_menjadi_gambar(dunia):
    satu = versi(dunia, pdf(3))
    assert jalan(satu).hasil == {"gambar": 3, "halaman": 3}
    assert (satu.pratinjau, satu.halaman) == (3, 3)
    halaman = gambar(satu, 3)
    assert (halaman.format, halaman.width) == ("WEBP", 1200)
    assert pesan_pratinjau(satu, oleh=None) is None


def test_hanya_dua_puluh_halaman_pertama(dunia):
    satu = versi(dunia, pdf(23, (60, 80)))
    jalan(satu)
    assert (satu.pratinjau, satu.halaman) == (20, 23)
    assert not default_storage.exists(jalur_gambar(satu, 21))


def test_foto_dikecilkan_ditegakkan_tanpa_data_kamera(dunia):
    satu = versi(dunia, foto(putar=6, gps=True), JPG)
    jalan(satu)
    hasil = gambar(satu)
    assert (hasil.size, dict(hasil.getexif())) == ((800, 1200), {})


def test_foto_kecil_tidak_dibesarkan(dunia):
    satu = versi(dunia, foto((40, 30)), JPG)
    jalan(satu)
    assert gambar(satu).size == (40, 30)


@pytest.mark.parametrize("ukuran", [(14400, 10), (10, 14400), (14400, 14400)])
def test_halaman_berukuran_aneh_tetap_kecil(dunia, ukuran):
    satu = versi(dunia, pdf(1, ukuran))
    jalan(satu)
    hasil = gambar(satu)
    assert hasil.width <= 1200
    assert hasil.width * hasil.height <= 6_100_000


@pytest.mark.parametrize(
    ("isi", "tipe"),
    [(b"", PDF), (b"%PDF-1.7 rusak", PDF), (pdf()[:200], PDF), (b"\xff\xd8\xff rusak", JPG), (foto()[:50], JPG)],
)
def test_yang_rusak_satu_kalimat_tanpa_ulang(dunia, isi, tipe):
    satu = versi(dunia, isi, tipe)
    pekerjaan = jalan(satu)
    assert (pekerjaan.status, pekerjaan.hasil, satu.pratinjau) == ("selesai", {"galat": RUSAK}, 0)


def pdf_berat() -> bytes:
    """One page that is drawn for minutes: 4 million lines in a few kilobytes."""
    tulis, keluar = PdfWriter(), io.BytesIO()
    isi = StreamObject()
    isi.set_data(b"10 w 0 0 m 595 842 l 595 0 m 0 842 l S\n" * 2_000_000)
    tulis.add_blank_page(595, 842)[NameObject("/Contents")] = tulis._add_object(isi.flate_encode())
    tulis.write(keluar)
    return keluar.getvalue()


def test_batas_waktu_satu_kalimat(dunia):
    mulai = time.monotonic()
    with pytest.raises(GalatDomain, match=re.escape(RUMIT)):
        buat(versi(dunia, pdf_berat()), detik=2)
    assert time.monotonic() - mulai < 10


def test_batas_memori_satu_kalimat(dunia):
    with pytest.raises(GalatDomain, match=re.escape(RUMIT)):
        buat(versi(dunia, pdf()), memori_mb=60)


def test_yang_sempat_jadi_dipakai(dunia, monkeypatch, tmp_path):
    """The child is stopped in the middle: what it reported complete is there, and nothing else."""
    anak = tmp_path / "anak.py"
    anak.write_text(
        "import json, os, pathlib, signal, sys\n"
        "folder = pathlib.Path(sys.argv[2])\n"
        "(folder / '1.webp').write_bytes(b'satu')\n"
        "print(json.dumps({'gambar': 1, 'halaman': 9}), flush=True)\n"
        "(folder / '2.webp').write_bytes(b'set')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    monkeypatch.setattr("zi.bukti.isi.pratinjau.ANAK", anak)
    satu = versi(dunia, pdf(9))
    assert jalan(satu).hasil == {"gambar": 1, "halaman": 9}
    assert not default_storage.exists(jalur_gambar(satu, 2))


def test_galat_kita_sendiri_diulang_bukan_dianggap_rusak(dunia, monkeypatch, tmp_path):
    anak = tmp_path / "anak.py"
    anak.write_text("raise ImportError('tidak terpasang')\n")
    monkeypatch.setattr("zi.bukti.isi.pratinjau.ANAK", anak)
    pekerjaan = jalan(versi(dunia, pdf()))
    assert (pekerjaan.status, pekerjaan.percobaan) == ("menunggu", 1)
    assert "tidak terpasang" in pekerjaan.pesan


def test_pekerja_yang_mati_digantikan(dunia):
    """A worker died in the middle and left half of its pictures: the next one writes over them."""
    satu = versi(dunia, pdf(2))
    default_storage.save(jalur_gambar(satu, 1), ContentFile(b"setengah"))
    lewat = timezone.now() - datetime.timedelta(seconds=1)
    pekerjaan = jalan(satu, status="berjalan", percobaan=1, sewa_sampai=lewat)
    assert (pekerjaan.status, pekerjaan.percobaan, satu.pratinjau) == ("selesai", 2, 2)
    assert gambar(satu).format == "WEBP"
    assert len(list(Path(default_storage.path(jalur_gambar(satu, 1))).parent.iterdir())) == 2


@pytest.mark.parametrize(
    ("tipe", "lain"),
    [("application/vnd.openxmlformats-officedocument.wordprocessingml.document", {}), (PDF, {"pindai": "terjangkit"})],
)
def test_tanpa_pratinjau(dunia, tipe, lain):
    assert pesan_pratinjau(versi(dunia, pdf(), tipe, **lain), oleh=None) is None
    assert not Pekerjaan.objects.filter(jenis="pratinjau_berkas").exists()


def test_yang_hilang_atau_dihapus_satu_kalimat(dunia):
    hilang, dihapus = versi(dunia, pdf()), versi(dunia, pdf(2))
    hilang.isi.storage.delete(hilang.isi.name)
    Berkas.objects.filter(pk=dihapus.berkas_id).update(dihapus_pada=timezone.now())
    assert jalan(hilang).hasil == {"galat": RUSAK}
    assert "dihapus" in json.dumps(kerjakan_pratinjau(pesan_pratinjau(dihapus, oleh=None)))
