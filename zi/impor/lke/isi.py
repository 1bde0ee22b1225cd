"""From matched rows to what would be written, question by question; as it is kept in the draft. Pure: no database.

A reading is a dict: `kode`, `baris` (as Excel counts), `tulisan` (text, or text by the key of the input; None: nothing
written), `catatan`, `bukti`, `tanda` (how it was read), `ragu` (only when the person says so) and `galat`.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from zi.common.galat import GalatDomain
from zi.impor.lke.cocok import Pencocokan
from zi.impor.lke.lembar import Lajur
from zi.lke.alat import Soal
from zi.lke.isian import HURUF_MAKS, angka, baca, tulis
from zi.lke.nilai import skor
from zi.lke.rumus import hitung, nama_dalam
from zi.lke.services import CATATAN_MAKS

Bacaan = dict[str, Any]
KOSONG = {"", "-", "–", "blm diisi", "belum diisi", "blm dijawab", "belum dijawab"}
BEDA_PERSEN = Fraction(1, 200)
RUMUS_KOSONG = "Sel {} berisi rumus tanpa hasil. Buka berkasnya di Excel, simpan, lalu unggah lagi."


def bacaan(cocok: Pencocokan, soal: dict[str, Soal], *, bukti_ke_catatan: bool) -> list[Bacaan]:
    """In the order of the instrument; questions whose rows say nothing are left out."""
    hasil = []
    for kode, satu in soal.items():
        if lajur := cocok.soal.get(kode):
            masukan = {k: cocok.masukan[kode, k] for k in satu.masukan if (kode, k) in cocok.masukan}
            bacaan_ = _satu(satu, lajur, masukan, bukti_ke_catatan=bukti_ke_catatan)
            if kode in cocok.turunan:
                _periksa_jumlah(bacaan_, *cocok.turunan[kode])
            if bacaan_["tulisan"] or bacaan_["catatan"] or bacaan_["galat"]:
                hasil.append(bacaan_)
    return hasil


def _satu(soal: Soal, lajur: Lajur, masukan: dict[str, Lajur], *, bukti_ke_catatan: bool) -> Bacaan:
    semua = [lajur, *masukan.values()]
    bukti = _gabung(x.bukti for x in semua)
    catatan = _gabung(x.catatan for x in semua)
    if bukti_ke_catatan and bukti:
        catatan = _gabung([catatan, f"Bukti: {bukti}"])
    hasil: Bacaan = {"kode": soal.kode, "baris": lajur.nomor, "catatan": catatan, "bukti": bukti, "tanda": []}
    hasil |= {"tulisan": None, "ragu": False, "galat": ""}
    try:
        _isi(hasil, soal, lajur, masukan)
        baca(soal, hasil["tulisan"])
        if len(catatan) > CATATAN_MAKS:
            raise GalatDomain(f"Catatan lebih dari {CATATAN_MAKS} huruf.")
    except GalatDomain as galat:
        hasil["galat"] = str(galat)
    return hasil


def _gabung(teks: Iterable[str]) -> str:
    """Each once, a line each."""
    return "\n".join(dict.fromkeys(t for t in teks if t))


def _isi(hasil: Bacaan, soal: Soal, lajur: Lajur, masukan: dict[str, Lajur]) -> None:
    """Fills `tulisan`, `tanda` and `ragu`; raises GalatDomain."""
    if soal.jenis == "hitung":
        isi = {k: _jawaban(x, hasil["tanda"]) for k, x in masukan.items()}
        hasil["tulisan"] = {k: teks for k, teks in isi.items() if teks} or None
        if not lajur.rumus and not kosong(lajur.jawaban):
            _periksa_persen(hasil, soal, lajur)
        return
    hasil["tulisan"] = _jawaban(lajur, hasil["tanda"]) or None
    if soal.jenis == "pilihan" and hasil["tulisan"]:
        hasil["tulisan"] = hasil["tulisan"].strip(" .)")
    elif lajur.tipe.casefold() in {h.casefold() for h in soal.nilai}:
        hasil |= {"tulisan": lajur.tipe, "ragu": True}
        hasil["tanda"].append("Kolom jawaban kosong; yang ini tertulis di kolom Pilihan Jawaban.")


def _periksa_persen(hasil: Bacaan, soal: Soal, lajur: Lajur) -> None:
    """A percentage that was typed over its formula: it is not stored, so it has to be what its counts give."""
    if hasil["tulisan"] is None:
        cacah = "; ".join(soal.masukan.values())
        raise GalatDomain(f"Sel {lajur.sel} berisi “{lajur.jawaban[:HURUF_MAKS]}”. Isi cacahnya: {cacah}.")
    tertulis, hitungan = angka(lajur.jawaban.rstrip("% ")), skor(soal, baca(soal, hasil["tulisan"]))
    seratus = 100 if "%" in lajur.jawaban else 1
    if tertulis is None or hitungan is None or abs(tertulis / seratus - hitungan) > BEDA_PERSEN:
        nilai = f"memberi {tulis(hitungan * 100)}%" if hitungan is not None else "belum lengkap"
        hasil["tanda"].append(f"Sel {lajur.sel} berisi {lajur.jawaban[:HURUF_MAKS]}, padahal cacahnya {nilai}.")
        hasil["ragu"] = True


def _periksa_jumlah(hasil: Bacaan, lajur: Lajur, rumus: str) -> None:
    """A total that was typed over its formula: it is not stored, so it has to be what its parts add up to."""
    if lajur.rumus or kosong(lajur.jawaban) or hasil["galat"]:
        return
    isi = {k: angka(v) for k, v in (hasil["tulisan"] or {}).items()}
    ada = {k: n for k, n in isi.items() if n is not None}
    jumlah = hitung(rumus, ada) if nama_dalam(rumus) <= ada.keys() else None
    if jumlah is None or angka(lajur.jawaban) != jumlah:
        rinci = f"rinciannya berjumlah {tulis(jumlah)}" if jumlah is not None else "rinciannya belum lengkap"
        kalimat = f"Sel {lajur.sel} berisi jumlah {lajur.jawaban[:HURUF_MAKS]}, padahal {rinci}."
        if hasil["tulisan"]:
            hasil["tanda"].append(kalimat)
            hasil["ragu"] = True
        else:
            hasil["galat"] = kalimat


def kosong(teks: str) -> bool:
    return teks.strip().casefold() in KOSONG


def _jawaban(lajur: Lajur, tanda: list[str]) -> str:
    """What stands in the cell of the answer; the saved value of a formula is taken, and that is said."""
    if lajur.rumus and not lajur.jawaban:
        raise GalatDomain(RUMUS_KOSONG.format(lajur.sel))
    if kosong(lajur.jawaban):
        return ""
    if lajur.rumus:
        tanda.append(f"Hasil rumus di sel {lajur.sel}.")
    return lajur.jawaban


def lepas(cocok: Pencocokan) -> list[dict[str, Any]]:
    """The rows that fit nowhere, for the draft; those that say nothing are left out."""
    ada: Sequence[tuple[Lajur, str]] = [(x, sebab) for x, sebab in cocok.lepas if x.berisi]
    return [
        {
            "baris": x.nomor,
            "teks": f"{x.label} {x.teks}".strip(),
            "jawaban": x.jawaban,
            "catatan": x.catatan,
            "sebab": s,
        }
        for x, s in sorted(ada, key=lambda satu: satu[0].nomor)
    ]
