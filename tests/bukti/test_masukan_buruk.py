"""Every bad input and every fault of an upload, a line each, through the page that people use: one clear sentence, no
row without its file, nothing half stored, nothing stored before harmed. Details stand in test_unggah_aman.py (what a
file really is), tests/common/test_penerima.py (receiving) and tests/bench/test_bench_unggah.py (gunicorn).
"""

import io
import os
import signal
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections
from django.urls import reverse
from PIL import Image

from tests.bukti.test_berkas import pdf, png
from tests.bukti.test_kata import pdf_teks
from tests.bukti.test_unggah_aman import bom, foto, png_kosong
from tests.dunia import bangun
from zi.bukti import services as services_berkas
from zi.bukti.berkas.services_hapus import hapus_berkas
from zi.bukti.isi.pratinjau import jalur_gambar
from zi.bukti.models import Berkas, PemenuhanBukti, VersiBerkas
from zi.bukti.services import unggah
from zi.common import penerima

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
BATAS = "batas-antara-medan-formulir"


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


@pytest.fixture
def anggota(dunia):
    return dunia.orang["anggota"]


@pytest.fixture
def halaman(client, dunia, anggota):
    """Send files with the form of the page; returns the page that follows."""
    client.force_login(anggota)

    def kirim(*berkas):
        return client.post(reverse("bukti:syarat", args=[dunia.syarat.pk]), {"berkas": list(berkas)}, follow=True)

    return kirim


def bita_tersimpan(settings) -> dict[str, bytes]:
    """What lies in the storage, pictures apart."""
    bukti = Path(settings.MEDIA_ROOT, "bukti")
    return {str(x): x.read_bytes() for x in bukti.rglob("*") if x.is_file()}


def jpeg_besar(lebar: int, tinggi: int) -> bytes:
    """A small photo whose header says that it is this large."""
    isi = bytearray(foto(exif=False))
    letak = isi.find(b"\xff\xc0")
    isi[letak + 5 : letak + 9] = tinggi.to_bytes(2, "big") + lebar.to_bytes(2, "big")
    return bytes(isi)


BURUK = {
    "0 bita": (lambda: b"", "surat.pdf", "“surat.pdf” kosong (0 bita)."),
    "51 MB": (lambda: b"%PDF-1.7" + bytes(MB), "surat.pdf", "“surat.pdf” lebih besar dari 1 MB."),
    "exe berganti nama": (lambda: b"MZ\x90\x00" + bytes(900), "surat.pdf", "“surat.pdf” bukan PDF, JPG"),
    "HTML dalam SVG": (lambda: b"<svg><script>alert(1)</script></svg>", "foto.svg", "“foto.svg” bukan PDF, JPG"),
    "SVG bernama PNG": (lambda: b"<svg><script>alert(1)</script></svg>", "foto.png", "“foto.png” bukan PDF, JPG"),
    "PDF berkata sandi": (lambda: pdf("rahasia"), "surat.pdf", "“surat.pdf” terkunci kata sandi."),
    "bom dokumen": (lambda: bom(40_000_000), "surat.docx", "“surat.docx” terlalu besar bila dibuka."),
    "bom gambar": (lambda: png_kosong(40_000, 40_000), "foto.png", "Gambar “foto.png” terlalu besar"),
    "foto 100 megapiksel": (lambda: jpeg_besar(12_000, 8_400), "foto.jpg", "lebih dari 60 megapiksel"),
    "PDF terpotong": (lambda: pdf_teks("a" * 5000)[:3000], "surat.pdf", "“surat.pdf” "),
}


@pytest.mark.parametrize("apa", BURUK)
def test_masukan_buruk(halaman, dunia, settings, apa):
    settings.BATAS_UNGGAH_MB = 1 if apa == "51 MB" else 50
    buat, nama, kalimat = BURUK[apa]
    sebelum = bita_tersimpan(settings)
    jawab = halaman(SimpleUploadedFile(nama, buat()))
    assert jawab.status_code == 200
    assert kalimat in jawab.text
    assert "tersimpan." not in jawab.text
    assert list(VersiBerkas.objects.all()) == [dunia.versi_berkas]
    assert list(Berkas.objects.all()) == [dunia.berkas]
    assert bita_tersimpan(settings) == sebelum


