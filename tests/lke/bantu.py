"""Rounds for tests: the official instrument, a unit with its people, a round that is answered."""

import datetime
from types import SimpleNamespace

from tests.pabrik import SatkerFactory, orang
from zi.lke.services import jawab, mulai_putaran
from zi.pengungkit.models import Instrumen
from zi.pengungkit.services import FIXTURES, muat_area_dan_peraturan, muat_instrumen

TAHUN = 2023
PENUH = {"ini": "0", "sudah": "30"}  # no offence this year; all of three times ten reported
ORANG = ("anggota", "koordinator", "ketua_tim", "kepala", "admin_satker", "evaluator", "admin_pusat")


def bangun_lke():
    """A unit in 2023 with a draft self-assessment and a draft of the TPI."""
    muat_area_dan_peraturan()
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2021.yaml")
    satker = SatkerFactory()
    semua = {j: orang(satker, j) for j in ORANG}
    mandiri = mulai_putaran(satker, TAHUN, "mandiri", oleh=semua["ketua_tim"])
    tpi = mulai_putaran(satker, TAHUN, "tpi", oleh=semua["evaluator"])
    tanya = {p.kode: p for p in Instrumen.objects.get().pertanyaan.all()}
    return SimpleNamespace(satker=satker, orang=semua, mandiri=mandiri, tpi=tpi, tanya=tanya)


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
