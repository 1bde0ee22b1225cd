"""Lines proposed for the matrix kendala–solusi, and what is still missing in a report. Pure: read from its content.

A proposal says what is late or at risk, or what a meeting decided, in words that stand in the data; why, and what to do
about it, only people write.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from zi.monev.laporan.hitung import RENCANA, TUNGGAKAN
from zi.monev.laporan.kanonik import Isi
from zi.ui.teks import tanggal

RISIKO = timedelta(days=14)  # what ends so soon and is not done yet
TERLAMBAT, BERISIKO, KEPUTUSAN = "terlambat", "berisiko", "keputusan"


class Usulan(NamedTuple):
    """`kendala` and `solusi`: what the minutes say already."""

    acuan: str
    area: int
    baris: int
    judul: str
    keterangan: str
    kendala: str = ""
    solusi: str = ""


def usulan(isi: Isi) -> list[Usulan]:
    """Those that no line of the matrix answers yet."""
    ada = {k["acuan"] for k in isi["kendala"]}
    return [u for u in (*_terlambat(isi), *_berisiko(isi), *_keputusan(isi)) if u.acuan not in ada]


def _terlambat(isi: Isi) -> Iterator[Usulan]:
    for area in isi["area"]:
        for baris in area["baris"]:
            kena = [s for s in baris["saat"] if s["golongan"] in (RENCANA, TUNGGAKAN) and s["keadaan"] == "terlambat"]
            if kena:
                catatan = next((s["catatan"] for s in kena if s["catatan"]), "")
                lain = f", {len(kena)} kejadian" if len(kena) > 1 else ""
                kata = f"Terlambat sejak {tanggal(kena[0]['selesai'])}{lain}. {catatan}".strip()
                yield Usulan(f"{TERLAMBAT}:{baris['id']}", area["id"], baris["id"], judul_baris(baris), kata)


def _berisiko(isi: Isi) -> Iterator[Usulan]:
    """Not done and due within two weeks, in this period or the next."""
    batas = isi["laporan"]["per"] + RISIKO
    for area in isi["area"]:
        dekat: dict[int, tuple[Isi, date]] = {}
        for baris in area["baris"]:
            for s in baris["saat"]:
                if s["keadaan"] in ("belum", "berjalan") and s["selesai"] <= batas:
                    dekat.setdefault(baris["id"], (baris, s["selesai"]))
        for baris in area["depan"]:
            if isi["laporan"]["per"] <= baris["selesai"] <= batas:
                dekat.setdefault(baris["id"], (baris, baris["selesai"]))
        for pk, (baris, selesai) in dekat.items():
            kata = f"Tenggat {tanggal(selesai)}, belum selesai"
            yield Usulan(f"{BERISIKO}:{pk}", area["id"], pk, judul_baris(baris), kata)


def _keputusan(isi: Isi) -> Iterator[Usulan]:
    for rapat in isi["rapat"]:
        for k in rapat["keputusan"]:
            kata = f"{rapat['judul']}, {tanggal(rapat['tanggal'])}"
            yield Usulan(f"{KEPUTUSAN}:{k['id']}", 0, 0, k["agenda"], kata, k["pembahasan"], k["keputusan"])


def judul_baris(baris: Isi) -> str:
    return " ".join(filter(None, [baris["no"], baris["uraian"]]))


def belum_berakhir(isi: Isi) -> bool:
    return isi["laporan"]["per"] <= isi["laporan"]["akhir"]


def bulan_terbuka(isi: Isi) -> list[str]:
    return [b["nama"] for b in isi["bulan"] if not b["versi"]]


def wajib_catatan(isi: Isi) -> list[str]:
    """Why this report may only be submitted with a note."""
    hasil = []
    if belum_berakhir(isi):
        nama, akhir = isi["laporan"]["nama"], tanggal(isi["laporan"]["akhir"])
        hasil.append(f"{nama} belum berakhir ({akhir}); angkanya baru sampai {tanggal(isi['laporan']['per'])}.")
    if terbuka := bulan_terbuka(isi):
        hasil.append(f"Laporan bulanannya belum disetujui: {', '.join(terbuka)}.")
    return hasil


def peringatan(isi: Isi) -> list[str]:
    """What the approver will miss; it never blocks."""
    tanpa = [u for u in usulan(isi) if u.acuan.startswith(TERLAMBAT)]
    kosong = [a["nama"] for a in isi["area"] if a["id"] and a["depan"] and not a["prognosis"]["perkiraan"]]
    hasil = []
    if not isi["ringkasan"]:
        hasil.append("Ringkasan masih kosong.")
    if tanpa:
        hasil.append(f"{len(tanpa)} rencana kerja terlambat belum diberi kendala dan solusi.")
    if kosong:
        hasil.append(f"Prognosis belum diisi: {', '.join(kosong)}.")
    if belum := [r["judul"] for r in isi["rapat"] if r["status"] != "selesai"]:
        hasil.append(f"Rapat belum ditutup: {', '.join(belum)}.")
    if not isi["rapat"]:
        hasil.append("Belum ada rapat yang membahas periode ini.")
    return hasil