def test_jauh_lebih_besar_ditolak_sebelum_dibaca(halaman, dunia, settings):
    settings.BATAS_UNGGAH_MB = 1
    jawab = halaman(SimpleUploadedFile("surat.pdf", bytes(3 * MB)))
    assert jawab.status_code == 413
    assert "1 MB" in jawab.text
    assert VersiBerkas.objects.get() == dunia.versi_berkas


@pytest.mark.parametrize(
    "nama", ["../../../etc/passwd.pdf", "n" * 300 + ".pdf", "a\x01b\x1b\x7f\u202ec.pdf", "..", "."]
)
def test_nama_buruk(dunia, anggota, settings, nama):
    """As a program sends it; a browser and Django clean it before."""
    berkas = SimpleUploadedFile("x.pdf", pdf_teks("isi"))
    berkas._name = nama
    versi = unggah(dunia.syarat, berkas, oleh=anggota).berkas.versi.get()
    assert versi.nama_asli.isprintable()
    assert len(versi.nama_asli) <= 212
    assert not set(versi.nama_asli) & set("/\\")
    assert versi.isi.name.startswith(f"bukti/{dunia.satker.pk}/")
    assert len(bita_tersimpan(settings)) == 2


def test_yang_buruk_tidak_menahan_yang_baik(halaman, dunia):
    jawab = halaman(SimpleUploadedFile("a.pdf", b""), SimpleUploadedFile("b.png", png()))
    assert "“a.pdf” kosong" in jawab.text
    assert "“b.png” tersimpan." in jawab.text
    assert VersiBerkas.objects.count() == 2


# --- faults


