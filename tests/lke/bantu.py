"""Rounds for tests: the official instrument, a unit with its people, a round that is answered."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from tests.pabrik import SatkerFactory, orang
from zi.lke.models import Anggota, SuratTugas
from zi.lke.services import jawab, mulai_putaran
from zi.pengungkit.models import Instrumen
from zi.pengungkit.services import FIXTURES, muat_area_dan_peraturan, muat_instrumen

TAHUN = 2023
PENUH = {"ini": "0", "sudah": "30"}  # no offence this year; all of three times ten reported
ORANG = ("anggota", "koordinator", "ketua_tim", "kepala", "admin_satker", "evaluator", "admin_pusat")


def bangun_lke():
    """A unit in 2023 with a draft self-assessment and one of the TPI; `evaluator` is a member, `ketua_tpi` leads."""
    muat_area_dan_peraturan()
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2021.yaml")
    satker = SatkerFactory()
    semua = {j: orang(satker, j) for j in ORANG}
    semua["ketua_tpi"] = ketua_tugas(satker)
    mandiri = mulai_putaran(satker, TAHUN, "mandiri", oleh=semua["ketua_tim"])
    tpi = mulai_putaran(satker, TAHUN, "tpi", oleh=semua["evaluator"])
    tanya = {p.kode: p for p in Instrumen.objects.get().pertanyaan.all()}
    return SimpleNamespace(satker=satker, orang=semua, mandiri=mandiri, tpi=tpi, tanya=tanya)


def ketua_tugas(satker, *, berakhir=False):
    """The ketua by surat tugas of who evaluates the unit in 2023."""
    ketua = orang(satker, "evaluator")
    isi = {"mulai": datetime.date(2020, 1, 1), "selesai": datetime.date(2099, 12, 31), "dibuat_oleh": ketua}
    if berakhir:
        isi |= {"diakhiri_oleh": ketua, "diakhiri_pada": timezone.now()}
    surat = SuratTugas.objects.create(penerbit=satker, nomor="ST-1/2023", tanggal=isi["mulai"], tahun=TAHUN, **isi)
    surat.satker.add(satker)
    Anggota.objects.create(surat=surat, pengguna=ketua, ketua=True)
    return ketua


def isi_semua(dunia, putaran, oleh, kecuali=()):
    """The best letter everywhere, ten of ten, 4.00."""
    for kode, tanya in dunia.tanya.items():
        tipe = putaran.instrumen.tipe_jawaban[tanya.tipe]
        terbaik = next(iter(tipe.get("nilai", {"4": 1})))
        isian = {m["kunci"]: PENUH.get(m["kunci"], "10") for m in tanya.masukan}
        if kode not in kecuali:
            jawab(putaran, tanya, 0, tulisan=isian or terbaik, oleh=oleh)


def hari(jumlah):
    return datetime.date.today() + datetime.timedelta(days=jumlah)
