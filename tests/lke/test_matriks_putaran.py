"""The whole matrix role × kind × state × action against the file written by hand from DESIGN section 3."""

import csv
import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from tests.lke.bantu import ketua_tugas
from tests.pabrik import PenggunaFactory, PeranFactory, SatkerFactory, orang
from zi.lke.models import Putaran
from zi.lke.policies import boleh_atur_masa, boleh_isi
from zi.lke.workflow import PENILAIAN
from zi.pengungkit.models import Instrumen

pytestmark = pytest.mark.django_db
with (Path(__file__).parent / "matriks.csv").open(encoding="utf-8") as _berkas:
    HARAPAN = {(x["peran"], x["jenis"], x["aksi"]): x for x in csv.DictReader(_berkas)}
PERAN = sorted({p for p, _, _ in HARAPAN})
STATUS = Putaran.Status.values
LANGKAH = [x.aksi for x in PENILAIAN.langkah]
AKSI = ["lihat", "isi", "masa", *LANGKAH]
MASA = {"mulai": datetime.date(2020, 1, 1), "selesai": datetime.date(2099, 12, 31)}


def pelaku(peran, satker):
    if peran == "tanpa_peran":
        return PenggunaFactory()
    if peran == "plh":
        return orang(satker, "kepala", sebutan="Plh.", **MASA)
    if peran in {"ketua_tpi", "ketua_surat_berakhir"}:
        return ketua_tugas(satker, berakhir=peran != "ketua_tpi")
    if peran == "evaluator_tahun_lain":
        return orang(satker, "evaluator", tahun=2022)
    if peran == "evaluator_bekerja_di_sini":
        user = orang(satker, "evaluator")
        PeranFactory(pengguna=user, satker=satker, jenis="anggota")
        return user
    if peran.endswith("_satker_lain"):
        return orang(SatkerFactory(), peran.removesuffix("_satker_lain"))
    return orang(satker, peran)


def putaran(satker, jenis, status, nomor):
    siapa, kini = PenggunaFactory(), timezone.now()
    isi = {"diserahkan_oleh": siapa, "diserahkan_pada": kini} if status != "draf" else {}
    isi |= {"terbit_oleh": siapa, "terbit_pada": kini} if status == "terbit" else {}
    instrumen = Instrumen.objects.get_or_create(kode="uji", berlaku_mulai=2020, nilai_maksimum=100)[0]
    isi |= {"satker": satker, "tahun": 2023, "jenis": jenis, "status": status, "nomor": nomor}
    return Putaran.objects.create(instrumen=instrumen, dibuat_oleh=siapa, **isi)


def verdict(user, satu, aksi):
    if aksi == "lihat":
        return Putaran.objects.terlihat_oleh(user).filter(pk=satu.pk).exists()
    if aksi == "isi":
        return bool(boleh_isi(user, satu))
    return bool(boleh_atur_masa(user, satu) if aksi == "masa" else PENILAIAN.periksa(satu, aksi, user))


@pytest.mark.parametrize("jenis", ["mandiri", "tpi"])
@pytest.mark.parametrize("peran", PERAN)
def test_matriks(peran, jenis):
    satker = SatkerFactory()
    user = pelaku(peran, satker)
    for nomor, status in enumerate(("terbit", "draf", "diserahkan"), start=1):
        satu = putaran(satker, jenis, status, nomor)
        for aksi in AKSI:
            harap = HARAPAN[peran, jenis, aksi][status] == "ya"
            assert verdict(user, satu, aksi) is harap, f"{peran} {aksi} {jenis} {status}"
        if status == "draf":
            satu.delete()  # only one is open at a time


def test_berkas_memuat_semua_sel():
    assert {a for _, _, a in HARAPAN} == set(AKSI)
    assert len(HARAPAN) == len(PERAN) * 2 * len(AKSI)