@pytest.mark.django_db(transaction=True)
def test_berkas_sama_dari_dua_tab(dunia, anggota, settings, monkeypatch):
    """Both have written their bytes before either writes its row."""
    bersama, asli, hasil = threading.Barrier(2, timeout=30), services_berkas.simpan_isi, []

    def simpan(versi, isi):
        asli(versi, isi)
        bersama.wait()

    def tab(nama):
        try:
            hasil.append(unggah(dunia.syarat, SimpleUploadedFile(nama, pdf_teks("sama")), oleh=anggota))
        finally:
            connections.close_all()

    monkeypatch.setattr(services_berkas, "simpan_isi", simpan)
    monkeypatch.setattr(services_berkas, "sesudah_simpan", lambda versi, *, oleh: None)
    utas = [threading.Thread(target=tab, args=[f"{n}.pdf"]) for n in "ab"]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(60)
    assert len(hasil) == 2
    assert hasil[0] == hasil[1]
    assert VersiBerkas.objects.count() == 2
    assert PemenuhanBukti.objects.filter(syarat=dunia.syarat).count() == 2
    assert len(bita_tersimpan(settings)) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("nama", "buat"),
    [
        ("a.pdf", lambda: pdf_teks("a" * 3 * MB)),
        ("a.docx", lambda: bom(3 * MB, padat=False)),
        ("a.jpg", lambda: gambar_besar("JPEG", quality=95)),
        ("a.png", lambda: gambar_besar("PNG")),
    ],
)
def test_sambungan_putus_pada_80_persen(live_server, client, dunia, anggota, settings, tmp_path, nama, buat):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "sementara")
    sementara = Path(settings.FILE_UPLOAD_TEMP_DIR)
    sementara.mkdir()
    client.force_login(anggota)
    alamat = reverse("bukti:syarat", args=[dunia.syarat.pk])
    client.get(alamat)
    sebelum, isi = bita_tersimpan(settings), buat()
    kepala, badan = permintaan(client, live_server.url, alamat, nama, isi)
    with socket.create_connection((urlsplit(live_server.url).hostname, urlsplit(live_server.url).port)) as soket:
        soket.sendall(kepala + badan[: len(badan) * 8 // 10])
        tunggu(lambda: any(x.stat().st_size > MB for x in sementara.iterdir()))
    tunggu(lambda: not list(sementara.iterdir()))
    time.sleep(0.3)
    assert list(VersiBerkas.objects.all()) == [dunia.versi_berkas]
    assert bita_tersimpan(settings) == sebelum


def gambar_besar(bentuk: str, **lain) -> bytes:
    keluar = io.BytesIO()
    Image.effect_noise((1800, 1600), 90).convert("RGB").save(keluar, bentuk, **lain)
    return keluar.getvalue()


def permintaan(client, asal: str, alamat: str, nama: str, isi: bytes) -> tuple[bytes, bytes]:
    """Head and body of the POST as the browser of `client` sends it."""
    kue = "; ".join(f"{k}={v.value}" for k, v in client.cookies.items())
    medan = {"csrfmiddlewaretoken": client.cookies["zi_csrf"].value}
    badan = "".join(f'--{BATAS}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in medan.items())
    badan += f'--{BATAS}\r\nContent-Disposition: form-data; name="berkas"; filename="{nama}"\r\n\r\n'
    semua = badan.encode() + isi + f"\r\n--{BATAS}--\r\n".encode()
    baris = [
        f"POST {alamat} HTTP/1.1",
        f"Host: {urlsplit(asal).netloc}",
        f"Cookie: {kue}",
        f"Content-Type: multipart/form-data; boundary={BATAS}",
        f"Content-Length: {len(semua)}",
        "Connection: close",
    ]
    return ("\r\n".join(baris) + "\r\n\r\n").encode(), semua


def tunggu(syarat, detik: float = 30) -> None:
    tenggat = time.monotonic() + detik
    while not syarat():
        assert time.monotonic() < tenggat
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_proses_mati_antara_berkas_dan_baris(dunia, anggota, settings):
    """kill -9 after the bytes and before the row: no row; the sweep takes the bytes and nothing else."""
    sebelum = bita_tersimpan(settings)
    connections.close_all()
    if (anak := os.fork()) == 0:
        services_berkas._catat = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
        unggah(dunia.syarat, SimpleUploadedFile("a.pdf", pdf_teks("isi")), oleh=anggota)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(anak, 0)[1]) == -signal.SIGKILL
    assert list(VersiBerkas.objects.all()) == [dunia.versi_berkas]
    (yatim,) = bita_tersimpan(settings).keys() - sebelum.keys()
    os.utime(yatim, (0, 0))
    sapu()
    assert bita_tersimpan(settings) == sebelum


def sapu() -> None:
    """The world's file is not what its row says, which the command reports after it has swept."""
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="berubah"):
        call_command("periksa_berkas", "--sapu", stdout=io.StringIO())


@pytest.mark.parametrize(
    ("ruang", "kata"),
    [
        ("terima", "belum diterima: penyimpanan sementara di server penuh"),
        ("simpan", "belum tersimpan: penyimpanan penuh"),
    ],
)
def test_cakram_penuh(halaman, dunia, settings, monkeypatch, ruang, kata):
    def tolak(*args, **lain):
        raise OSError(28, "No space left on device")

    if ruang == "terima":
        monkeypatch.setattr(penerima.TemporaryFileUploadHandler, "receive_data_chunk", tolak)
    else:
        monkeypatch.setattr(FileSystemStorage, "_save", tolak)
    sebelum = bita_tersimpan(settings)
    assert f"“a.pdf” {kata}. Beri tahu admin." in halaman(SimpleUploadedFile("a.pdf", pdf_teks("isi"))).text
    assert VersiBerkas.objects.get() == dunia.versi_berkas
    assert bita_tersimpan(settings) == sebelum


def test_penyimpanan_tidak_menjawab(halaman, dunia, settings, monkeypatch):
    """Neither takes the file nor lets go of what it may have of it."""

    def diam(*args, **lain):
        raise TimeoutError("tidak menjawab")

    sebelum = bita_tersimpan(settings)
    for nama in ("_save", "delete"):
        monkeypatch.setattr(FileSystemStorage, nama, diam)
    jawab = halaman(SimpleUploadedFile("a.pdf", pdf_teks("isi")))
    assert "“a.pdf” belum tersimpan: penyimpanan tidak menjawab. Coba lagi sebentar lagi." in jawab.text
    assert VersiBerkas.objects.get() == dunia.versi_berkas
    assert bita_tersimpan(settings) == sebelum


# --- after the upload


def virus(isi) -> bool:
    return b"VIRUS" not in isi.read()


def test_terjangkit_tidak_dapat_dibuka(client, halaman, dunia, settings, django_capture_on_commit_callbacks):
    settings.PEMINDAI = f"{__name__}.virus"
    isi = pdf_teks("berisi VIRUS uji")
    with django_capture_on_commit_callbacks(execute=True):
        halaman(SimpleUploadedFile("tular.pdf", isi))
    versi = VersiBerkas.objects.get(nama_asli="tular.pdf")
    tawaran = PemenuhanBukti.objects.get(berkas=versi.berkas)
    assert versi.pindai == "terjangkit"
    default_storage.save(jalur_gambar(versi, 1), SimpleUploadedFile("1.webp", b"x"))
    VersiBerkas.objects.filter(pk=versi.pk).update(pratinjau=1)
    unduh, gambar = reverse("bukti:unduh", args=[versi.pk]), reverse("bukti:gambar", args=[versi.pk, 1])
    for jenis in ("anggota", "koordinator", "ketua_tim", "kepala", "admin_pusat"):
        client.force_login(dunia.orang[jenis])
        assert [client.get(x).status_code for x in (unduh, gambar)] == [404, 404], jenis
    client.force_login(dunia.orang["ketua_tim"])
    for alamat in (
        reverse("bukti:berkas", args=[versi.berkas_id]),
        reverse("bukti:periksa", args=[tawaran.pk]),
        dunia.syarat.get_absolute_url(),
    ):
        isi_halaman = client.get(alamat).text
        assert "engandung virus" in isi_halaman, alamat
        assert unduh not in isi_halaman, alamat
    client.force_login(dunia.orang["anggota"])
    assert "mengandung virus, jadi tidak dapat dipakai" in halaman(SimpleUploadedFile("lagi.pdf", isi)).text


def test_isi_yang_dihapus_diunggah_lagi_kembali(halaman, dunia, anggota, settings):
    isi = pdf_teks("kembali")
    lama = unggah(dunia.syarat, SimpleUploadedFile("a.pdf", isi), oleh=anggota).berkas
    hapus_berkas(lama, oleh=anggota)
    jawab = halaman(SimpleUploadedFile("b.pdf", isi))
    lama.refresh_from_db()
    assert (lama.dihapus_pada, lama.versi.count()) == (None, 1)
    assert lama.judul in jawab.text
    assert len(bita_tersimpan(settings)) == 2


def test_pdf_berskrip_ditandai_dan_hanya_diunduh(client, halaman, dunia):
    from tests.bukti.test_unggah_aman import JS, pasang, pdf_dengan, tindakan

    isi = pdf_dengan(lambda t: (pasang(t, "/OpenAction", tindakan("/JavaScript", **JS)), t.add_attachment("a", b"x")))
    halaman(SimpleUploadedFile("skrip.pdf", isi))
    versi = VersiBerkas.objects.get(nama_asli="skrip.pdf")
    tawaran = PemenuhanBukti.objects.get(berkas=versi.berkas)
    for alamat in (reverse("bukti:berkas", args=[versi.berkas_id]), reverse("bukti:periksa", args=[tawaran.pk])):
        jawab = client.get(alamat)
        assert "Berisi lampiran dan skrip" in jawab.text
        assert not {"<iframe", "<object", "<embed"} & set(jawab.text.split())
    unduhan = client.get(reverse("bukti:unduh", args=[versi.pk]))
    assert b"".join(unduhan.streaming_content) == isi
    assert unduhan["Content-Disposition"].startswith("attachment")
    assert unduhan["X-Content-Type-Options"] == "nosniff"
