"""Two people at once on one round, in threads of their own: one comes after the other, and nothing is lost."""

import threading

import pytest
from django.db import connection

from tests.lke.bantu import bangun_lke, hari, isi_semua
from tests.lke.test_jejak import bukti
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.workflow import riwayat
from zi.lke.lhe.services import simpan_lhe
from zi.lke.models import BuktiPutaran, Lhe, Putaran
from zi.lke.queries_putaran import nilai_berbeda
from zi.lke.services import jawab, langkah

pytestmark = pytest.mark.django_db(transaction=True)
YT = "A.I.1.i.a"


@pytest.fixture
def dunia():
    return bangun_lke()


def sekaligus(*kerja):
    """What each gives, or the error that it raises; all start at one moment."""
    gerbang, hasil = threading.Barrier(len(kerja), timeout=20), [None] * len(kerja)

    def jalan(nomor, satu):
        try:
            gerbang.wait()
            hasil[nomor] = satu()
        except Exception as galat:  # told to who waits
            hasil[nomor] = galat
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=isi) for isi in enumerate(kerja)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(60)
    return hasil


def kembar(putaran):
    """The round as another request reads it."""
    return Putaran.objects.select_related("satker", "instrumen").get(pk=putaran.pk)


def test_dua_evaluator_menjawab_satu_pertanyaan(dunia):
    tanya = dunia.tanya[YT]

    def satu(siapa, tulisan):
        return lambda: jawab(kembar(dunia.tpi), tanya, 0, tulisan=tulisan, oleh=dunia.orang[siapa])

    hasil = sekaligus(satu("evaluator", "Ya"), satu("ketua_tpi", "Tidak"))
    galat = [x for x in hasil if isinstance(x, Exception)]
    assert [isinstance(x, GalatDomain) for x in galat] == [True], hasil
    tersimpan = dunia.tpi.jawaban.get()
    assert tersimpan in hasil
    assert tersimpan.versi == 1
    assert nilai_berbeda() == (2, [])


def test_ketua_mengganti_selagi_anggota_menyimpan(dunia):
    tanya, anggota, ketua = dunia.tanya[YT], dunia.orang["evaluator"], dunia.orang["ketua_tpi"]
    jawab(dunia.tpi, tanya, 0, tulisan="Ya", oleh=anggota)
    hasil = sekaligus(
        lambda: jawab(kembar(dunia.tpi), tanya, 1, tulisan="Ya", catatan="SK ada.", oleh=anggota),
        lambda: jawab(kembar(dunia.tpi), tanya, 1, tulisan="Tidak", alasan="SK dicabut.", oleh=ketua),
    )
    galat = [x for x in hasil if isinstance(x, Exception)]
    assert [isinstance(x, GalatDomain) for x in galat] == [True], hasil
    satu = dunia.tpi.jawaban.get()
    assert (satu.versi, dunia.tpi.penggantian.count()) == (2, 1 if satu.isi == "Tidak" else 0)
    assert nilai_berbeda() == (2, [])


def test_terbit_dua_kali_sekaligus(dunia):
    ketua_tim, kepala = dunia.orang["ketua_tim"], dunia.orang["kepala"]
    jawab(dunia.mandiri, dunia.tanya[YT], 0, tulisan="Ya", oleh=ketua_tim)
    bukti(dunia, "SK Tim")
    langkah(dunia.mandiri, "serahkan", oleh=ketua_tim, tetap=True)

    def terbitkan():
        return langkah(kembar(dunia.mandiri), "terbitkan", oleh=kepala, tetap=True)

    assert sorted(sekaligus(terbitkan, terbitkan), key=str) == [False, True]
    assert BuktiPutaran.objects.count() == 1
    assert [x.aksi for x in riwayat(dunia.mandiri)] == ["serahkan", "terbitkan"]


def test_dua_orang_menulis_lhe_pertama(dunia):
    for aksi, siapa in (("serahkan", "evaluator"), ("terbitkan", "ketua_tpi")):
        langkah(dunia.tpi, aksi, oleh=dunia.orang[siapa], tetap=True)

    def tulis(siapa, nomor):
        isi = {"nomor": nomor, "tanggal": hari(0), "rekomendasi": ""}
        return lambda: simpan_lhe(kembar(dunia.tpi), 0, oleh=dunia.orang[siapa], **isi)

    hasil = sekaligus(tulis("ketua_tpi", "LHE-1"), tulis("admin_pusat", "LHE-2"))
    assert [type(x) for x in hasil if isinstance(x, Exception)] == [SudahBerubah], hasil
    assert Lhe.objects.get() in hasil


def test_jawaban_dikosongkan_selagi_diterbitkan(dunia):
    """Whichever comes first: nothing is published with an open question that nobody accepted."""
    anggota, ketua, tanya = dunia.orang["evaluator"], dunia.orang["ketua_tpi"], dunia.tanya[YT]
    isi_semua(dunia, dunia.tpi, ketua)
    langkah(dunia.tpi, "serahkan", oleh=anggota)
    kosong, terbit = sekaligus(
        lambda: jawab(kembar(dunia.tpi), tanya, 1, tulisan="", oleh=ketua),
        lambda: langkah(kembar(dunia.tpi), "terbitkan", oleh=ketua),
    )
    dunia.tpi.refresh_from_db()
    assert (dunia.tpi.status, dunia.tpi.belum) == (("terbit", 0) if terbit is True else ("diserahkan", 1))
    assert isinstance(kosong, GalatDomain) is (terbit is True)
    assert nilai_berbeda() == (2, [])
