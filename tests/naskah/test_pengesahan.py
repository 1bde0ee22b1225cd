"""Approval: submit, decide, withdraw; what a step leaves behind."""

import json

import pytest

from tests.pabrik import BarisFactory, RencanaFactory, SatkerFactory, orang
from zi.common.galat import GalatDomain
from zi.common.workflow import riwayat
from zi.naskah.models import Versi
from zi.naskah.services import ajukan, langkah
from zi.naskah.workflow import PENGESAHAN
from zi.notifikasi.models import Notifikasi
from zi.rencana.models import RencanaKerja

pytestmark = pytest.mark.django_db


@pytest.fixture
def rencana():
    return BarisFactory().tabel.rencana


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


@pytest.fixture
def kepala(rencana):
    return orang(rencana.satker, "kepala")


def test_ajukan_membekukan_dan_mengabari(rencana, ketua, kepala, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ajukan(rencana, oleh=ketua)
    versi = Versi.objects.get()
    assert rencana.status == "diajukan"
    assert json.loads(versi.isi)["tabel"][0]["baris"][0]["uraian"] == "Penyusunan Tim Kerja"
    assert [n.penerima for n in Notifikasi.objects.all()] == [kepala]
    assert [m.to for m in mailoutbox] == [[kepala.email]]
    assert f"/rencana/{rencana.pk}/" in mailoutbox[0].body


def test_setujui_mengikat_versi(rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "setujui", oleh=kepala)
    versi = Versi.objects.get()
    assert (rencana.status, versi.status, versi.diputus_oleh) == ("disetujui", "disetujui", kepala)
    assert [c.aksi for c in riwayat(rencana)] == ["ajukan", "setujui"]


def test_dua_kali_setujui_sama_dengan_sekali(rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "setujui", oleh=kepala)
    langkah(rencana, "setujui", oleh=kepala)
    assert riwayat(rencana).count() == 2


def test_kembalikan_perlu_catatan(rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    with pytest.raises(GalatDomain, match="catatan"):
        langkah(rencana, "kembalikan", oleh=kepala, catatan="  ")
    langkah(rencana, "kembalikan", oleh=kepala, catatan="Jadwal III.3 belum jelas.")
    assert rencana.status == "dikembalikan"
    assert Notifikasi.objects.get(penerima=ketua).isi == "Jadwal III.3 belum jelas."


def test_tarik_lalu_ajukan_lagi_versi_dua(rencana, ketua):
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "tarik", oleh=ketua)
    ajukan(rencana, oleh=ketua)
    assert [(v.nomor, v.status) for v in Versi.objects.order_by("nomor")] == [(1, "ditarik"), (2, "diajukan")]


def test_tidak_menyetujui_ajuan_sendiri(rencana, ketua):
    from tests.pabrik import PeranFactory

    PeranFactory(pengguna=ketua, satker=rencana.satker, jenis="kepala")
    ajukan(rencana, oleh=ketua)
    with pytest.raises(GalatDomain, match="ajukan sendiri"):
        langkah(rencana, "setujui", oleh=ketua)


def test_rencana_kosong_tidak_diajukan():
    rencana = RencanaFactory()
    with pytest.raises(GalatDomain, match="belum berisi"):
        ajukan(rencana, oleh=orang(rencana.satker, "ketua_tim"))
    assert not Versi.objects.exists()


@pytest.mark.parametrize("jenis", ["anggota", "koordinator", "admin_satker", "evaluator", "admin_pusat", "kepala"])
def test_hanya_ketua_tim_mengajukan(rencana, jenis):
    with pytest.raises(GalatDomain, match="ketua tim"):
        ajukan(rencana, oleh=orang(rencana.satker, jenis))
    assert RencanaKerja.objects.get().status == "draf"


def test_kepala_satker_lain_tidak_berhak(rencana, ketua):
    ajukan(rencana, oleh=ketua)
    with pytest.raises(GalatDomain):
        langkah(rencana, "setujui", oleh=orang(SatkerFactory(), "kepala"))


def test_yang_basi_ditolak(rencana, ketua, kepala):
    """Two people hold the same page; the second one meets the state that the first one left."""
    ajukan(rencana, oleh=ketua)
    lama = RencanaKerja.objects.get()
    langkah(rencana, "kembalikan", oleh=kepala, catatan="Kurang.")
    with pytest.raises(GalatDomain, match="Dikembalikan"):
        langkah(lama, "setujui", oleh=kepala)


def test_tiap_langkah_berlabel():
    assert set(PENGESAHAN.label_status) == {x.ke for x in PENGESAHAN.langkah}


def test_catatan_pengembalian_bukan_untuk_evaluator(client, rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "kembalikan", oleh=kepala, catatan="Urusan dalam kantor")
    ajukan(rencana, oleh=ketua)
    for jenis, terlihat in (("anggota", True), ("evaluator", False)):
        client.force_login(orang(rencana.satker, jenis))
        assert ("Urusan dalam kantor" in client.get(f"/rencana/{rencana.pk}/riwayat/").text) is terlihat
