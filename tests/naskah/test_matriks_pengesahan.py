"""The whole matrix role × state × step against the file written by hand from DESIGN section 3."""

import csv
import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from tests.pabrik import BarisFactory, PenggunaFactory, PeranFactory, SatkerFactory, orang
from zi.akun.models import Pengguna
from zi.naskah.models import Versi
from zi.naskah.services import bekukan
from zi.naskah.workflow import PENGESAHAN
from zi.rencana.enums import StatusRencana
from zi.rencana.models import RencanaKerja

with (Path(__file__).parent / "matriks.csv").open(encoding="utf-8") as _berkas:
    HARAPAN = {(x["peran"], x["aksi"]): {s: x[s] for s in StatusRencana.values} for x in csv.DictReader(_berkas)}
PERAN = sorted({p for p, _ in HARAPAN})
MASA = {"mulai": datetime.date(2020, 1, 1), "selesai": datetime.date(2099, 12, 31)}


def pelaku(peran, rencana):
    """The person of a line; a kepala with an account exists unless the line says otherwise."""
    satker = rencana.satker
    if peran != "admin_tanpa_kepala":
        orang(satker, "kepala")
    if peran == "tanpa_peran":
        return PenggunaFactory()
    if peran == "kepala_satker_lain":
        return orang(SatkerFactory(), "kepala")
    if peran.startswith("plh"):
        masa = MASA if peran == "plh" else MASA | {"selesai": datetime.date(2020, 12, 31)}
        return orang(satker, "kepala", sebutan="Plh.", **masa)
    if peran == "kepala_pengaju":
        PeranFactory(pengguna=rencana.diajukan_oleh, satker=satker, jenis="kepala")
        return Pengguna.objects.get(pk=rencana.diajukan_oleh_id)  # without the rights that were read before
    return orang(satker, peran.replace("admin_tanpa_kepala", "admin_satker"))


@pytest.fixture
def rencana(db):
    """A plan with an approved version in force; each test puts its live state."""
    rencana = BarisFactory().tabel.rencana
    rencana.diajukan_oleh, rencana.diajukan_pada = orang(rencana.satker, "ketua_tim"), timezone.now()
    versi = bekukan(rencana, oleh=rencana.diajukan_oleh)
    versi.status, versi.diputus_oleh, versi.diputus_pada = "disetujui", PenggunaFactory(), timezone.now()
    versi.save()
    return rencana


@pytest.mark.parametrize("peran", PERAN)
def test_matriks(rencana, peran):
    user, hasil = pelaku(peran, rencana), {(peran, x.aksi): {} for x in PENGESAHAN.langkah}
    for status in StatusRencana.values:
        rencana.status = status
        for kunci, isi in hasil.items():
            verdict = PENGESAHAN.periksa(rencana, kunci[1], user)
            isi[status] = "ya" if verdict.ok else "tidak"
            assert bool(verdict.alasan) is not verdict.ok
    assert hasil == {kunci: isi for kunci, isi in HARAPAN.items() if kunci[0] == peran}


def test_berkas_memuat_semua_langkah():
    assert {a for _, a in HARAPAN} == {x.aksi for x in PENGESAHAN.langkah}
    assert len(HARAPAN) == len(PERAN) * len(PENGESAHAN.langkah)


def test_cabut_hanya_bila_ada_yang_berlaku(rencana):
    kepala = orang(rencana.satker, "kepala")
    Versi.objects.all().delete()
    rencana.status = "disetujui"
    assert "Belum ada versi" in PENGESAHAN.periksa(rencana, "cabut", kepala).alasan


@pytest.mark.parametrize("status", StatusRencana.values)
def test_pengaju_setara_dengan_status(rencana, status):
    """CHECK: a draft names no submitter, every other state does."""
    from django.db import IntegrityError, transaction

    salah = (
        {"diajukan_oleh": None, "diajukan_pada": None}
        if status != "draf"
        else {"diajukan_oleh": rencana.diajukan_oleh, "diajukan_pada": timezone.now()}
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        RencanaKerja.objects.filter(pk=rencana.pk).update(status=status, **salah)
