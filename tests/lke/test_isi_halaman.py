"""The working page: a whole part at once, three scores, the rounds beside it, sentences, follow-ups, uploads."""

import re
from fractions import Fraction

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.lke.bantu import TAHUN, bangun_lke, hari
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.lke.isi.catatan import EVALUATOR, SATKER
from zi.lke.models import Jawaban, Lanjutan, Putaran
from zi.lke.queries_putaran import lembar
from zi.lke.queries_sisi import sekitar
from zi.lke.services import jawab, langkah, mulai_putaran
from zi.lke.sisi import TOTAL, didukung
from zi.tindaklanjut.models import TindakLanjut

pytestmark = pytest.mark.django_db
YT, AE, PERSEN, SURVEI = "A.I.1.i.a", "A.I.1.iii.c", "A.II.1.i.a", "B.II.a"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def dunia():
    return bangun_lke()


@pytest.fixture
def ketua(client, dunia):
    client.force_login(dunia.orang["ketua_tim"])
    return client


def alamat(dunia, kode=YT, putaran=None):
    return reverse("lke:jawab", args=[(putaran or dunia.mandiri).pk, dunia.tanya[kode].pk])


def rapi(jawaban):
    return " ".join(re.sub(r"<[^>]+>", " ", jawaban.text).split())


def isi(dunia, putaran, kode, tulisan, jenis="ketua_tim", **lain):
    return jawab(putaran, dunia.tanya[kode], 0, tulisan=tulisan, oleh=dunia.orang[jenis], **lain)


def terima_bukti(dunia, kode):
    """Accepted evidence filed under a question."""
    syarat = SyaratBukti.objects.create(
        satker=dunia.satker, tahun=TAHUN, pertanyaan=dunia.tanya[kode], teks=f"SK {kode}"
    )
    berkas = Berkas.objects.create(satker=dunia.satker, judul=f"Berkas {kode}", diunggah_oleh=dunia.orang["anggota"])
    nilai = {"status": "diterima", "diverifikasi_oleh": dunia.orang["kepala"], "diverifikasi_pada": berkas.created_at}
    return PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=dunia.orang["anggota"], **nilai)


def terbitkan(dunia, putaran):
    Putaran.objects.filter(pk=putaran.pk).update(
        status="terbit",
        diserahkan_oleh=dunia.orang["evaluator"],
        diserahkan_pada=putaran.created_at,
        terbit_oleh=dunia.orang["evaluator"],
        terbit_pada=putaran.created_at,
    )
    return Putaran.objects.get(pk=putaran.pk)


# --- one page for a whole part


def test_seluruh_bagian_di_satu_halaman(ketua, dunia):
    simpul = dunia.tanya[YT].simpul
    url = reverse("lke:bagian", args=[dunia.mandiri.pk, simpul.pk])
    teks = ketua.get(url).text
    milik = [t for t in dunia.tanya.values() if t.simpul_id == simpul.pk]
    assert len(milik) > 1
    for satu in dunia.tanya.values():
        assert (f'id="soal-{satu.pk}"' in teks) is (satu in milik)
    assert url in ketua.get(alamat(dunia)).text
    assert f"bagian/{simpul.pk}/" in ketua.get(dunia.mandiri.get_absolute_url()).text
    tujuan = f"{url}#soal-{milik[0].pk}"
    assert f'value="{tujuan}"' in teks
    jawaban = ketua.post(alamat(dunia), {"versi": 0, "isi": "Ya", "next": tujuan})
    assert jawaban["Location"] == tujuan
    assert ketua.post(alamat(dunia), {"versi": 1, "isi": "Ya", "next": "//lain.example/"})["Location"] == alamat(dunia)
    assert ketua.get(reverse("lke:bagian", args=[dunia.mandiri.pk, simpul.induk_id])).status_code == 404


