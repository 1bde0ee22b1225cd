"""The closing evidence of follow-ups in a bundle: by area, for the years of its plan, only for who may see it."""

import datetime

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.bukti.bantu_bungkus import buat_berkas, buat_rencana, buat_syarat, buka, nama, susun
from tests.pabrik import AreaFactory, orang
from zi.bukti.bungkus import services as services_bungkus
from zi.bukti.bungkus.daftar import daftar_dokumen
from zi.bukti.bungkus.queries import letak_bungkus
from zi.bukti.bungkus.susun import susun as susun_letak
from zi.bukti.models import SyaratBukti
from zi.dokumen.pdf import Pdf
from zi.tindaklanjut.models import TindakLanjut

pytestmark = pytest.mark.django_db


@pytest.fixture
def rencana():
    return buat_rencana()


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


@pytest.fixture
def tanpa_cetak(monkeypatch):
    monkeypatch.setattr(services_bungkus, "buat_pdf", lambda html, **_: Pdf(b"%PDF-1.7", 1, 0, 0))


def tindak_lanjut(rencana, ketua, uraian, area="MP", tenggat=datetime.date(2023, 5, 1), **lain):
    """A follow-up whose closing evidence was accepted."""
    satu = TindakLanjut.objects.create(satker=rencana.satker, area=area, uraian=uraian, tenggat=tenggat, **lain)
    syarat = SyaratBukti.objects.create(tindak_lanjut=satu, teks="Bukti penyelesaian")
    buat_berkas(syarat, ketua, f"Berkas {uraian}", uraian.encode(), satker=rencana.satker)
    return satu


@pytest.mark.usefixtures("tanpa_cetak")
def test_menurut_area_dan_tahun_rencana(rencana, ketua):
    lain = AreaFactory(rencana=rencana, kode="II", nama="Tata Laksana")
    buat_berkas(buat_syarat(rencana), ketua)
    tindak_lanjut(rencana, ketua, "Perbaiki SOP")
    tindak_lanjut(rencana, ketua, "Lengkapi notula", area="II")
    tindak_lanjut(rencana, ketua, "Undang semua", area="")
    tindak_lanjut(rencana, ketua, "Tahun lalu", tenggat=datetime.date(2022, 12, 31))
    tindak_lanjut(rencana, ketua, "Batal", status="batal", alasan="Tidak perlu", ditutup_oleh=ketua, ditutup_pada=KINI)
    tanpa = tindak_lanjut(rencana, ketua, "Tanpa tenggat", tenggat=None)
    TindakLanjut.objects.filter(pk=tanpa.pk).update(created_at=datetime.datetime(2023, 7, 1, tzinfo=datetime.UTC))
    semua = susun(rencana, ketua)
    assert nama(semua)[1:-3] == [
        "Tindak lanjut/Seluruh satker/01 Berkas Undang semua (2023-01-27).pdf",
        "Tindak lanjut/II Tata Laksana/01 Berkas Lengkapi notula (2023-01-27).pdf",
        "Tindak lanjut/I Manajemen Perubahan/01 Berkas Perbaiki SOP (2023-01-27).pdf",
        "Tindak lanjut/I Manajemen Perubahan/02 Berkas Tanpa tenggat (2023-01-27).pdf",
    ]
    assert nama(susun(rencana, ketua, lain))[:-3] == [
        "Tindak lanjut/II Tata Laksana/01 Berkas Lengkapi notula (2023-01-27).pdf"
    ]
    with buka(semua) as arsip, arsip.open("Daftar bukti.xlsx") as isi:
        sel = [str(x.value) for baris in load_workbook(isi).active.iter_rows() for x in baris]
    assert "Perbaiki SOP: Bukti penyelesaian" in sel


KINI = timezone.now()


def test_daftar_menyebut_tindak_lanjut(rencana, ketua):
    tindak_lanjut(rencana, ketua, "Perbaiki SOP")
    susunan = susun_letak(letak_bungkus(rencana, None, ketua, belum=False))
    kepala = services_bungkus.Kepala("Bukti", "Satker", ())
    cetak = repr(daftar_dokumen(kepala, susunan.daftar, {}))
    assert "Tindak lanjut: I Manajemen Perubahan" in cetak
    assert "Belum dipetakan" not in cetak


def test_evaluator_tidak_mendapatnya(rencana, ketua):
    """A follow-up is the unit's own affair (DESIGN section 3)."""
    tindak_lanjut(rencana, ketua, "Perbaiki SOP")
    nilai = {"status": "diajukan", "diajukan_pada": KINI, "diajukan_oleh": ketua}
    type(rencana).objects.filter(pk=rencana.pk).update(**nilai)
    rencana.refresh_from_db()
    assert letak_bungkus(rencana, None, orang(rencana.satker, "evaluator"), belum=False) == []
