"""The pages of a round: the list, the tree, the answer to one question, the steps."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.lke.bantu import TAHUN, bangun_lke, hari, isi_semua
from tests.pabrik import BarisFactory, RencanaFactory, TabelFactory, orang
from zi.akun.models import Pengguna
from zi.bukti.models import Berkas, PemenuhanBukti, PetaBukti, SyaratBukti
from zi.bukti.peta.queries import kunci_syarat
from zi.lke.models import Jawaban, Putaran
from zi.lke.queries_putaran import lembar
from zi.lke.services import jawab, langkah

pytestmark = pytest.mark.django_db
YT, PERSEN = "A.I.1.i.a", "A.II.1.i.a"
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


def test_daftar_menurut_hak(client, dunia):
    for jenis, mandiri, tpi in (("ketua_tim", True, False), ("evaluator", False, True), ("admin_pusat", False, False)):
        client.force_login(dunia.orang[jenis])
        teks = rapi(client.get(reverse("lke:daftar")))
        assert ("Penilaian mandiri 2023 putaran 1" in teks, "Penilaian TPI 2023 putaran 1" in teks) == (mandiri, tpi)
        assert ("Mulai putaran" in teks) is (jenis != "admin_pusat")


def test_pohon_memuat_jawaban_bukti_nilai_dan_ambang(ketua, dunia):
    tanya = dunia.tanya[YT]
    jawab(dunia.mandiri, tanya, 0, tulisan="Ya", oleh=dunia.orang["ketua_tim"])
    for nomor, status in enumerate(("diterima", "menunggu", None)):
        s = SyaratBukti.objects.create(satker=dunia.satker, tahun=TAHUN, pertanyaan=tanya, teks=f"Bukti {nomor}")
        b = Berkas.objects.create(satker=dunia.satker, judul="B", diunggah_oleh=dunia.orang["anggota"])
        if status:
            isi = {"diverifikasi_oleh": dunia.orang["kepala"], "diverifikasi_pada": b.created_at}
            lain = isi if status == "diterima" else {}
            PemenuhanBukti.objects.create(
                syarat=s, berkas=b, status=status, ditawarkan_oleh=dunia.orang["anggota"], **lain
            )
    teks = rapi(ketua.get(dunia.mandiri.get_absolute_url()))
    assert "112 pertanyaan belum dijawab dan dihitung 0" in teks
    assert "Bukti: 1 diterima, 1 menunggu diperiksa, 1 belum ada." in teks
    assert "WBK Belum memenuhi Nilai total 0,25 dari minimal 75." in teks


def test_nilai_yang_tampak_sama_disebut_sekali(ketua, dunia):
    """A third, stored with twelve decimals, is not another score."""
    jawab(dunia.mandiri, dunia.tanya[PERSEN], 0, tulisan={"agen": 3, "perubahan": 1}, oleh=dunia.orang["ketua_tim"])
    teks = rapi(ketua.get(dunia.mandiri.get_absolute_url()))
    assert "A.II.1 Manajemen Perubahan 0,33 dari 4,00 (8 %), didukung bukti 0,00, 3 belum dijawab" in teks


def test_bukti_dari_rencana_lewat_putusan_peta(ketua, dunia):
    rencana = RencanaFactory(satker=dunia.satker)
    baris = BarisFactory(tabel=TabelFactory(rencana=rencana, area__rencana=rencana))
    syarat = SyaratBukti.objects.create(baris=baris, teks="SK Tim Kerja", jenis=["sk"])
    teks = rapi(ketua.get(alamat(dunia)))
    assert "Belum ada bukti yang ditetapkan" in teks
    PetaBukti.objects.create(satker=dunia.satker, pertanyaan=dunia.tanya[YT], kunci=kunci_syarat(syarat), cocok=True)
    teks = ketua.get(alamat(dunia)).text
    assert "SK Tim Kerja" in teks
    assert reverse("bukti:syarat", args=[syarat.pk]) in teks


def test_klaim_tanpa_bukti_ditandai(ketua, dunia):
    jawab(dunia.mandiri, dunia.tanya[YT], 0, tulisan="Ya", oleh=dunia.orang["ketua_tim"])
    assert "Belum didukung bukti yang diterima" in rapi(ketua.get(alamat(dunia)))
    assert "1 jawaban belum didukung bukti" in rapi(ketua.get(dunia.mandiri.get_absolute_url()))
    assert lembar(dunia.mandiri, dunia.orang["ketua_tim"]).tanpa_bukti == 1


@pytest.mark.parametrize("jenis", ["ketua_tim", "evaluator", "admin_pusat"])
def test_kueri_tetap(client, dunia, jenis):
    """Empty, and with all 113 answers, a plan and decisions of the map: at most 12 queries."""
    langkah(dunia.mandiri, "serahkan", oleh=dunia.orang["ketua_tim"], tetap=True)
    client.force_login(dunia.orang[jenis])
    jumlah = [[_hitung(client, url) for url in (dunia.mandiri.get_absolute_url(), alamat(dunia))]]
    langkah(dunia.mandiri, "tarik", oleh=dunia.orang["ketua_tim"])
    isi_semua(dunia, dunia.mandiri, dunia.orang["ketua_tim"])
    langkah(dunia.mandiri, "serahkan", oleh=dunia.orang["ketua_tim"])
    rencana = RencanaFactory(satker=dunia.satker, status="draf")
    for kode in ("A.I.1.i.a", "A.I.1.i.b", PERSEN):
        syarat = SyaratBukti.objects.create(
            baris=BarisFactory(tabel=TabelFactory(rencana=rencana, area__rencana=rencana)), teks=f"Bukti {kode}"
        )
        kunci = {"kunci": kunci_syarat(syarat), "cocok": True}
        PetaBukti.objects.create(satker=dunia.satker, pertanyaan=dunia.tanya[kode], **kunci)
    jumlah.append([_hitung(client, url) for url in (dunia.mandiri.get_absolute_url(), alamat(dunia))])
    assert max(map(max, jumlah)) <= 12
    assert jumlah[1][0] <= jumlah[0][0] + 1  # the steps of the round, when there are any


def _hitung(client, url):
    for _ in range(2):
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(url).status_code == 200
    return len(kueri)


# --- answering


def test_simpan_dengan_tombol_lalu_dengan_htmx(ketua, dunia):
    jawaban = ketua.post(alamat(dunia), {"versi": 0, "isi": "Ya", "catatan": "SK 1"}, follow=True)
    assert f"Jawaban {YT} disimpan." in jawaban.text
    jawaban = ketua.post(alamat(dunia), {"versi": 1, "isi": "Tidak", "catatan": "SK 1"}, headers=HTMX)
    assert "Tersimpan." in jawaban.text
    assert 'name="versi" value="2"' in jawaban.text
    assert "<html" not in jawaban.text
    assert Jawaban.objects.get().isi == "Tidak"


def test_simpan_paling_banyak_sepuluh_kueri(ketua, dunia):
    ketua.get(alamat(dunia))
    for versi, isi in ((0, "Ya"), (1, "Tidak")):
        with CaptureQueriesContext(connection) as kueri:
            ketua.post(alamat(dunia), {"versi": versi, "isi": isi}, headers=HTMX)
        tanya = [x["sql"] for x in kueri if "SAVEPOINT" not in x["sql"]]
        assert len(tanya) <= 10, "\n".join(x[:100] for x in tanya)


@pytest.mark.parametrize(
    ("kode", "isian", "kalimat"),
    [
        (YT, {"isi": "entah"}, "bukan salah satu dari Ya, Tidak"),
        (PERSEN, {"isi_agen": "-2"}, "harus bilangan bulat, nol atau lebih"),
        (PERSEN, {"isi_agen": "1.000"}, "tanpa titik ribuan"),
        ("B.II.a", {"isi": "4,01"}, "harus angka antara 0 dan 4"),
        (YT, {"isi": "Ya", "versi": "x"}, "Formulir ini rusak"),
        (YT, {"isi": "Ya", "catatan": "x" * 4001}, "paling panjang 4000 huruf"),
    ],
)
def test_isian_buruk_menjadi_kalimat_dan_tidak_hilang(ketua, dunia, kode, isian, kalimat):
    for kepala in ({}, HTMX):
        jawaban = ketua.post(alamat(dunia, kode), {"versi": 0, "catatan": "Penting"} | isian, headers=kepala)
        assert jawaban.status_code == 422
        assert kalimat in rapi(jawaban)
    assert not Jawaban.objects.exists()
    jawaban = ketua.post(alamat(dunia, kode), {"versi": 0, "catatan": "Penting"} | isian)
    assert (isian.get("catatan") or "Penting") in jawaban.text


def test_bagian_lebih_besar_dari_keseluruhan_diperingatkan(ketua, dunia):
    isi = {"versi": 0, "isi_agen": "2", "isi_perubahan": "3"}
    assert "Hasilnya 150 persen, lebih dari keseluruhan" in rapi(ketua.post(alamat(dunia, PERSEN), isi, headers=HTMX))
    isi = {"versi": 1, "isi_agen": "0", "isi_perubahan": "3"}
    assert "pembaginya 0" in rapi(ketua.post(alamat(dunia, PERSEN), isi, headers=HTMX))
    isi = {"versi": 2, "isi_agen": "2", "isi_perubahan": ""}
    assert "masih kosong: Jumlah perubahan yang dibuat." in rapi(ketua.post(alamat(dunia, PERSEN), isi, headers=HTMX))


def test_dua_orang_sekaligus_melihat_keduanya(ketua, dunia):
    jawab(dunia.mandiri, dunia.tanya[YT], 0, tulisan="Tidak", catatan="Dari A", oleh=orang(dunia.satker, "ketua_tim"))
    jawaban = ketua.post(alamat(dunia), {"versi": 0, "isi": "Ya", "catatan": "Dari B"})
    assert jawaban.status_code == 409
    teks = rapi(jawaban)
    assert "Tersimpan: Tidak , catatan “Dari A”" in teks
    assert "Dari B" in teks
    assert Jawaban.objects.get().isi == "Tidak"
    assert ketua.post(alamat(dunia), {"versi": 1, "isi": "Ya", "catatan": "Dari B"}).status_code == 302
    assert Jawaban.objects.get().isi == "Ya"


def test_yang_tidak_boleh_mengisi_membaca_alasannya(client, dunia):
    client.force_login(dunia.orang["anggota"])
    assert "diisi dan diserahkan ketua tim" in rapi(client.get(alamat(dunia)))
    assert 'type="radio"' not in client.get(alamat(dunia)).text
    for kode, isi in ((YT, {"isi": "Ya"}), (PERSEN, {"isi_agen": "7"}), ("B.II.a", {"isi": "3,2"})):
        terkirim = client.post(alamat(dunia, kode), isi | {"versi": 0, "catatan": "Rapat Maret"})
        assert terkirim.status_code == 422
        assert all(x in rapi(terkirim) for x in ("Tidak tersimpan", next(iter(isi.values())), "“Rapat Maret”"))
    assert not Jawaban.objects.exists()


def test_yang_hanya_membaca_melihat_jawaban_sebagai_teks(client, dunia):
    ketua_tim = dunia.orang["ketua_tim"]
    for kode, tulisan in ((YT, "Ya"), (PERSEN, {"agen": "12", "perubahan": "34"}), ("B.II.a", "3,2")):
        jawab(dunia.mandiri, dunia.tanya[kode], 0, tulisan=tulisan, catatan=f"Catatan {kode}", oleh=ketua_tim)
    client.force_login(dunia.orang["anggota"])
    for kode, kata in ((YT, "Jawaban Ya"), (PERSEN, "Jumlah perubahan yang dibuat: 34"), ("B.II.a", "Jawaban 3,2")):
        teks = rapi(client.get(alamat(dunia, kode)))
        assert kata in teks
        assert f"Catatan {kode}" in teks
        assert "Simpan" not in teks


def test_nilai_tpi_tidak_terlihat_satker_sebelum_terbit(ketua, dunia):
    assert ketua.get(dunia.tpi.get_absolute_url()).status_code == 404
    assert ketua.get(alamat(dunia, putaran=dunia.tpi)).status_code == 404
    for aksi, siapa in (("serahkan", "evaluator"), ("terbitkan", "ketua_tpi")):
        langkah(dunia.tpi, aksi, oleh=dunia.orang[siapa], tetap=True)
    assert ketua.get(dunia.tpi.get_absolute_url()).status_code == 200


def test_pertanyaan_instrumen_lain_tidak_ada(ketua, dunia):
    assert ketua.get(reverse("lke:jawab", args=[dunia.mandiri.pk, 999_999])).status_code == 404


# --- starting, days, steps


def test_mulai_dari_halaman(client, dunia):
    user = dunia.orang["evaluator"]
    client.force_login(user)
    isi = {"satker": dunia.satker.pk, "tahun": TAHUN, "jenis": "pendampingan", "dengan_catatan": "on"}
    teks = client.get(reverse("lke:mulai")).text
    assert f'value="{TAHUN}"' in teks
    assert "Penilaian mandiri" not in teks  # not an evaluator's
    assert client.post(reverse("lke:mulai"), isi | {"tahun": 2022}).status_code == 422
    jawaban = client.post(reverse("lke:mulai"), isi | {"asal": dunia.tpi.pk, "buka": "2020-01-01"})
    baru = Putaran.objects.get(jenis="pendampingan")
    assert (jawaban["Location"], baru.asal, baru.buka.year) == (baru.get_absolute_url(), dunia.tpi, 2020)
    assert "belum terbit" in client.post(reverse("lke:mulai"), isi).text
    client.force_login(dunia.orang["anggota"])
    assert "dimulai ketua tim" in client.get(reverse("lke:mulai")).text


def test_serahkan_dengan_yang_belum_dijawab(ketua, dunia):
    url = reverse("lke:langkah", args=[dunia.mandiri.pk, "serahkan"])
    jawaban = ketua.post(url, {"catatan": "Siap"})
    assert jawaban.status_code == 409
    assert "113 pertanyaan belum dijawab dan dihitung 0" in rapi(jawaban)
    assert "Siap" in jawaban.text
    assert ketua.post(url, {"tetap": "1"}).status_code == 302
    dunia.mandiri.refresh_from_db()
    assert (dunia.mandiri.status, dunia.mandiri.diserahkan_oleh) == ("diserahkan", dunia.orang["ketua_tim"])
    assert ketua.get(reverse("lke:langkah", args=[dunia.mandiri.pk, "hapus"])).status_code == 404


def test_masa_diatur_admin(client, dunia):
    url = reverse("lke:masa", args=[dunia.mandiri.pk])
    client.force_login(dunia.orang["admin_satker"])
    assert client.post(url, {"buka": hari(1), "tutup": hari(0)}).status_code == 422
    assert client.post(url, {"tutup": hari(-3)}).status_code == 302
    client.force_login(Pengguna.objects.get(pk=dunia.orang["ketua_tim"].pk))
    assert "diatur admin satker" in rapi(client.get(url))
    assert "Masa pengisian putaran ini berakhir" in rapi(client.get(dunia.mandiri.get_absolute_url()))
