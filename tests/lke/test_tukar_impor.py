"""An official workbook into a round: matched by place and type, shown first, nothing silently and nothing lost."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from tests.impor.pembuat import buku as buku_lain
from tests.impor.pembuat import docx, matriks, simpan
from tests.lke.bantu import bangun_lke, isi_semua
from tests.lke.bantu_tukar import dengan_rumus, letak, ubah, unduh
from zi.common.galat import GalatDomain
from zi.impor.lke.pratinjau import pratinjau_lke
from zi.impor.lke.services import siapkan_draf, terapkan_draf
from zi.impor.models import DrafLke
from zi.lke.models import Penggantian
from zi.lke.services import jawab
from zi.lke.tukar.bentuk import BENTUK
from zi.lke.tukar.buku import tulis_buku
from zi.lke.tukar.queries import IsiLembar
from zi.lke.tukar.susunan import susun
from zi.pengungkit.services import FIXTURES, muat_instrumen

pytestmark = pytest.mark.django_db
YT, ABC, PERSEN, SURVEI = "A.I.1.i.a", "A.I.1.i.b", "A.II.1.i.a", "B.I.a"


@pytest.fixture
def dunia():
    return bangun_lke()


@pytest.fixture
def ketua(client, dunia):
    client.force_login(dunia.orang["ketua_tim"])
    return client


def kosong(dunia, bentuk="lke-zi"):
    """The workbook of an empty round."""
    semua = susun(dunia.mandiri.instrumen)
    return tulis_buku(dunia.mandiri, BENTUK[bentuk], semua, IsiLembar())


def baca(dunia, data, putaran=None, orang="ketua_tim", **lain):
    """The preview of a workbook by code of the question, and its draft."""
    user = dunia.orang[orang]
    draf = siapkan_draf(putaran or dunia.mandiri, "lke.xlsx", io.BytesIO(data), oleh=user, **lain)
    return {b.pertanyaan.kode: b for b in pratinjau_lke(draf, user).baris}, draf


def di(dunia, kode, kunci="", bentuk="lke-zi"):
    return letak(dunia.mandiri.instrumen, bentuk)["masukan" if kunci else "soal", kode, kunci]


def isi_sel(**sel):
    def langkah(lembar):
        for alamat, nilai in sel.items():
            lembar[alamat] = nilai

    return langkah


def jawaban(putaran):
    return {j.pertanyaan.kode: (j.isi, j.catatan) for j in putaran.jawaban.select_related("pertanyaan")}


# --- there and back


@pytest.mark.parametrize("bentuk", list(BENTUK))
def test_bolak_balik_lewat_halaman(ketua, dunia, bentuk):
    """Into its own round: nothing to change. Into an empty one: the same answers and notes, and as many queries."""
    user = dunia.orang["ketua_tim"]
    isi_semua(dunia, dunia.mandiri, user, kecuali=("A.I.1.ii.a",))
    jawab(dunia.mandiri, dunia.tanya[YT], 1, tulisan="Ya", catatan="=1+1\nhttps://a.example/b?c=d", oleh=user)
    jawab(dunia.mandiri, dunia.tanya[PERSEN], 1, tulisan={"agen": "4", "perubahan": ""}, catatan="- satu", oleh=user)
    jawab(dunia.mandiri, dunia.tanya["A.I.1.ii.a"], 0, tulisan="", catatan="Hanya catatan", oleh=user)
    semula, data = jawaban(dunia.mandiri), unduh(ketua, dunia.mandiri, bentuk)
    sama, draf = baca(dunia, data)
    assert {b.status for b in sama.values()} == {"sama"}
    assert (draf.isi["lepas"], draf.isi["tiada"]) == ([], [])
    assert "Tidak ada yang berubah." in ketua.get(reverse("impor:lke_draf", args=[draf.pk])).text

    dunia.mandiri.jawaban.all().delete()
    berkas = io.BytesIO(data)
    berkas.name = "lke.xlsx"
    with CaptureQueriesContext(connection) as unggah:
        tujuan = ketua.post(reverse("impor:lke", args=[dunia.mandiri.pk]), {"berkas": berkas})["Location"]
    with CaptureQueriesContext(connection) as lihat:
        halaman = ketua.get(tujuan)
    assert "Simpan 113 jawaban" in halaman.text
    assert max(len(lihat), len([q for q in unggah if "SAVEPOINT" not in q["sql"]])) <= 12
    versi = {f"versi-{p.pk}": "0" for p in dunia.tanya.values()}
    assert ketua.post(tujuan, versi)["Location"] == dunia.mandiri.get_absolute_url()
    assert jawaban(dunia.mandiri) == semula
    dunia.mandiri.refresh_from_db()
    assert dunia.mandiri.belum == 2
    assert ketua.get(tujuan)["Location"] == dunia.mandiri.get_absolute_url()


def test_evaluator_membaca_kolomnya_sendiri(client, dunia):
    jawab(dunia.mandiri, dunia.tanya[YT], 0, tulisan="Ya", catatan="Unit", oleh=dunia.orang["ketua_tim"])
    n = di(dunia, YT, bentuk="portalrb")
    data = ubah(
        kosong(dunia, "portalrb"), isi_sel(**{f"K{n}": "Ya", f"L{n}": "Unit", f"N{n}": "tidak", f"Q{n}": "TPI"})
    )
    hasil, _ = baca(dunia, data, dunia.tpi, "evaluator")
    assert {k: (b.isi, b.teks_catatan) for k, b in hasil.items()} == {YT: ("Tidak", "TPI")}
    hasil, _ = baca(dunia, data)
    assert hasil[YT].status == "sama"


# --- messy files


def test_berkas_kusut_tetap_dikenali_menurut_tempat_dan_tipe(dunia):
    """Rows inserted and removed, a column removed, lower case, numbers as text, Ya in the column of types."""
    n = {k: di(dunia, k) for k in dunia.tanya}

    def isi(lembar):
        lembar[f"K{n[YT]}"], lembar[f"O{n[YT]}"] = " ya ", "Lihat https://drive.example/x"
        lembar[f"K{n[ABC]}"] = "b."
        lembar[f"J{n['A.I.1.ii.a']}"] = "Ya"
        lembar[f"J{n['A.I.1.iv.a']}"], lembar[f"K{n['A.I.1.iv.a']}"] = "Ya", "TIDAK"
        lembar[f"K{n[SURVEI]}"] = "3,60"
        for kunci, nilai in (("agen", "4"), ("perubahan", 2.0)):
            lembar[f"K{di(dunia, PERSEN, kunci)}"] = nilai
        for kunci, nilai in (("kepala", 1), ("wajib", "2"), ("lainnya", 0), ("sudah", 3)):
            lembar[f"K{di(dunia, 'A.II.5.iii.a.1', kunci)}"] = nilai
        lembar[f"K{n['A.II.6.ii.a']}"] = "c"

    def geser(lembar):
        for nomor in (n["A.II.6.ii.a"], n["A.II.3.i.a"], n["A.I.1.ii.a"], n[YT]):
            lembar.insert_rows(nomor, 2)
            lembar[f"G{nomor}"] = "Baris tambahan kantor"
        lembar.delete_rows(n["A.I.2.i.c"] + 4)  # the question after two insertions: its area has one less
        lembar.delete_cols(1)

    hasil, draf = baca(dunia, ubah(kosong(dunia), isi, geser))
    assert {k: b.isi for k, b in hasil.items()} == {
        YT: "Ya",
        ABC: "B",
        "A.I.1.ii.a": "Ya",
        "A.I.1.iv.a": "Tidak",
        PERSEN: {"agen": "4", "perubahan": "2"},
        "A.II.5.iii.a.1": {"kepala": "1", "lainnya": "0", "sudah": "3", "wajib": "2"},
        "A.II.6.ii.a": "C",
        SURVEI: "3.6",
    }
    assert {k for k, b in hasil.items() if b.status == "ragu"} == {"A.I.1.ii.a"}
    assert hasil[YT].teks_catatan == "Lihat https://drive.example/x"
    assert draf.isi["lepas"] == []
    assert draf.isi["tiada"] == ["A.I.2.i.c"]


def test_kata_lain_pada_berkas_resmi(dunia):
    """The official words are not ours: headings, order and type decide; a number that contradicts is not believed."""
    n = {k: di(dunia, k) for k in dunia.tanya}

    def resmi(lembar):
        for baris in lembar.iter_rows(min_row=4, min_col=6, max_col=7):
            for sel in baris:
                tipe = lembar.cell(sel.row, 10).value
                if tipe and tipe != "Jumlah" and sel.value and len(str(sel.value)) > 5:
                    sel.value = f"Kalimat resmi lain di baris {sel.row}"
        lembar[f"F{n['A.I.6.v.b']}"], lembar[f"F{n['A.I.6.v.c']}"] = "c. ", "b."  # as Lampiran III prints them
        lembar[f"K{n['A.I.6.v.b']}"], lembar[f"K{n['A.I.6.v.c']}"] = "Ya", "C"
        lembar[f"F{n['A.I.4.ii.a']}"], lembar[f"K{n['A.I.4.ii.a']}"] = "c.", "Ya"  # three questions of this type
        lembar[f"K{n['A.I.5.i.a']}"] = "A"

    def tambah(lembar):
        lembar.insert_rows(n["A.I.5.i.b"])
        for kolom, nilai in (("F", "x."), ("G", "Pertanyaan buatan kantor"), ("J", "A/B/C"), ("K", "C")):
            lembar[f"{kolom}{n['A.I.5.i.b']}"] = nilai

    hasil, draf = baca(dunia, ubah(kosong(dunia), resmi, tambah))
    assert {k: b.isi for k, b in hasil.items()} == {"A.I.6.v.b": "Ya", "A.I.6.v.c": "C", "A.I.5.i.a": "A"}
    lepas = [(x["teks"], x["jawaban"]) for x in draf.isi["lepas"]]
    assert [j for _, j in lepas] == ["Ya", "C"]
    assert lepas[1][0] == "x. Pertanyaan buatan kantor"


def test_salah_isi_disebut_di_barisnya_dan_kosong_tidak_menghapus(dunia):
    jawab(dunia.mandiri, dunia.tanya[ABC], 0, tulisan="A", catatan="Tetap", oleh=dunia.orang["ketua_tim"])
    jawab(dunia.mandiri, dunia.tanya[PERSEN], 0, tulisan={"agen": "5"}, oleh=dunia.orang["ketua_tim"])
    n = {k: di(dunia, k) for k in dunia.tanya}
    perubahan = di(dunia, PERSEN, "perubahan")
    lain = {f"K{n['B.I.b']}": "F", f"K{n[SURVEI]}": "4,01", f"K{n['A.II.6.i.b']}": 0.9, f"K{perubahan}": "3"}
    lain |= {f"K{di(dunia, 'A.II.1.i.b', 'perubahan')}": -1, f"O{n['A.I.1.ii.b']}": "x" * 4001}
    hasil, _ = baca(dunia, ubah(kosong(dunia), isi_sel(**lain)))
    assert hasil[PERSEN].isi == {"agen": "5", "perubahan": "3"}
    assert ABC not in hasil
    kalimat = {
        "B.I.b": "bukan salah satu dari A, B, C, D, E",
        SURVEI: "harus angka antara 0 dan 4",
        "A.II.6.i.b": "berisi “0,9”. Isi cacahnya: Jumlah perijinan",
        "A.II.1.i.b": "harus bilangan bulat, nol atau lebih",
        "A.I.1.ii.b": "lebih dari 4000 huruf",
    }
    assert {k for k, b in hasil.items() if b.status == "gagal"} == set(kalimat)
    assert all(kata in hasil[k].galat for k, kata in kalimat.items())


def test_rumus_diambil_hasilnya_dan_disebut(dunia):
    n = {k: di(dunia, k) for k in (YT, ABC)}
    data = ubah(kosong(dunia), isi_sel(**{f"K{n[YT]}": "x", f"K{n[ABC]}": "x"}))
    hasil, _ = baca(dunia, dengan_rumus(dengan_rumus(data, f"K{n[YT]}", "Ya"), f"K{n[ABC]}"))
    assert (hasil[YT].isi, hasil[YT].bacaan["tanda"]) == ("Ya", [f"Hasil rumus di sel K{n[YT]}."])
    assert "berisi rumus tanpa hasil" in hasil[ABC].galat


def test_bukti_di_berkas_ditawarkan_ke_catatan(dunia):
    n = di(dunia, YT)
    data = ubah(kosong(dunia), isi_sel(**{f"P{n}": "https://drive.example/1", f"Q{n}": "Kata TPI", f"K{n}": "Ya"}))
    hasil, _ = baca(dunia, data)
    assert (hasil[YT].teks_catatan, hasil[YT].bacaan["bukti"]) == ("Kata TPI", "https://drive.example/1")
    hasil, _ = baca(dunia, data, bukti_ke_catatan=True)
    assert hasil[YT].teks_catatan == "Kata TPI\nBukti: https://drive.example/1"


def test_buku_kerja_yang_keliru_mendapat_satu_kalimat(dunia):
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2014.yaml")
    lama = type(dunia.mandiri.instrumen).objects.get(kode="lke-zi-2014")
    asli, dunia.mandiri.instrumen = dunia.mandiri.instrumen, lama
    buku_lama = kosong(dunia)
    dunia.mandiri.instrumen = asli

    def tanpa_keterangan(lembar):
        lembar.parent.remove(lembar.parent["Keterangan"])
        lembar["B1"] = "LKE"

    semua = [
        (simpan(Workbook()), "kosong atau tidak berisi lembar LKE"),
        (buku_lain(matriks(("1", "Rencana", "a", "Januari", "SK"))), "tidak berisi lembar LKE"),
        (docx([["a", "b"]]), "hanya berkas Excel"),
        (b"%PDF-1.7", "Berkas PDF tidak dapat dibaca"),
        (kosong(dunia), "tidak berisi satu pun jawaban"),
        (buku_lama, re.escape(lama.dasar)),
        (ubah(buku_lama, tanpa_keterangan), "sedangkan putaran ini memakai"),
        (ubah(kosong(dunia), tanpa_keterangan, isi_sel(B1="LKE Tahun 2019")), "untuk tahun 2019"),
    ]
    for data, kalimat in semua:
        with pytest.raises(GalatDomain, match=kalimat):
            baca(dunia, data)
    peraturan = isi_sel(B1="Peraturan Menteri PANRB Nomor 90 Tahun 2021", **{f"K{di(dunia, YT)}": "Ya"})
    hasil, _ = baca(dunia, ubah(kosong(dunia), tanpa_keterangan, peraturan))
    assert hasil[YT].status == "baru"
    assert DrafLke.objects.count() == 1


# --- confirming


def test_dua_orang_sekaligus_tidak_saling_menimpa(ketua, dunia):
    n = {k: di(dunia, k) for k in (YT, ABC)}
    _, draf = baca(dunia, ubah(kosong(dunia), isi_sel(**{f"K{n[YT]}": "Ya", f"K{n[ABC]}": "A"})))
    url, versi = reverse("impor:lke_draf", args=[draf.pk]), {f"versi-{dunia.tanya[k].pk}": "0" for k in n}
    ketua.get(url)
    jawab(dunia.mandiri, dunia.tanya[YT], 0, tulisan="Tidak", catatan="Dari A", oleh=dunia.orang["ketua_tim"])
    teks = ketua.post(url, versi, follow=True).text
    assert "1 jawaban disimpan" in teks
    assert f"belum disimpan: {YT}" in teks
    assert "Tidak</del>" in teks
    assert jawaban(dunia.mandiri) == {YT: ("Tidak", "Dari A"), ABC: ("A", "")}
    assert ketua.post(url, versi | {f"versi-{dunia.tanya[YT].pk}": "1"}).status_code == 302
    assert jawaban(dunia.mandiri)[YT] == ("Ya", "Dari A")
    assert "sudah disimpan" in ketua.post(url, versi, follow=True).text


def test_yang_ragu_hanya_bila_dipilih_dan_pengganti_beralasan(ketua, dunia):
    n = {k: di(dunia, k) for k in (YT, ABC)}
    data = ubah(kosong(dunia), isi_sel(**{f"J{n[YT]}": "Ya", f"K{n[ABC]}": "C"}))
    _, draf = baca(dunia, data)
    ya, abc = dunia.tanya[YT].pk, dunia.tanya[ABC].pk
    user = dunia.orang["ketua_tim"]
    assert f'name="pilih-{ya}"' in ketua.get(reverse("impor:lke_draf", args=[draf.pk])).text
    assert terapkan_draf(draf, {ya: 0, abc: 0}, oleh=user) == (1, [])
    _, draf = baca(dunia, data)
    assert terapkan_draf(draf, {ya: 0}, {ya}, oleh=user) == (1, [])
    assert jawaban(dunia.mandiri) == {YT: ("Ya", ""), ABC: ("C", "")}

    jawab(dunia.tpi, dunia.tanya[ABC], 0, tulisan="A", oleh=dunia.orang["evaluator"])
    pratinjau, draf = baca(dunia, data, dunia.tpi, "ketua_tpi")
    assert pratinjau[ABC].ganti
    with pytest.raises(GalatDomain, match="alasan mengganti"):
        terapkan_draf(draf, {abc: 1}, oleh=dunia.orang["ketua_tpi"])
    assert terapkan_draf(draf, {abc: 1}, oleh=dunia.orang["ketua_tpi"], alasan="Hasil desk") == (1, [])
    assert Penggantian.objects.get().alasan == "Hasil desk"


def test_hanya_yang_boleh_mengisi(client, dunia):
    data = ubah(kosong(dunia), isi_sel(**{f"K{di(dunia, YT)}": "Ya"}))
    url = reverse("impor:lke", args=[dunia.mandiri.pk])
    for jenis, status in (("anggota", 422), ("evaluator", 404)):
        client.force_login(dunia.orang[jenis])
        assert client.post(url, {"berkas": io.BytesIO(data)}).status_code == status
    client.force_login(dunia.orang["anggota"])
    assert "diisi dan diserahkan ketua tim" in client.get(url).text
    assert "Impor dari Excel" not in client.get(dunia.mandiri.get_absolute_url()).text
    client.force_login(dunia.orang["ketua_tim"])
    assert "Impor dari Excel" in client.get(dunia.mandiri.get_absolute_url()).text
    _, draf = baca(dunia, data)
    client.force_login(dunia.orang["anggota"])
    assert client.get(reverse("impor:lke_draf", args=[draf.pk])).status_code == 404
    with pytest.raises(GalatDomain):
        siapkan_draf(dunia.mandiri, "x.xlsx", io.BytesIO(data), oleh=dunia.orang["anggota"])
