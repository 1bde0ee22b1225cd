"""Decisions bind to the version that was read; nothing is decided twice, and what was decided stays."""

import json
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.pabrik import BarisFactory, PeranFactory, SatkerFactory, orang
from zi.common.galat import GalatDomain
from zi.common.models import CatatanAlur, Pekerjaan
from zi.dokumen.models import Terbitan
from zi.naskah.models import Versi
from zi.naskah.services import ajukan, langkah
from zi.rencana.models import RencanaKerja
from zi.rencana.services import siap_diubah
from zi.satker.models import AnggotaTim, Pegawai, TimKerja

pytestmark = pytest.mark.django_db
MASA = {"mulai": "2020-01-01", "selesai": "2099-12-31"}


@pytest.fixture
def rencana():
    return BarisFactory().tabel.rencana


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


@pytest.fixture
def kepala(rencana):
    return orang(rencana.satker, "kepala", pengguna__nama="Kepala Uji")


@pytest.fixture
def disetujui(rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "setujui", oleh=kepala, versi=1)
    return rencana


def keadaan(rencana):
    """All that a refused step must leave as it was."""
    satu = RencanaKerja.objects.get(pk=rencana.pk)
    versi = list(Versi.objects.order_by("nomor").values_list("nomor", "status", "catatan"))
    return (satu.status, satu.versi, versi, CatatanAlur.objects.count(), Terbitan.objects.count())


def ditolak(rencana, kalimat, *args, **kwargs):
    sebelum = keadaan(rencana)
    with pytest.raises(GalatDomain, match=kalimat):
        langkah(rencana, *args, **kwargs)
    assert keadaan(rencana) == sebelum


def test_versi_basi_ditolak(rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "tarik", oleh=ketua)
    ajukan(rencana, oleh=ketua)
    ditolak(rencana, "Yang Anda baca versi 1, yang diajukan sekarang versi 2", "setujui", oleh=kepala, versi=1)
    ditolak(rencana, "versi 2", "kembalikan", oleh=kepala, versi=1, catatan="Kurang.")
    langkah(rencana, "setujui", oleh=kepala, versi=2)
    assert Versi.objects.get(status="disetujui").nomor == 2


def test_dua_kali_oleh_dua_orang(disetujui, kepala):
    wakil = orang(disetujui.satker, "kepala", sebutan="Plh.", **MASA)
    ditolak(disetujui, "statusnya “Disetujui” .oleh Kepala Uji", "setujui", oleh=wakil, versi=1)
    langkah(disetujui, "setujui", oleh=kepala, versi=1)  # the same person again: nothing more happens
    assert Terbitan.objects.count() == 1
    assert Pekerjaan.objects.filter(jenis="terbitkan_naskah").count() == 1


def test_kembalikan_tanpa_catatan(rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    ditolak(rencana, "catatannya dulu", "kembalikan", oleh=kepala, versi=1, catatan=" \n ")


def test_cabut_mengikat_yang_berlaku(disetujui, ketua, kepala):
    siap_diubah(disetujui, ketua)
    ajukan(disetujui, oleh=ketua)
    ditolak(disetujui, "lebih baru sedang menunggu", "cabut", oleh=kepala, versi=1, catatan="Keliru.")
    langkah(disetujui, "setujui", oleh=kepala, versi=2)
    ditolak(disetujui, "Versi 1 tidak berlaku lagi", "cabut", oleh=kepala, versi=1, catatan="Keliru.")
    ditolak(disetujui, "catatannya dulu", "cabut", oleh=kepala, versi=2)
    langkah(disetujui, "cabut", oleh=kepala, versi=2, catatan="Salah tahun.")
    dua = Versi.objects.get(nomor=2)
    assert (dua.status, dua.dicabut_oleh, dua.alasan_cabut, dua.catatan) == ("dicabut", kepala, "Salah tahun.", "")
    assert dua.pengesah["nama"] == "Kepala Uji"  # who approved is not lost
    assert dua.terbitan.dicabut_pada
    assert not Versi.objects.get(nomor=1).terbitan.dicabut_pada
    assert Versi.objects.berlaku(disetujui) is None  # version 1 was replaced; it does not come back


def test_cabut_yang_berlaku_sewaktu_draf_berikutnya_disusun(disetujui, ketua, kepala):
    siap_diubah(disetujui, ketua)
    langkah(disetujui, "cabut", oleh=kepala, versi=1, catatan="Keliru.")
    satu = RencanaKerja.objects.get()
    assert (satu.status, satu.diajukan_oleh) == ("dicabut", ketua)
    langkah(disetujui, "cabut", oleh=kepala, versi=1, catatan="Keliru.")  # twice is once
    ajukan(disetujui, oleh=ketua)
    assert RencanaKerja.objects.get().status == "diajukan"


def test_wakil_memutus_dan_disebut_begitu(rencana, ketua, kepala):
    Pegawai.objects.create(satker=rencana.satker, nama="Kepala Uji", jabatan="Kepala Kantor Uji", pengguna=kepala)
    wakil = orang(rencana.satker, "kepala", sebutan="Plh.", pengguna__nama="Wakil Uji", **MASA)
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "setujui", oleh=wakil, versi=1)
    pengesah = Versi.objects.get().pengesah
    assert (pengesah["sebutan"], pengesah["nama"]) == ("Plh.", "Wakil Uji")
    assert pengesah["jabatan_kepala"] == "Kepala Kantor Uji"


