"""Year to year: last year's answers are proposals, and last year's evidence still holds or has to be renewed."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from tests.lke.bantu import TAHUN, bangun_lke
from tests.lke.test_putaran import terbitkan
from tests.pabrik import orang
from zi.bukti.models import Berkas, JenisBukti
from zi.common.galat import GalatDomain, TidakBerhak
from zi.lke.models import BuktiPutaran, Jawaban
from zi.lke.services import jawab, mulai_putaran
from zi.lke.usulan.masa import masa
from zi.lke.usulan.queries import asal_usulan, daftar_usulan
from zi.lke.usulan.services import terima_usulan

pytestmark = pytest.mark.django_db
YT, ABC, LAIN = "A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a"
BARU = TAHUN + 1
HARI = datetime.date(BARU, 3, 1)


@pytest.mark.parametrize(
    ("isi", "berlaku", "kata"),
    [
        ({"sampai": datetime.date(BARU, 2, 28)}, False, "Habis berlaku 28 Februari"),
        ({"sampai": datetime.date(BARU, 3, 1)}, True, "Berlaku sampai 1 Maret"),
        ({"sampai": datetime.date(TAHUN, 12, 31), "hari_ini": datetime.date(TAHUN, 12, 1)}, False, "Habis berlaku"),
        ({"sampai": datetime.date(TAHUN, 5, 1), "tetap": True}, False, "Habis berlaku"),
        ({"tetap": True, "dari": datetime.date(2019, 1, 1)}, True, "sampai diganti"),
        ({"dari": datetime.date(TAHUN, 12, 31)}, False, f"Dokumen tahun {TAHUN}; perlu yang tahun {BARU}"),
        ({"dari": datetime.date(BARU, 1, 1)}, True, f"Dokumen tahun {BARU}"),
        ({}, False, "belum tercatat"),
        ({"tetap": True, "dihapus": True}, False, "dihapus"),
    ],
)
def test_masa_bukti(isi, berlaku, kata):
    umum = {"sampai": None, "tetap": False, "dari": None, "dihapus": False, "tahun": BARU, "hari_ini": HARI}
    hasil = masa(**(umum | isi))
    assert hasil.berlaku is berlaku
    assert kata in hasil.alasan


def bukti(putaran, tanya, judul, tahun, jenis=None):
    berkas = Berkas.objects.create(satker=putaran.satker, judul=judul, jenis=jenis, diunggah_oleh=putaran.dibuat_oleh)
    isi = {"berkas": berkas, "teks": "SK", "judul": judul, "tanggal": datetime.date(tahun, 6, 1)}
    return BuktiPutaran.objects.create(putaran=putaran, pertanyaan=tanya, **isi)


@pytest.fixture
def dunia():
    """Last year's published round: three letters and a count; this year's was started from it."""
    d = bangun_lke()
    d.ketua = d.orang["ketua_tim"]
    d.hitung = next(t for t in d.tanya.values() if t.masukan)
    for tanya, tulisan, catatan in (
        (d.tanya[YT], "Ya", "SK 2023"),
        (d.tanya[ABC], "B", ""),
        (d.tanya[LAIN], "Ya", ""),
    ):
        jawab(d.mandiri, tanya, 0, tulisan=tulisan, catatan=catatan, oleh=d.ketua)
    jawab(d.mandiri, d.hitung, 0, tulisan={m["kunci"]: "10" for m in d.hitung.masukan}, oleh=d.ketua)
    sk = JenisBukti.objects.create(kode="sk", nama="SK", tetap=True)
    bukti(d.mandiri, d.tanya[YT], "SK Tim", TAHUN, sk)
    bukti(d.mandiri, d.tanya[YT], "Notula rapat", TAHUN)
    d.lalu = terbitkan(d, d.mandiri)
    d.baru = mulai_putaran(d.satker, BARU, "mandiri", oleh=d.ketua, asal=d.lalu)
    d.baru.refresh_from_db()
    return d


def usulan(dunia):
    return {u.pertanyaan.kode: u for u in daftar_usulan(dunia.baru, asal_usulan(dunia.baru), dunia.ketua)}


def test_jawaban_tahun_lalu_hanya_usulan(dunia):
    assert (dunia.baru.total, dunia.baru.belum, dunia.baru.jawaban.count()) == (0, 113, 0)
    semua = usulan(dunia)
    assert list(semua) == [YT, ABC, LAIN, dunia.hitung.kode]
    assert [u.tulisan for u in semua.values()][:2] == ["Ya", "B"]
    assert [b.masa.berlaku for b in semua[YT].bukti] == [True, False]
    jawab(dunia.baru, dunia.tanya[ABC], 0, tulisan="C", oleh=dunia.ketua)
    assert ABC not in usulan(dunia)


def test_terima_satu_dan_sekaligus(dunia):
    assert terima_usulan(dunia.baru, oleh=dunia.ketua, tanya=dunia.hitung.pk) == 1
    jawab(dunia.baru, dunia.tanya[ABC], 0, tulisan="", catatan="Catatan baru", oleh=dunia.ketua)
    simpul = dunia.tanya[YT].simpul_id
    assert terima_usulan(dunia.baru, oleh=dunia.ketua, simpul=simpul) == 2
    assert terima_usulan(dunia.baru, oleh=dunia.ketua, simpul=simpul) == 0
    isi = {j.pertanyaan.kode: j for j in dunia.baru.jawaban.select_related("pertanyaan")}
    assert set(isi) == {YT, ABC, dunia.hitung.kode}
    assert (isi[YT].isi, isi[YT].catatan, isi[YT].oleh, isi[YT].bawaan) == ("Ya", "SK 2023", dunia.ketua, False)
    assert (isi[ABC].isi, isi[ABC].catatan) == ("B", "Catatan baru")
    dunia.baru.refresh_from_db()
    assert dunia.baru.belum == 110
    assert list(usulan(dunia)) == [LAIN]


def test_angka_tidak_ikut_sekaligus(dunia):
    simpul = dunia.hitung.simpul_id
    assert terima_usulan(dunia.baru, oleh=dunia.ketua, simpul=simpul) == 0
    assert not usulan(dunia)[dunia.hitung.kode].pilihan


def test_yang_tidak_berhak_dan_yang_tanpa_usulan(dunia):
    with pytest.raises(TidakBerhak):
        terima_usulan(dunia.baru, oleh=dunia.orang["kepala"], tanya=dunia.tanya[YT].pk)
    with pytest.raises(GalatDomain, match="tidak mempunyai usulan"):
        terima_usulan(dunia.tpi, oleh=dunia.orang["evaluator"], tanya=dunia.tanya[YT].pk)
    lanjut = mulai_putaran(dunia.satker, TAHUN, "pendampingan", oleh=dunia.orang["evaluator"], asal=dunia.lalu)
    assert asal_usulan(lanjut) is None
    assert lanjut.jawaban.count() == 4  # within the year the answers themselves are taken over


def test_evaluator_tahun_ini_tidak_membaca_putaran_tahun_lalu(dunia):
    Jawaban.objects.filter(putaran=dunia.baru).delete()
    baru = SimpleNamespace(satker=dunia.satker)
    evaluator = orang(baru.satker, "evaluator", tahun=BARU)
    assert daftar_usulan(dunia.baru, dunia.lalu, evaluator) == []


def test_halaman_usulan(client, dunia):
    client.force_login(dunia.ketua)
    alamat = reverse("lke:usulan", args=[dunia.baru.pk])
    assert alamat in client.get(dunia.baru.get_absolute_url()).text
    teks = client.get(alamat).text
    assert teks.count("Masih berlaku") == teks.count("Perlu diperbarui") == 1
    assert "Terima 2 sekaligus" in teks
    rubrik = {u.rubrik for u in daftar_usulan(dunia.baru, dunia.lalu, dunia.ketua)} - {""}
    assert rubrik
    assert all(escape(satu) in teks for satu in rubrik)
    satu = reverse("lke:jawab", args=[dunia.baru.pk, dunia.tanya[YT].pk])
    assert "Terima usulan ini" in client.get(satu).text
    jawaban = client.post(alamat, {"tanya": dunia.tanya[YT].pk, "next": satu})
    assert jawaban["Location"] == satu
    teks = client.get(satu).text
    assert "Terima usulan ini" not in teks
    assert "1 usulan diterima." in teks
    client.post(alamat, {"simpul": "x"})
    client.force_login(dunia.orang["kepala"])
    assert '<button class="btn btn-outline-primary" name="tanya"' not in client.get(alamat).text
    assert dunia.baru.jawaban.count() == 1


def test_formulir_mulai_menyarankan_tahun_lalu(client, dunia):
    client.force_login(dunia.ketua)
    form = client.get(reverse("lke:mulai")).context["form"]
    assert form.initial["asal"] == dunia.baru  # the newest own round of an earlier year than this one
    assert "menjadi usulan" in form.fields["asal"].help_text


def test_kueri_halaman_usulan(client, dunia):
    client.force_login(dunia.ketua)
    for alamat in (
        reverse("lke:usulan", args=[dunia.baru.pk]),
        reverse("lke:jawab", args=[dunia.baru.pk, dunia.tanya[YT].pk]),
    ):
        client.get(alamat)
        with CaptureQueriesContext(connection) as kueri:
            client.get(alamat)
        assert len(kueri) <= 12, [q["sql"][:120] for q in kueri]