def test_kueri_bagian_tetap(ketua, dunia):
    url = reverse("lke:bagian", args=[dunia.mandiri.pk, dunia.tanya[AE].simpul_id])
    jumlah = []
    for _ in range(2):
        for _ in range(2):
            with CaptureQueriesContext(connection) as kueri:
                assert ketua.get(url).status_code == 200
        jumlah.append(len(kueri))
        for kode, satu in dunia.tanya.items():
            if satu.simpul_id == dunia.tanya[AE].simpul_id:
                terima_bukti(dunia, kode)
                isi(dunia, dunia.mandiri, kode, next(iter(satu.opsi)), catatan="Ada")
    assert jumlah[1] <= jumlah[0] + 1  # the files, when there is a requirement
    assert max(jumlah) <= 12


# --- three scores and the other rounds


def test_tiga_nilai(ketua, dunia):
    for kode, tulisan in ((YT, "Ya"), ("A.I.1.i.b", "A")):
        isi(dunia, dunia.mandiri, kode, tulisan)
    terima_bukti(dunia, YT)
    isi(dunia, dunia.tpi, YT, "Tidak", "evaluator", catatan="SK belum ditandatangani")
    satu = Putaran.objects.get(pk=dunia.mandiri.pk)
    semua = lembar(satu, dunia.orang["ketua_tim"])
    penuh = semua.hasil.soal[YT].maksimum
    assert semua.tiga.pada("A.I.1.i.b").didukung == 0
    assert semua.tiga.pada(TOTAL).evaluator is None  # not published
    assert "SK belum ditandatangani" not in ketua.get(alamat(dunia)).text
    terbitkan(dunia, dunia.tpi)
    tiga = lembar(satu, dunia.orang["ketua_tim"]).tiga
    simpul = dunia.tanya[YT].simpul.kode
    assert (tiga.pada(YT).klaim, tiga.pada(YT).didukung, tiga.pada(YT).evaluator) == pytest.approx((penuh, penuh, 0))
    for satu_tempat in (tiga.pada(simpul), tiga.area("MP"), tiga.pada(TOTAL)):
        assert satu_tempat.didukung == pytest.approx(penuh)
        assert satu_tempat.klaim > satu_tempat.didukung
    teks = rapi(ketua.get(alamat(dunia)))
    assert re.search(rf"{YT} dari 0,\d\d (0,\d\d) \1 0,00", teks)
    assert "SK belum ditandatangani" in teks
    teks = rapi(ketua.get(dunia.mandiri.get_absolute_url()))
    assert "Manajemen Perubahan dari 8,00" in teks
    assert "A , 0,25 dari 0,25, didukung bukti 0,00, evaluator 0,00. Belum didukung bukti yang diterima." in teks


def test_didukung_dihitung_dari_klaim(lke):
    klaim = dict.fromkeys(lke.soal, Fraction(1, 4))
    penuh, kosong = didukung(lke, klaim, set(lke.soal)), didukung(lke, klaim, set())
    assert penuh[TOTAL] == Fraction(len(lke.soal), 4) == sum(penuh[a.kode] for a in lke.akar)
    assert kosong[TOTAL] == Fraction(sum(s.jenis == "angka" for s in lke.soal.values()), 4) > 0


def test_nilai_diperbarui_tanpa_memuat_ulang(ketua, dunia):
    jawaban = ketua.post(alamat(dunia), {"versi": 0, "isi": "Ya"}, headers=HTMX)
    assert jawaban["HX-Trigger"] == "tersimpan"
    assert "Tersimpan." in jawaban.text
    potongan = ketua.get(alamat(dunia), headers=HTMX)
    assert "<html" not in potongan.text
    assert 'id="tiga"' in potongan.text
    assert 'name="isi"' not in potongan.text


def test_putaran_sebelumnya_di_sampingnya(ketua, dunia):
    user = dunia.orang["ketua_tim"]
    isi(dunia, dunia.mandiri, YT, "Ya", catatan="Tahun lalu ada SK")
    assert sekitar(dunia.mandiri, user).lalu is None
    terbitkan(dunia, dunia.mandiri)
    berikut = mulai_putaran(dunia.satker, TAHUN + 1, "mandiri", oleh=user)
    assert sekitar(berikut, user).lalu == dunia.mandiri
    teks = rapi(ketua.get(alamat(dunia, putaran=berikut)))
    assert "Sebelumnya: Penilaian mandiri 2023 putaran 1 Ya Tahun lalu ada SK" in teks
    sesudah = mulai_putaran(dunia.satker, TAHUN + 2, "mandiri", oleh=user, asal=berikut)
    assert sekitar(sesudah, user).lalu == berikut


