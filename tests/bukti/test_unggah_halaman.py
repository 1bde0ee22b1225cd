"""The page that takes evidence: what a form and what a script get back, the corrections, the tasks around it."""

import io
from datetime import date

import pytest
from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter

from tests.bukti.test_berkas import berkas, png
from tests.dunia import bangun
from tests.pabrik import SatkerFactory, orang
from zi.bukti.models import Berkas, JenisBukti, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.services import verifikasi

pytestmark = pytest.mark.django_db
SKRIP = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def dunia():
    for n, (kode, nama) in enumerate((("sk", "SK"), ("notula", "Notula"), ("undangan", "Undangan"))):
        JenisBukti.objects.create(kode=kode, nama=nama, urutan=n)
    return bangun("MILIKKU")


@pytest.fixture
def anggota(client, dunia):
    satu = orang(dunia.satker, "anggota")
    client.force_login(satu)
    return satu


def syarat(dunia, teks="Undangan dan notula", urutan=5, **lain):
    return SyaratBukti.objects.create(baris=dunia.baris, teks=teks, urutan=urutan, **lain)


def foto_bertanggal(pada: str) -> bytes:
    keluar, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = pada
    Image.effect_noise((40, 30), len(pada)).save(keluar, "JPEG", exif=exif)
    return keluar.getvalue()


def isi_beda(n: int) -> bytes:
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(100, 100 + n)
    tulis.write(keluar)
    return keluar.getvalue()


def test_tanpa_skrip_dialihkan_dengan_kabar_dan_isian(client, dunia, anggota):
    satu = syarat(dunia)
    nama = "B-12_KP.01_2023 Notula 27 Januari 2023.pdf"
    jawab = client.post(satu.get_absolute_url(), {"berkas": berkas(nama=nama)}, follow=True)
    baru = PemenuhanBukti.objects.get(syarat=satu)
    assert jawab.redirect_chain == [(f"{satu.get_absolute_url()}?baru={baru.pk}", 302)]
    assert f"“{nama}” tersimpan." in jawab.text
    kini = baru.berkas
    assert (kini.judul, kini.nomor, kini.tanggal) == ("Notula", "B-12/KP.01/2023", date(2023, 1, 27))
    assert kini.jenis.kode == "notula"
    for isian in ('value="Notula"', 'value="B-12/KP.01/2023"', 'value="2023-01-27"', "selected>Notula"):
        assert isian in jawab.text


def test_isian_hanya_untuk_yang_baru_saja_diunggah(client, dunia, anggota):
    satu = syarat(dunia)
    client.post(satu.get_absolute_url(), {"berkas": berkas()})
    assert "betulkan bila perlu" not in client.get(satu.get_absolute_url()).text
    for buruk in ("x", "-", "9" * 40, f"{dunia.pemenuhan.pk}-\x00"):
        jawab = client.get(satu.get_absolute_url(), {"baru": buruk})
        assert jawab.status_code == 200
        assert "betulkan bila perlu" not in jawab.text


def test_skrip_mendapat_potongan_per_berkas(client, dunia, anggota):
    satu = syarat(dunia)
    jawab = client.post(satu.get_absolute_url(), {"berkas": berkas(nama="undangan.pdf")}, **SKRIP)
    assert jawab.status_code == 200
    assert "<html" not in jawab.text
    assert "“undangan.pdf” tersimpan." in jawab.text
    assert "betulkan bila perlu" in jawab.text
    assert not list(jawab.wsgi_request._messages)  # nothing waits for the next page


def test_skrip_mendapat_kalimat_penolakan(client, dunia, anggota):
    satu = syarat(dunia)
    jawab = client.post(satu.get_absolute_url(), {"berkas": berkas(b"bukan", "<b>x.txt")}, **SKRIP)
    assert jawab.status_code == 422
    assert "“&lt;b&gt;x.txt”" in jawab.text
    assert "bukan PDF" in jawab.text
    assert not PemenuhanBukti.objects.filter(syarat=satu).exists()


def test_yang_buruk_disebut_yang_baik_tersimpan(client, dunia, anggota):
    satu = syarat(dunia)
    kiriman = [
        berkas(nama="baik.pdf"),
        berkas(b"", "kosong.pdf"),
        berkas(b"MZ" * 300, "virus.pdf"),
        berkas(png(), "a.png"),
    ]
    teks = client.post(satu.get_absolute_url(), {"berkas": kiriman}, follow=True).text
    for kalimat in ("“baik.pdf” tersimpan.", "“kosong.pdf” kosong", "“virus.pdf” bukan PDF", "“a.png” tersimpan."):
        assert kalimat in teks
    assert PemenuhanBukti.objects.filter(syarat=satu).count() == 2


def test_tanpa_berkas(client, dunia, anggota):
    assert "Pilih dulu berkasnya." in client.post(syarat(dunia).get_absolute_url(), follow=True).text


