"""The whole matrix role × state × action of meetings against the file written by hand; the CHECKs."""

import csv
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.monev.bantu_rapat import RAPAT, SEBELUM, SESUDAH, dunia, usulan
from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from zi.monev.models import ButirAgenda, PesertaRapat, Rapat
from zi.monev.policies import boleh_catat, boleh_hadir, boleh_ubah
from zi.monev.queries import boleh_isi_hadir
from zi.monev.workflow import RAPAT as ALUR

pytestmark = pytest.mark.django_db
S = Rapat.Status
LAIN = {"ubah": boleh_ubah, "catat": boleh_catat}
with (Path(__file__).parent / "matriks.csv").open(encoding="utf-8") as _berkas:
    HARAPAN = {(x["peran"], x["aksi"]): {s: x[s] for s in S.values} for x in csv.DictReader(_berkas)}
PERAN = sorted({p for p, _ in HARAPAN})


def pelaku(peran, rapat):
    if peran == "ketua_tim_satker_lain":
        return orang(SatkerFactory(), "ketua_tim")
    if peran in {"tanpa_peran", "mantan_notulis"}:
        satu = PenggunaFactory()
    else:
        jenis = next(
            j for j in ("ketua_tim", "koordinator", "anggota", "kepala", "admin_satker", "evaluator") if j in peran
        )
        satu = orang(rapat.satker, jenis)
    if "notulis" in peran:
        rapat.notulis = satu
    if peran.endswith("diundang"):
        PesertaRapat.objects.create(rapat=rapat, pengguna=satu, nama="Evaluator Rekaan", tamu=True)
    return satu


def ke(rapat, status):
    rapat.status, rapat.alasan = status, "Batal saja." if status == S.BATAL else ""
    rapat.ditutup_pada = rapat.ditutup_oleh = None
    if status == S.SELESAI:
        rapat.ditutup_pada, rapat.ditutup_oleh = timezone.now(), orang(rapat.satker, "ketua_tim")
    rapat.save()


def verdict(rapat, aksi, user):
    if aksi == "hadir":
        return bool(boleh_hadir(user, rapat)) and not boleh_isi_hadir(rapat)
    return bool(LAIN[aksi](user, rapat) if aksi in LAIN else ALUR.periksa(rapat, aksi, user))


@pytest.fixture
def rapat():
    """During the meeting of November."""
    with time_machine.travel(SEBELUM, tick=False) as jam:
        satu = usulan(dunia())
        jam.move_to(RAPAT)
        yield satu


@pytest.mark.parametrize("peran", PERAN)
def test_matriks(rapat, peran):
    if peran.endswith("rapat_lain"):
        rapat.jenis = Rapat.Jenis.LAIN
    user, hasil = pelaku(peran, rapat), {}
    for status in S.values:
        ke(rapat, status)
        for aksi in {a for _, a in HARAPAN}:
            hasil.setdefault((peran, aksi), {})[status] = "ya" if verdict(rapat, aksi, user) else "tidak"
    assert hasil == {k: v for k, v in HARAPAN.items() if k[0] == peran}


def test_berkas_memuat_semua_tindakan():
    aksi = {x.aksi for x in ALUR.langkah} | {*LAIN, "hadir"}
    assert {a for _, a in HARAPAN} == aksi
    assert len(HARAPAN) == len(PERAN) * len(aksi)


@pytest.mark.parametrize(
    "ubah",
    [
        {"selesai": RAPAT, "mulai": SESUDAH},
        {"selesai": RAPAT, "mulai": RAPAT},
        {"periode": None},
        {"nomor": "B-1"},
        {"status": "batal"},
        {"status": "selesai"},
        {"ditutup_pada": RAPAT},
    ],
)
def test_basis_data_menolak_keadaan_yang_mustahil(rapat, ubah):
    with pytest.raises(IntegrityError), transaction.atomic():
        Rapat.objects.filter(pk=rapat.pk).update(**ubah)


def test_basis_data_menolak_butir_kosong_dan_tugas_tanpa_keputusan(rapat):
    for isi in ({"teks": ""}, {"teks": "x", "tenggat": "2026-12-01"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ButirAgenda.objects.create(rapat=rapat, **isi)
