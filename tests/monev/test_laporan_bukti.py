"""An approved report becomes evidence: ticked by a person, stored once, checked by another."""

import io

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfWriter

from tests.monev.bantu_laporan import HARI_INI, catat, disetujui, dunia_laporan, hari
from zi.bukti.models import Berkas, JenisBukti, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.common.galat import GalatDomain
from zi.dokumen.services import simpan_pdf
from zi.monev.laporan.services_bukti import jadikan_bukti

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _april():
    with time_machine.travel(HARI_INI, tick=False):
        yield


@pytest.fixture
def d():
    """The row of the monev asks for a report each time, another one once; the meeting on March was that of 20 March."""
    d = dunia_laporan()
    JenisBukti.objects.get_or_create(kode="laporan", defaults={"nama": "Laporan", "urutan": 1})
    d.laporan_monev = SyaratBukti.objects.create(
        baris=d.baris["monev"], teks="Laporan monev", jenis=["laporan"], per_kejadian=True
    )
    d.evaluasi = SyaratBukti.objects.create(baris=d.baris["pos"], teks="Evaluasi POS", jenis=["hasil_evaluasi"])
    SyaratBukti.objects.create(baris=d.baris["monev"], teks="Notula monev", jenis=["notula"])
    d.rapat.kejadian.add(d.kejadian["maret"])
    d.versi = disetujui(d).versi_laporan.get()
    return d


def terbitkan(d):
    isi, pdf = io.BytesIO(), PdfWriter()
    pdf.add_blank_page(200, 200)
    pdf.write(isi)
    d.versi.terbitan = simpan_pdf(d.versi.terbitan, isi.getvalue(), 1)
    return reverse("laporan:bukti", args=[d.versi.pk])


def centang(jawab):
    """Value and state of each tick."""
    isi = BeautifulSoup(jawab.content, "html.parser").select('main [name="untuk"]')
    return {e["value"]: e.has_attr("checked") for e in isi}


def kunci(syarat, kejadian=None):
    return f"laporan:{syarat.pk}:{kejadian.pk if kejadian else 0}"


def test_dicentang_lalu_disimpan_sekali(d, client):
    """Ticked beforehand is only what the meeting on its month was held for; the file is one, whatever it serves."""
    alamat = terbitkan(d)
    client.force_login(d.orang["ketua_tim"])
    assert alamat in client.get(d.versi.laporan.get_absolute_url()).text
    maret, evaluasi = kunci(d.laporan_monev, d.kejadian["maret"]), kunci(d.evaluasi)
    jawab = client.get(alamat)
    assert centang(jawab) == {maret: True, evaluasi: False}
    assert "Notula monev" not in jawab.text
    for _ in range(2):
        assert client.post(alamat, {"untuk": [maret, evaluasi]}).status_code == 302
    semua = PemenuhanBukti.objects.filter(berkas__judul="Laporan bulanan Maret 2026")
    assert {(p.syarat, p.kejadian, p.status) for p in semua} == {
        (d.laporan_monev, d.kejadian["maret"], "menunggu"),
        (d.evaluasi, None, "menunggu"),
    }
    [versi] = VersiBerkas.objects.filter(sha256=d.versi.terbitan.sha256)
    assert (versi.berkas.jenis.kode, versi.berkas.tanggal) == ("laporan", hari(4, 5))
    jawab = client.get(alamat)
    assert (centang(jawab), "Sudah diajukan" in jawab.text) == ({}, True)


def test_yang_sudah_diunggah_orang_dipakai_lagi(d):
    """Somebody downloaded it and brought it by hand."""
    terbitkan(d)
    [satu] = jadikan_bukti(d.versi, [kunci(d.evaluasi)], oleh=d.orang["ketua_tim"])
    [dua] = jadikan_bukti(d.versi, [kunci(d.laporan_monev, d.kejadian["maret"])], oleh=d.orang["ketua_tim"])
    assert satu.berkas == dua.berkas
    assert Berkas.objects.filter(judul__startswith="Laporan").count() == 1


def test_yang_ditolak(d, client):
    """No PDF yet; nothing ticked; what was not offered; people of other areas; who only reads."""
    ketua, bukti = d.orang["ketua_tim"], [kunci(d.evaluasi)]
    with pytest.raises(GalatDomain, match="belum ada"):
        jadikan_bukti(d.versi, bukti, oleh=ketua)
    alamat = terbitkan(d)
    lama = kunci(d.laporan_monev, d.kejadian["januari"])
    for pilihan, siapa, kalimat in (
        ([], ketua, "paling sedikit satu"),
        ([lama], ketua, "berubah sejak"),
        (["laporan:x:y"], ketua, "berubah sejak"),
        (bukti, d.orang["koordinator"], "berubah sejak"),
        (bukti, d.orang["kepala"], "berubah sejak"),
    ):
        with pytest.raises(GalatDomain, match=kalimat):
            jadikan_bukti(d.versi, pilihan, oleh=siapa)
    assert not VersiBerkas.objects.exists()
    client.force_login(ketua)
    jawab = client.post(alamat, {"untuk": [lama]})
    assert (jawab.status_code, "berubah sejak" in jawab.text) == (409, True)
    client.force_login(d.orang["kepala"])
    assert "Tidak ada bukti yang meminta laporan" in client.get(alamat).text
    client.force_login(d.orang["evaluator"])
    assert client.get(alamat).status_code == 404


def test_jumlah_kueri_tetap(d, client):
    alamat = terbitkan(d)
    client.force_login(d.orang["ketua_tim"])
    jumlah = []
    for n in (0, 20):
        for i in range(n):
            SyaratBukti.objects.create(baris=d.baris["monev"], teks=f"L{i}", jenis=["laporan"], per_kejadian=True)
            catat(d.baris["monev"], hari(3, 1 + i))
        client.get(alamat)
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(alamat).status_code == 200
        jumlah.append(len(kueri))
    assert jumlah[0] == jumlah[1] <= 12