def test_isi_sama_disebut_berkas_dan_pemakaiannya(client, dunia, anggota):
    satu, dua, tiga = (syarat(dunia, f"Bukti {n}", n) for n in (5, 6, 7))
    alamat = [s.get_absolute_url() for s in (satu, dua, tiga)]
    client.post(alamat[0], {"berkas": berkas(nama="SK Tim.pdf")})
    assert "sudah ada di sini" in client.post(alamat[0], {"berkas": berkas(nama="SK Tim.pdf")}, follow=True).text
    teks = client.post(alamat[1], {"berkas": berkas(nama="SK Tim.pdf")}, follow=True).text
    assert "“SK Tim.pdf” sama isinya dengan “SK Tim.pdf”, jadi berkas itu yang dipakai." in teks
    assert "sudah dipakai untuk “Bukti 5”." in teks
    teks = client.post(alamat[2], {"berkas": berkas(nama="lain.pdf")}, **SKRIP).content.decode()
    assert "sudah dipakai untuk “Bukti 5”, “Bukti 6”." in teks
    assert VersiBerkas.objects.exclude(pk=dunia.versi_berkas.pk).count() == 1


@pytest.mark.parametrize(
    ("kirim", "tanggal"), [("2023-01-27", date(2023, 1, 27)), ("kemarin", None), ("2099-01-01", None)]
)
def test_hari_foto_yang_dikirim_skrip(client, dunia, anggota, kirim, tanggal):
    satu = syarat(dunia)
    client.post(satu.get_absolute_url(), {"berkas": berkas(png(), "IMG_1.png"), "dipotret": kirim}, **SKRIP)
    assert PemenuhanBukti.objects.get(syarat=satu).berkas.tanggal == tanggal


def test_hari_foto_dari_exif(client, dunia, anggota):
    satu = syarat(dunia)
    client.post(satu.get_absolute_url(), {"berkas": berkas(foto_bertanggal("2023:01:27 10:15:00"), "IMG_1.jpg")})
    client.post(satu.get_absolute_url(), {"berkas": berkas(foto_bertanggal("rusak"), "IMG_2.jpg")})
    hari = [p.berkas.tanggal for p in PemenuhanBukti.objects.filter(syarat=satu)]
    assert hari == [date(2023, 1, 27), None]


# --- correcting ------------------------------------------------------------------------------------------------------


@pytest.fixture
def baru(client, dunia, anggota):
    satu = syarat(dunia)
    client.post(satu.get_absolute_url(), {"berkas": berkas(nama="undangan.pdf")})
    return PemenuhanBukti.objects.get(syarat=satu).berkas


def betulkan(client, objek, kepala=None, **isian):
    nilai = {"judul": "", "nomor": "", "tanggal": "", "jenis": "", "berlaku_sampai": "", **isian}
    nilai.setdefault("diubah", objek.updated_at.isoformat())
    return client.post(reverse("bukti:berkas_ubah", args=[objek.pk]), nilai, **(kepala or {}))


def test_betulkan_tanpa_skrip_kembali_ke_halamannya(client, baru):
    asal = f"/bukti/syarat/{baru.pemenuhan.get().syarat_id}/?baru=1"
    jawab = betulkan(client, baru, judul="Undangan rapat", nomor="B-1", tanggal="2023-01-27", next=asal)
    assert (jawab.status_code, jawab.url) == (302, asal)
    baru.refresh_from_db()
    assert (baru.judul, baru.nomor, baru.tanggal, baru.jenis) == ("Undangan rapat", "B-1", date(2023, 1, 27), None)


def test_betulkan_tidak_mengalihkan_keluar(client, baru):
    assert betulkan(client, baru, judul="X", next="https://jahat.invalid/").url == reverse(
        "bukti:berkas", args=[baru.pk]
    )


def test_betulkan_dengan_skrip_di_tempat(client, baru):
    jawab = betulkan(client, baru, SKRIP, judul="Undangan & <b>rapat</b>")
    assert "<html" not in jawab.text
    assert "Keterangan berkas tersimpan." in jawab.text
    assert "Undangan &amp; &lt;b&gt;rapat" in jawab.text


def test_judul_kosong_tetap_yang_lama(client, baru):
    betulkan(client, baru, nomor="B-2")
    baru.refresh_from_db()
    assert (baru.judul, baru.nomor) == ("undangan", "B-2")


@pytest.mark.parametrize("isian", [{"tanggal": "31-31-2023"}, {"jenis": "9999"}, {"nomor": "x" * 200}, {"diubah": "x"}])
def test_isian_buruk_kembali_dengan_kalimatnya(client, baru, isian):
    jawab = betulkan(client, baru, SKRIP, judul="Lain", **isian)
    assert 'role="alert"' in jawab.text
    assert "<html" not in jawab.text
    assert 'value="Lain"' in jawab.text
    baru.refresh_from_db()
    assert baru.judul == "undangan"