def test_wakil_tidak_menyetujui_ajuannya_sendiri(rencana, ketua, kepala):
    PeranFactory(pengguna=ketua, satker=rencana.satker, jenis="kepala", sebutan="Plh.", **MASA)
    ajukan(rencana, oleh=ketua)
    ditolak(rencana, "ajukan sendiri", "setujui", oleh=ketua, versi=1)


def test_nama_dibekukan_seperti_hari_itu(rencana, ketua, kepala):
    satker = rencana.satker
    pegawai = Pegawai.objects.create(satker=satker, nama="Ketua Lama, S.S.", nomor_induk="19", pengguna=ketua)
    Pegawai.objects.create(satker=satker, nama="Kepala Lama", jabatan="Kepala Kantor Uji", pengguna=kepala)
    rencana.tim = TimKerja.objects.create(satker=satker, tahun=2023)
    rencana.save()
    AnggotaTim.objects.create(tim=rencana.tim, pegawai=pegawai, jabatan_tim="Ketua", area="MP")
    ajukan(rencana, oleh=ketua)
    Pegawai.objects.update(nama="Nama Baru")
    pejabat = json.loads(Versi.objects.get().isi)["pejabat"]
    assert pejabat["pengaju"]["nama"] == pejabat["tim"][0]["nama"] == "Ketua Lama, S.S."
    assert pejabat["kepala"]["jabatan_kepala"] == "Kepala Kantor Uji"
    assert pejabat["tim"][0]["jabatan_tim"] == "Ketua"


@pytest.mark.parametrize("medan", [{"isi": "{}"}, {"sha256": "0" * 64}, {"nomor": 9}, {"pesan": "lain"}])
def test_versi_beku(disetujui, medan):
    with pytest.raises(IntegrityError, match="tidak boleh berubah"), transaction.atomic():
        Versi.objects.update(**medan)


def test_putusan_beku(disetujui, ketua):
    for medan in ({"diputus_oleh": ketua}, {"pengesah": {}}, {"catatan": "x"}, {"luar": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Versi.objects.update(**medan)


def test_satu_versi_menunggu(rencana, ketua):
    ajukan(rencana, oleh=ketua)
    with pytest.raises(IntegrityError), transaction.atomic():
        Versi.objects.create(rencana=rencana, nomor=2, isi="{}", sha256="0" * 64, diajukan_oleh=ketua)


def test_cabut_tanpa_alasan_ditolak_basis_data(disetujui, kepala):
    with pytest.raises(IntegrityError), transaction.atomic():
        Versi.objects.update(status="dicabut", dicabut_oleh=kepala, dicabut_pada=timezone.now())


def test_terbitan_tanpa_nama_orang(disetujui, ketua, kepala):
    """What the public page shows is made of the unit and the year alone."""
    terbitan = Terbitan.objects.get()
    assert terbitan.judul == f"Rencana Kerja Zona Integritas {disetujui.tahun}"
    assert terbitan.sha_isi == Versi.objects.get().sha256


def test_kepala_satker_lain_tidak_memutus(rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    ditolak(rencana, "Hanya kepala satker", "setujui", oleh=orang(SatkerFactory(), "kepala"), versi=1)


@pytest.mark.django_db(transaction=True)
def test_dua_pemutus_pada_detik_yang_sama():
    """One approves, the other returns; exactly one decision stands, the other reads why not."""
    rencana = BarisFactory().tabel.rencana
    ajukan(rencana, oleh=orang(rencana.satker, "ketua_tim"))
    pemutus = {
        "setujui": orang(rencana.satker, "kepala"),
        "kembalikan": orang(rencana.satker, "kepala", sebutan="Plh.", **MASA),
    }
    gerbang, hasil = threading.Barrier(2, timeout=20), {}

    def putuskan(aksi):
        satu = RencanaKerja.objects.get(pk=rencana.pk)
        gerbang.wait()
        try:
            langkah(satu, aksi, oleh=pemutus[aksi], versi=1, catatan="Catatan.")
            hasil[aksi] = "ya"
        except GalatDomain as galat:
            hasil[aksi] = str(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=putuskan, args=(a,)) for a in pemutus]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(40)
    menang = [a for a, h in hasil.items() if h == "ya"]
    assert len(hasil) == 2
    assert len(menang) == 1, hasil
    (kalah,) = (h for h in hasil.values() if h != "ya")
    assert "tidak bisa: statusnya" in kalah
    versi = Versi.objects.get()
    assert versi.status == {"setujui": "disetujui", "kembalikan": "dikembalikan"}[menang[0]]
    assert Terbitan.objects.count() == (1 if menang[0] == "setujui" else 0)
    assert CatatanAlur.objects.filter(aksi__in=["setujui", "kembalikan"]).count() == 1
