"""What a requirement asks for beside what was offered; where they differ, a hint for who checks, never an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zi.bukti.models import PemenuhanBukti
from zi.jadwal.susun import tulis_tanggal

KOSONG = "–"


@dataclass(frozen=True)
class Banding:
    """`baris`: label, what is asked ("" for nothing), what the file says. `petunjuk`: sentences about misfits."""

    baris: tuple[tuple[str, str, str], ...]
    petunjuk: tuple[str, ...]


def bandingkan(pemenuhan: PemenuhanBukti, nama_jenis: Mapping[str, str], hari_ini: date) -> Banding:
    """Number, date and kind; `nama_jenis`: the names of the kinds by their codes."""
    syarat, berkas = pemenuhan.syarat, pemenuhan.berkas
    jenis = ", ".join(nama_jenis.get(kode, kode) for kode in syarat.jenis)
    baris = (
        ("Nomor", "", berkas.nomor or KOSONG),
        ("Tanggal", _diminta(pemenuhan), _tulis(berkas.tanggal)),
        ("Jenis", jenis, berkas.jenis.nama if berkas.jenis else KOSONG),
    )
    petunjuk = [_tanggal(pemenuhan)]
    if jenis and berkas.jenis and berkas.jenis.kode not in syarat.jenis:
        petunjuk.append(f"Diminta {jenis}, berkas dicatat sebagai {berkas.jenis.nama}.")
    if berkas.berlaku_sampai and berkas.berlaku_sampai < hari_ini:
        petunjuk.append(f"Berkas habis berlaku {tulis_tanggal(berkas.berlaku_sampai)}.")
    return Banding(baris, tuple(filter(None, petunjuk)))


def _tulis(hari: date | None) -> str:
    return tulis_tanggal(hari) if hari else KOSONG


def _rentang(pemenuhan: PemenuhanBukti) -> tuple[date, date] | None:
    """The days on which the document should have been made: those of the occurrence, else the one that is asked."""
    if kejadian := pemenuhan.kejadian:
        return kejadian.mulai, kejadian.selesai
    hari = pemenuhan.syarat.tanggal
    return (hari, hari) if hari else None


def _diminta(pemenuhan: PemenuhanBukti) -> str:
    if not (rentang := _rentang(pemenuhan)):
        return ""
    mulai, selesai = rentang
    return _tulis(mulai) if mulai == selesai else f"{_tulis(mulai)} sampai {_tulis(selesai)}"


def _tanggal(pemenuhan: PemenuhanBukti) -> str:
    rentang, hari = _rentang(pemenuhan), pemenuhan.berkas.tanggal
    if not rentang or (hari and rentang[0] <= hari <= rentang[1]):
        return ""
    if hari is None:
        return f"Diminta {_diminta(pemenuhan)}, tanggal berkas belum diisi."
    return f"Diminta {_diminta(pemenuhan)}, berkas bertanggal {_tulis(hari)}."
