"""What an LHE rests on: the surat tugas, the numbers of the round, and what is still to be done."""

from typing import Any

from zi.lke.hasil import hitung
from zi.lke.models import Lhe, Putaran, SuratTugas
from zi.lke.nilai import Hasil
from zi.lke.queries import dengan_pertanyaan


def surat_putaran(putaran: Putaran) -> SuratTugas | None:
    """The surat tugas under which the round was made: of who published it, else the newest for the unit and year."""
    semua = SuratTugas.objects.filter(satker=putaran.satker_id, tahun=putaran.tahun)
    semua = semua.select_related("penerbit__instansi")
    milik = semua.filter(anggota__pengguna=putaran.terbit_oleh_id)
    return milik.order_by("-tanggal", "-pk").first() or semua.order_by("-tanggal", "-pk").first()


def hasil_putaran(putaran: Putaran) -> tuple[list[Any], Hasil]:
    """The answers with their questions, in the order of the instrument, and what they give."""
    jawaban = sorted(dengan_pertanyaan(putaran.instrumen, putaran.jawaban.all()), key=lambda j: j.pertanyaan.urutan)
    return jawaban, hitung(putaran.instrumen, jawaban)


def usul_rekomendasi(putaran: Putaran) -> str:
    """One line for each condition of the first predicate that is not reached."""
    _, hasil = hasil_putaran(putaran)
    predikat = next((p for p, kurang in hasil.kurang.items() if kurang), None)
    if predikat is None:
        return f"Mengusulkan {putaran.satker.nama} ke tahap penilaian berikutnya."
    return "\n".join(f"Memenuhi syarat {predikat}: {p.alasan}" for p in hasil.kurang[predikat])


def lhe_putaran(putaran: Putaran) -> Lhe | None:
    return Lhe.objects.filter(putaran=putaran).select_related("terbitan", "surat__penerbit", "terbit_oleh").first()