def test_evaluator_membaca_jawaban_satker_setelah_diserahkan(client, dunia):
    isi(dunia, dunia.mandiri, YT, "Ya", catatan="Menurut satker")
    client.force_login(dunia.orang["evaluator"])
    assert "Menurut satker" not in client.get(alamat(dunia, putaran=dunia.tpi)).text
    langkah(Putaran.objects.get(pk=dunia.mandiri.pk), "serahkan", oleh=dunia.orang["ketua_tim"], tetap=True)
    assert "Satker: Penilaian mandiri 2023 putaran 1 Ya Menurut satker" in rapi(
        client.get(alamat(dunia, putaran=dunia.tpi))
    )


# --- evidence


def test_bukti_dibuka_dari_pertanyaan(ketua, dunia):
    ajuan = terima_bukti(dunia, YT)
    teks = ketua.get(alamat(dunia)).text
    assert reverse("bukti:periksa", args=[ajuan.pk]) in teks
    assert "Diterima" in teks
    assert "Unggah bukti untuk pertanyaan ini" not in teks


def test_unggah_dari_pertanyaan_masuk_register_yang_sama(client, dunia):
    client.force_login(dunia.orang["anggota"])
    teks = client.get(alamat(dunia)).text
    tujuan = reverse("bukti:pertanyaan", args=[dunia.satker.pk, TAHUN, dunia.tanya[YT].pk])
    assert f'action="{tujuan}"' in teks
    berkas = SimpleUploadedFile("sk.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "application/pdf")
    jawaban = client.post(tujuan, {"berkas": berkas, "next": alamat(dunia)})
    assert jawaban["Location"].startswith(alamat(dunia))
    assert SyaratBukti.objects.get().pertanyaan == dunia.tanya[YT]
    assert "sk" in rapi(client.get(alamat(dunia)))
    client.force_login(dunia.orang["evaluator"])
    assert "Unggah bukti untuk" not in client.get(alamat(dunia, putaran=dunia.tpi)).text


# --- remarks


def test_kalimat_baku(ketua, dunia):
    isian = {"versi": 0, "isi": "Ya", "catatan": "SK 1", "baku": "1"}
    jawaban = ketua.post(alamat(dunia), isian, headers=HTMX)
    harapan = f"SK 1\n{SATKER[1]}"
    assert 'hx-swap-oob="true"' in jawaban.text
    assert harapan in jawaban.text
    assert Jawaban.objects.get().catatan == harapan
    assert ketua.post(alamat(dunia), isian | {"versi": 1, "catatan": harapan}).status_code == 302  # without script
    assert Jawaban.objects.get().catatan == harapan
    teks = ketua.get(alamat(dunia)).text
    assert all(k in teks for k in SATKER)
    assert EVALUATOR[1] not in teks
    assert ketua.post(alamat(dunia), isian | {"versi": 1, "catatan": "", "baku": "99"}).status_code == 302
    jawaban = ketua.post(alamat(dunia), isian | {"versi": 2, "isi": "F", "catatan": "Hilang?"})
    assert jawaban.status_code == 422
    assert f"Hilang?\n{SATKER[1]}" in jawaban.text


def test_catatan_menjadi_tindak_lanjut(ketua, dunia):
    milik = isi(dunia, dunia.tpi, YT, "Tidak", "evaluator", catatan="Lengkapi notula")
    url = reverse("lke:lanjut", args=[dunia.tpi.pk, dunia.tanya[YT].pk])
    assert ketua.get(url).status_code == 404  # not published
    terbitkan(dunia, dunia.tpi)
    assert url in ketua.get(alamat(dunia)).text
    assert "Lengkapi notula" in ketua.get(url).text
    assert ketua.post(url, {"uraian": "Lengkapi notula"}).status_code == 422
    orang = dunia.orang["anggota"]
    isian = {"uraian": "Lengkapi notula rapat", "penanggung_jawab": orang.pk, "tenggat": hari(9)}
    jawaban = ketua.post(url, isian)
    satu = TindakLanjut.objects.get()
    assert jawaban["Location"] == satu.get_absolute_url()
    assert (satu.asal, satu.area, satu.penanggung_jawab, satu.satker) == ("lke", "MP", orang, dunia.satker)
    assert Lanjutan.objects.get().jawaban == milik
    assert alamat(dunia, putaran=dunia.tpi) in ketua.get(satu.get_absolute_url()).text
    assert satu.get_absolute_url() in ketua.get(alamat(dunia)).text
    for kirim in (ketua.get(url), ketua.post(url, isian)):
        assert kirim["Location"] == satu.get_absolute_url()
    assert TindakLanjut.objects.count() == 1


def test_evaluator_menindaklanjuti_catatannya_setelah_terbit(client, dunia):
    """Before that the unit would read of it; what becomes of it is the unit's own."""
    isi(dunia, dunia.tpi, YT, "Tidak", "evaluator", catatan="Lengkapi notula")
    halaman = alamat(dunia, putaran=dunia.tpi)
    url, ajakan = reverse("lke:lanjut", args=[dunia.tpi.pk, dunia.tanya[YT].pk]), "Jadikan catatan putaran ini"
    isian = {"uraian": "Lengkapi notula", "penanggung_jawab": dunia.orang["koordinator"].pk, "tenggat": hari(9)}
    client.force_login(dunia.orang["evaluator"])
    assert ajakan not in client.get(halaman).text
    assert "setelah putarannya terbit" in rapi(client.get(url))
    assert "setelah putarannya terbit" in rapi(client.post(url, isian))
    assert not TindakLanjut.objects.exists()

    terbitkan(dunia, dunia.tpi)
    client.force_login(dunia.orang["anggota"])  # reads the remark, does not keep the register
    assert ajakan not in client.get(halaman).text
    client.post(url, isian)
    assert not TindakLanjut.objects.exists()
    client.force_login(dunia.orang["evaluator"])
    assert ajakan in client.get(halaman).text
    diusulkan = BeautifulSoup(client.get(url).text, "html.parser").select_one("option[selected]")
    assert diusulkan["value"] == str(dunia.orang["koordinator"].pk)
    assert client.post(url, isian)["Location"] == halaman
    satu = TindakLanjut.objects.get()
    assert (satu.dibuat_oleh, satu.area, satu.asal) == (dunia.orang["evaluator"], "MP", "lke")
    assert client.get(url)["Location"] == halaman
    assert "Catatan ini menjadi tindak lanjut Terbuka" in rapi(client.get(halaman))
    assert client.get(satu.get_absolute_url()).status_code == 404
    client.force_login(dunia.orang["ketua_tim"])
    assert client.get(satu.get_absolute_url()).status_code == 200


# --- bad input


@pytest.mark.parametrize(
    ("kode", "isian", "tersimpan"),
    [
        (YT, {"isi": " ya "}, "Ya"),
        (AE, {"isi": "b"}, "B"),
        (SURVEI, {"isi": "3,60"}, "3.6"),
        (SURVEI, {"isi": "3.6"}, "3.6"),
        (SURVEI, {"isi": "empat"}, None),
        (AE, {"isi": "F"}, None),
        (AE, {"isi": "ya"}, None),
        (PERSEN, {"isi_agen": "2,5"}, None),
        (PERSEN, {"isi_agen": "dua"}, None),
        (PERSEN, {"isi_agen": " 2 ", "isi_perubahan": "1"}, {"agen": "2", "perubahan": "1"}),
    ],
)
def test_isian_seperti_diketik(ketua, dunia, kode, isian, tersimpan):
    jawaban = ketua.post(alamat(dunia, kode), {"versi": 0, "catatan": "Tetap ada"} | isian)
    if tersimpan is None:
        assert jawaban.status_code == 422
        assert 'aria-invalid="true"' in jawaban.text
        assert "Tetap ada" in jawaban.text
        assert not Jawaban.objects.exists()
    else:
        assert jawaban.status_code == 302
        assert Jawaban.objects.get().isi == tersimpan
