"""The public pages of documents: what they say, what they never say, and how often one may ask."""

import datetime
import hashlib

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as setelan
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.dunia import bangun
from tests.pabrik import SatkerFactory
from zi.akun.models import Pengguna
from zi.dokumen.models import SalinanBertandaTangan, Terbitan
from zi.dokumen.services import cabut, daftarkan, simpan_pdf
from zi.satker.models import Pegawai

pytestmark = pytest.mark.django_db
ISI = b"%PDF-1.7 terbitan uji"
# Midnight of 4 March in Mataram (WITA), still 3 March in Jakarta.
DISAHKAN = datetime.datetime(2023, 3, 3, 16, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _tembolok_kosong(db):
    cache.clear()


@pytest.fixture
def satker():
    return SatkerFactory(nama="Kantor Uji Mataram")


def terbitkan(satker, versi=1, isi=ISI, seri="uji:1", **lain):
    fakta = {"judul": "Rencana Kerja Uji", "sha_isi": "1234abcd" * 8, "disahkan_pada": DISAHKAN}
    terbitan = daftarkan(satker=satker, seri=seri, versi=versi, **{**fakta, **lain})
    return simpan_pdf(terbitan, isi, 12) if isi else terbitan


def tandatangani(terbitan, oleh, sha256="d" * 64, **lain):
    nomor = terbitan.salinan.count() + 1
    return SalinanBertandaTangan.objects.create(
        terbitan=terbitan, nomor=nomor, berkas="x.pdf", sha256=sha256, ukuran=1, diunggah_oleh=oleh, **lain
    )


@pytest.fixture
def terbitan(satker):
    return terbitkan(satker)


def teks(jawab) -> str:
    """What the page says, blanks folded."""
    return " ".join(BeautifulSoup(jawab.text, "html.parser").body.get_text(" ").split())


def sidik(isi: bytes) -> str:
    return hashlib.sha256(isi).hexdigest()


def test_dokumen_asli(client, terbitan):
    jawab = client.get(terbitan.get_absolute_url())
    isi = teks(jawab)
    for kata in ("Dokumen asli", "Rencana Kerja Uji", "Kantor Uji Mataram", "4 Maret 2023", "1234abcd", "Halaman 12"):
        assert kata in isi
    assert "Versi 1 inilah yang berlaku" in isi
    assert "bukan tanda tangan elektronik" in isi
    assert terbitan.sha256 in isi
    assert terbitan.sha_isi in isi
    for kata in ("rekaan", "di luar sistem", "masih dibuat", "Salinan bertanda tangan"):
        assert kata not in isi


def test_keadaan_digantikan_lalu_dicabut(client, satker, terbitan):
    tiga = terbitkan(satker, 3, isi=b"")  # its PDF is still being made, but it is in force
    isi = teks(client.get(terbitan.get_absolute_url()))
    assert "Sudah digantikan" in isi
    assert "Dokumen asli" not in isi
    assert "Versi 3 yang berlaku" in isi
    assert tiga.get_absolute_url() in client.get(terbitan.get_absolute_url()).text
    assert "masih dibuat" in teks(client.get(tiga.get_absolute_url()))
    cabut(tiga, oleh=None)
    isi = teks(client.get(tiga.get_absolute_url()))
    assert "Dicabut" in isi
    assert "yang berlaku" not in isi
    assert "Sudah digantikan" in teks(client.get(terbitan.get_absolute_url()))
    cabut(terbitan, oleh=None)
    isi = teks(client.get(terbitan.get_absolute_url()))
    assert "dicabut pada" in isi
    assert "yang berlaku" not in isi


def test_tanda_contoh_dan_luar(client, satker, settings):
    settings.CONTOH = False
    biasa, contoh = terbitkan(satker), terbitkan(satker, seri="uji:2", isi=b"%PDF 2", contoh=True, luar=True)
    assert "DATA CONTOH" not in teks(client.get(biasa.get_absolute_url()))
    isi = teks(client.get(contoh.get_absolute_url()))
    assert "DATA CONTOH" in isi
    assert "disetujui di luar sistem" in isi
    assert "DATA CONTOH" in teks(client.get(f"/d/?sha256={contoh.sha256}"))


def test_tidak_menyebut_orang(client):
    """Nobody of the whole world: accounts, employees, signers, uploaders, names in signatures and file names."""
    dunia = bangun("RAHASIA")
    nama = set(Pengguna.objects.values_list("nama", flat=True)) | set(Pegawai.objects.values_list("nama", flat=True))
    nama |= {dunia.pengesahan.nama, dunia.salinan.nama_asli, "ketua_tim"}
    nama |= set(Pengguna.objects.values_list("email", flat=True))
    assert len(nama) > 15
    alamat = dunia.terbitan.get_absolute_url()
    jawab = [client.get(x) for x in (alamat, f"{alamat}?sha256={dunia.salinan.sha256}")]
    jawab += [client.get(f"/d/?sha256={x}") for x in (dunia.salinan.sha256, dunia.terbitan.sha256)]
    for satu in jawab:
        assert "Rencana RAHASIA" in satu.text  # the title is public
        assert not {n for n in nama if n in satu.text}


def test_salinan_dihitung_tanpa_nama(client, terbitan):
    orang = Pengguna.objects.create(nama="Pengunggah Uji", email="p@uji.invalid")
    tandatangani(terbitan, orang, tanda_tangan=[{"nama": "Penanda Tangan"}], cara="bita")
    tandatangani(terbitan, orang, sha256="e" * 64, cara="orang")
    isi = teks(client.get(terbitan.get_absolute_url()))
    assert "Salinan bertanda tangan 2 salinan, 1 memuat tanda tangan elektronik (ada," in isi
    assert "keabsahannya tidak diperiksa di sini" in isi


def test_kueri_tetap_berapa_pun_salinannya(client, terbitan, django_assert_max_num_queries):
    orang = Pengguna.objects.create(nama="Pengunggah Uji", email="p@uji.invalid")
    for nomor in range(50):
        tandatangani(terbitan, orang, sha256=f"{nomor:064x}", cara="orang")
    with django_assert_max_num_queries(3):
        client.get(terbitan.get_absolute_url())


def test_huruf_kecil_dialihkan(client, terbitan):
    jawab = client.get(f"/d/{terbitan.kode.lower()}/")
    assert (jawab.status_code, jawab["Location"]) == (302, terbitan.get_absolute_url())


@pytest.mark.parametrize("kode", ["AAAAAAAAAAAA", "X", "ÄÖ", "<SCRIPT>", "A%00B"])
def test_kode_tidak_dikenal(client, terbitan, kode):
    jawab = client.get(f"/d/{kode}/")
    assert jawab.status_code == 404
    assert "tidak dikenal" in teks(jawab)
    assert 'href="/d/"' in jawab.text
    assert "<SCRIPT>" not in jawab.text


def test_sidik_dikenal(client, satker, terbitan):
    isi = teks(client.get(f"/d/?sha256={sidik(ISI).upper()}"))
    assert "Asli Berkas ini persis PDF terbitan “Rencana Kerja Uji”, versi 1, dari Kantor Uji Mataram" in isi
    assert terbitan.get_absolute_url() in client.get(f"/d/?sha256={sidik(ISI)}").text
    terbitkan(satker, 2, isi=b"%PDF dua")
    isi = teks(client.get(f"/d/?sha256={sidik(ISI)}"))
    assert "Sudah digantikan" in isi
    assert "Versi 2 yang berlaku" in isi


def test_sidik_salinan(client, terbitan):
    orang = Pengguna.objects.create(nama="Pengunggah Uji", email="p@uji.invalid")
    salinan = tandatangani(terbitan, orang, cara="kode")
    assert "persis salinan bertanda tangan “Rencana Kerja Uji”" in teks(client.get(f"/d/?sha256={salinan.sha256}"))


def test_sidik_tidak_dikenal(client, terbitan):
    isi = teks(client.get(f"/d/?sha256={sidik(ISI + b' ')}"))
    assert "Tidak dikenal Isi berkas ini tidak sama" in isi
    assert "disimpan ulang" in isi
    assert "Asli" not in isi


def test_sidik_dokumen_lain_di_halaman_dokumen(client, satker, terbitan):
    lain = terbitkan(satker, seri="uji:2", isi=b"%PDF lain", judul="Dokumen Kedua")
    isi = teks(client.get(f"{terbitan.get_absolute_url()}?sha256={lain.sha256}"))
    assert "ini bukan dokumen di halaman ini" in isi
    assert "“Dokumen Kedua”" in isi
    assert "bukan dokumen di halaman" not in teks(client.get(f"{terbitan.get_absolute_url()}?sha256={sidik(ISI)}"))


@pytest.mark.parametrize("buruk", ["", "abc", "g" * 64, "a" * 65, "' OR 1=1", "a" * 64 + "%0A"])
def test_sidik_buruk(client, terbitan, buruk):
    jawab = client.get(f"/d/?sha256={buruk}")
    assert jawab.status_code == 400
    assert "64 angka dan huruf" in teks(jawab)


def test_potongan_untuk_skrip(client, terbitan):
    jawab = client.get(f"/d/?sha256={sidik(ISI)}", headers={"HX-Request": "true"})
    assert "<html" not in jawab.text
    assert "Asli" in jawab.text
    halaman = BeautifulSoup(client.get(terbitan.get_absolute_url()).text, "html.parser")
    assert halaman.form["data-sidik"] == terbitan.sha256


@pytest.mark.parametrize("isi", [ISI, ISI + b"!", ISI * 200_000])
def test_tanpa_skrip_berkas_dikirim_dan_tidak_disimpan(client, terbitan, isi, settings, tmp_path):
    """Also one that is large enough to pass through a temporary file."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    ada = sorted(settings.MEDIA_ROOT.rglob("*"))
    for alamat in ("/d/", terbitan.get_absolute_url()):
        jawab = client.post(alamat, {"berkas": SimpleUploadedFile("x.pdf", isi)})
        assert jawab["Location"] == f"{alamat}?sha256={sidik(isi)}#hasil"
        kata = "Asli Berkas ini persis" if isi == ISI else "Tidak dikenal Isi berkas"
        assert kata in teks(client.get(jawab["Location"]))
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == ada
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == []


@pytest.mark.parametrize(
    ("kirim", "kata"), [({}, "Pilih dulu"), ({"berkas": SimpleUploadedFile("x.pdf", b"")}, "kosong")]
)
def test_tanpa_berkas(client, terbitan, kirim, kata):
    jawab = client.post("/d/", kirim)
    assert jawab.status_code == 400
    assert kata in teks(jawab)


def test_terlalu_besar_dijawab_dengan_kalimat(client, settings):
    settings.BATAS_UNGGAH_MB = 1
    jawab = client.post("/d/", {"berkas": SimpleUploadedFile("x.pdf", bytes(3 * 1024**2))})
    assert jawab.status_code == 413
    assert "paling besar 1 MB" in teks(jawab)


def test_tanpa_sesi_dan_dengan_csrf(terbitan):
    klien = Client(enforce_csrf_checks=True)
    for alamat in ("/d/", terbitan.get_absolute_url(), f"/d/?sha256={sidik(ISI)}", "/d/AAAA/"):
        jawab = klien.get(alamat)
        assert setelan.SESSION_COOKIE_NAME not in jawab.cookies
        assert "no-store" in jawab["Cache-Control"]
        assert 'content="noindex"' in jawab.text
    berkas = {"berkas": SimpleUploadedFile("x.pdf", ISI)}
    assert Client(enforce_csrf_checks=True).post("/d/", berkas).status_code == 403
    token = klien.cookies[setelan.CSRF_COOKIE_NAME].value
    berkas = {"berkas": SimpleUploadedFile("x.pdf", ISI), "csrfmiddlewaretoken": token}
    assert klien.post("/d/", berkas).status_code == 302


@pytest.mark.parametrize("alamat", ["/d/?sha256=" + "0" * 64, "/d/AAAAAAAAAAAA/"])
def test_dibatasi_per_alamat_ip(client, terbitan, alamat):
    kode = [client.get(alamat).status_code for _ in range(31)]
    assert set(kode[:30]) <= {200, 404}
    assert kode[30] == 429
    assert "Terlalu sering" in client.get(alamat).text
    assert client.post("/d/").status_code == 429
    assert client.get(alamat, REMOTE_ADDR="10.9.8.7").status_code == kode[0]
    # whoever scans a genuine QR is never held up
    assert {client.get(terbitan.get_absolute_url()).status_code for _ in range(35)} == {200}


def test_membuka_tidak_menulis(client, terbitan):
    lama = Terbitan.objects.values().get()
    client.get(terbitan.get_absolute_url())
    assert Terbitan.objects.values().get() == lama


def test_tautan_di_halaman_masuk(client):
    assert 'href="/d/"' in client.get("/akun/masuk/").text


def test_disahkan_menurut_waktu_satker(client, terbitan):
    with timezone.override("Asia/Jakarta"):
        assert "4 Maret 2023" in teks(client.get(terbitan.get_absolute_url()))


def test_pencabutan_yang_terbaru_tidak_menghidupkan_yang_lama(client, terbitan):
    """The newest version revoked: none is in force, also not the one that it had replaced."""
    from zi.dokumen.services import cabut, daftarkan

    dua = daftarkan(
        satker=terbitan.satker,
        seri=terbitan.seri,
        versi=terbitan.versi + 1,
        judul=terbitan.judul,
        sha_isi="e" * 64,
        disahkan_pada=terbitan.disahkan_pada,
    )
    cabut(dua, oleh=None)
    lama = client.get(terbitan.get_absolute_url()).text
    assert "sudah digantikan" in lama
    assert "inilah yang berlaku" not in lama
    assert terbitan.kode not in client.get(dua.get_absolute_url()).text