def test_didahului_orang_lain(client, baru):
    lama = baru.updated_at.isoformat()
    betulkan(client, baru, judul="Satu")
    jawab = betulkan(client, baru, SKRIP, judul="Dua", diubah=lama)
    assert "Baru saja diubah orang lain" in jawab.text
    assert Berkas.objects.get(pk=baru.pk).judul == "Satu"


# --- who ------------------------------------------------------------------------------------------------------------


def test_empat_orang(client, dunia):
    satu = syarat(dunia)
    alamat = satu.get_absolute_url()

    def coba(siapa):
        client.force_login(siapa)
        return client.get(alamat), client.post(alamat, {"berkas": berkas()}, **SKRIP)

    lihat, kirim = coba(orang(dunia.satker, "anggota", area="PP"))
    assert "data-unggah" not in lihat.text
    assert kirim.status_code == 422
    assert "Hanya tim kerja area ini" in kirim.text
    for luar in (orang(SatkerFactory(), "ketua_tim"), orang(dunia.satker, "evaluator")):
        assert [j.status_code for j in coba(luar)] == [404, 404]
    lihat, kirim = coba(orang(dunia.satker, "anggota"))
    assert "data-unggah" in lihat.text
    assert kirim.status_code == 200
    lihat, _ = coba(dunia.orang["kepala"])
    assert "unggah.js" not in lihat.text


def test_berkas_orang_lain_dipakai_tanpa_isian(client, dunia):
    """An anggota may offer what a colleague brought, but not rewrite what is written about it."""
    satu, dua = syarat(dunia, "Satu", 5), syarat(dunia, "Dua", 6)
    for siapa, tujuan in ((orang(dunia.satker, "anggota"), satu), (orang(dunia.satker, "anggota"), dua)):
        client.force_login(siapa)
        jawab = client.post(tujuan.get_absolute_url(), {"berkas": berkas()}, **SKRIP)
    assert "jadi berkas itu yang dipakai" in jawab.text
    assert "betulkan bila perlu" not in jawab.text


# --- tasks ----------------------------------------------------------------------------------------------------------


def test_tugas_berikutnya_menurut_urutan_lalu_dari_awal(client, dunia, anggota):
    SyaratBukti.objects.exclude(pk=dunia.syarat.pk).delete()
    satu, dua, tiga = (syarat(dunia, f"Tugas {n}", n) for n in (5, 6, 7))

    def berikut(dari):
        return client.get(dari.get_absolute_url()).context["berikut"]

    assert [berikut(s) for s in (satu, dua, tiga)] == [dua, tiga, satu]
    client.post(dua.get_absolute_url(), {"berkas": berkas(isi_beda(1))})
    assert [berikut(s) for s in (satu, dua, tiga)] == [tiga, tiga, satu]
    verifikasi(PemenuhanBukti.objects.get(syarat=dua), False, oleh=dunia.orang["koordinator"], catatan="Buram")
    assert berikut(satu) == dua
    for selesai in (satu, tiga):
        client.post(selesai.get_absolute_url(), {"berkas": berkas(isi_beda(selesai.pk))})
    assert [berikut(s) for s in (satu, dua)] == [dua, None]


def test_bukan_tim_tidak_bertugas(client, dunia):
    syarat(dunia)
    client.force_login(dunia.orang["kepala"])
    assert client.get(dunia.syarat.get_absolute_url()).context["berikut"] is None


def test_semua_tugas_saya(client, dunia, anggota):
    SyaratBukti.objects.exclude(pk=dunia.syarat.pk).delete()
    semua = [syarat(dunia, f"Tugas {n}", n) for n in range(5, 17)]
    laman = client.get("/")
    assert len(laman.context["isi"].tugas) == 8
    alamat = f"/bukti/?rencana={dunia.rencana.pk}&amp;area=saya&amp;keadaan=terbuka"
    assert alamat in laman.text
    daftar = client.get(alamat.replace("&amp;", "&"))
    assert list(daftar.context["laman"].object_list) == semua
    assert "<h1>Tugas saya</h1>" in daftar.text
    client.force_login(orang(dunia.satker, "anggota", area="PP"))
    assert not client.get(alamat.replace("&amp;", "&")).context["laman"].object_list


def test_kueri_sama_dengan_2_dan_20_berkas(client, dunia, anggota, django_assert_max_num_queries):
    satu = syarat(dunia)
    client.post(satu.get_absolute_url(), {"berkas": [berkas(isi_beda(n), f"{n}.pdf") for n in range(2)]})
    jumlah = []
    for banyak in (2, 20):
        baru = "-".join(str(p.pk) for p in PemenuhanBukti.objects.filter(syarat=satu))
        with django_assert_max_num_queries(20) as tercatat:
            jawab = client.get(satu.get_absolute_url(), {"baru": baru})
        jumlah.append(len(tercatat))
        assert jawab.text.count("betulkan bila perlu") == banyak
        client.post(satu.get_absolute_url(), {"berkas": [berkas(isi_beda(n), f"{n}.pdf") for n in range(2, 20)]})
    assert jumlah[0] == jumlah[1]
