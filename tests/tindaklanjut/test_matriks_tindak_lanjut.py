"""The whole matrix role × state × step against the file written by hand; the CHECKs in both directions."""

import csv
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.dunia import bangun
from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from tests.tindaklanjut.bantu import S, ke
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.workflow import TINDAK_LANJUT

pytestmark = pytest.mark.django_db
with (Path(__file__).parent / "matriks.csv").open(encoding="utf-8") as _berkas:
    HARAPAN = {(x["peran"], x["aksi"]): {s: x[s] for s in S.values} for x in csv.DictReader(_berkas)}
PERAN = sorted({p for p, _ in HARAPAN})


def pelaku(peran, satker):
    if peran.startswith("tanpa_peran"):
        return PenggunaFactory()
    if peran.endswith("_satker_lain"):
        return orang(SatkerFactory(), peran.removesuffix("_satker_lain"))
    jenis = peran.removesuffix("_pelapor").removesuffix("_penanggung_jawab")
    if jenis.endswith("_area_lain"):
        return orang(satker, jenis.removesuffix("_area_lain"), area="TL")
    return orang(satker, jenis)


@pytest.fixture
def satu():
    return bangun("MILIKKU").tindak_lanjut


@pytest.mark.parametrize("peran", PERAN)
def test_matriks(satu, peran):
    user, hasil = pelaku(peran, satu.satker), {(peran, x.aksi): {} for x in TINDAK_LANJUT.langkah}
    if peran.endswith("_penanggung_jawab"):
        satu.penanggung_jawab = user
    for status in S.values:
        ke(satu, status, user if peran.endswith("_pelapor") else None)
        for kunci, isi in hasil.items():
            verdict = TINDAK_LANJUT.periksa(satu, kunci[1], user)
            isi[status] = "ya" if verdict.ok else "tidak"
            assert bool(verdict.alasan) is not verdict.ok
    assert hasil == {kunci: isi for kunci, isi in HARAPAN.items() if kunci[0] == peran}


def test_berkas_memuat_semua_langkah():
    assert {a for _, a in HARAPAN} == {x.aksi for x in TINDAK_LANJUT.langkah}
    assert len(HARAPAN) == len(PERAN) * len(TINDAK_LANJUT.langkah)


def test_tanpa_area_semua_tim_melapor_dan_hanya_ketua_atau_kepala_mengecek(satu):
    satu.area = ""
    ke(satu, S.TERBUKA)
    lapor = {
        j
        for j in ("anggota", "koordinator", "ketua_tim")
        if TINDAK_LANJUT.periksa(satu, "laporkan", orang(satu.satker, j))
    }
    assert lapor == {"anggota", "koordinator", "ketua_tim"}
    ke(satu, S.DILAPORKAN)
    cek = {
        j
        for j in ("anggota", "koordinator", "ketua_tim", "kepala")
        if TINDAK_LANJUT.periksa(satu, "terima", orang(satu.satker, j))
    }
    assert cek == {"ketua_tim", "kepala"}


@pytest.mark.parametrize("status", S.values)
def test_basis_data_menolak_keadaan_yang_mustahil(satu, status):
    """CHECK, both ways: what a state must carry, and what no other state may carry."""
    ke(satu, status)
    lapor, tutup = status in {S.DILAPORKAN, S.SELESAI}, status in {S.SELESAI, S.BATAL}
    ubah = {
        "uraian": "",
        "ditutup_pada": None if tutup else satu.created_at,
        "ditutup_oleh": None if tutup else satu.dibuat_oleh,
    }
    if status != S.BATAL:  # one may be cancelled before and after it was reported
        ubah |= {
            "dilaporkan_pada": None if lapor else satu.created_at,
            "dilaporkan_oleh": None if lapor else satu.dibuat_oleh,
        }
    if lapor:
        ubah |= {"hasil": ""}
    if status == S.SELESAI:
        ubah |= {"ditutup_oleh": satu.dilaporkan_oleh}
    if status == S.BATAL:
        ubah |= {"alasan": ""}
    for medan, nilai in ubah.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            TindakLanjut.objects.filter(pk=satu.pk).update(**{medan: nilai})


def test_halaman_siapa_memutuskan_memuat_langkahnya(client, satu):
    client.force_login(orang(satu.satker, "anggota"))
    teks = client.get("/rencana/alur/").text
    assert all(x.label in teks and x.siapa in teks for x in TINDAK_LANJUT.langkah)
