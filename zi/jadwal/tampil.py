"""A reading in words: what the computer understood, for people to check. Pure; takes a Jadwal or a JadwalTerbaca."""

from datetime import date
from typing import Any

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
PENDEK = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ULANG = {
    "bulanan": "Setiap bulan",
    "triwulanan": "Setiap triwulan",
    "semesteran": "Setiap semester",
    "tahunan": "Setiap tahun",
    "berkala": "Berkala",
}
BELUM = "Belum terbaca"


def tulis(jadwal: Any, *, panjang: bool = False) -> str:
    """`26 Jan 2023 – 30 Jun 2023`, `Setiap bulan, 1 Feb 2023 – 7 Jan 2024`, `Apr 2023, Jul 2023`."""
    nama = BULAN if panjang else PENDEK
    if not jadwal.jenis:
        return BELUM
    if jadwal.jenis in ULANG:
        return _ulang(jadwal, nama)
    if jadwal.jenis == "daftar_bulan":
        return ", ".join(_bulan(date.fromisoformat(f"{x}-01"), nama) for x in jadwal.bulan)
    return rentang(jadwal.mulai, jadwal.selesai, nama, bulan_penuh=panjang and jadwal.presisi == "bulan")


def rentang(mulai: date, selesai: date, nama: tuple[str, ...] = PENDEK, *, bulan_penuh: bool = False) -> str:
    satu = _bulan if bulan_penuh else _hari
    awal, akhir = satu(mulai, nama), satu(selesai, nama)
    return awal if awal == akhir else f"{awal} – {akhir}"


def _ulang(jadwal: Any, nama: tuple[str, ...]) -> str:
    kata = ULANG[jadwal.jenis]
    if jadwal.mulai and jadwal.selesai:
        return f"{kata}, {rentang(jadwal.mulai, jadwal.selesai, nama)}"
    return f"{kata}, tanggalnya belum ditentukan"


def _hari(hari: date, nama: tuple[str, ...]) -> str:
    return f"{hari.day} {nama[hari.month - 1]} {hari.year}"


def _bulan(hari: date, nama: tuple[str, ...]) -> str:
    return f"{nama[hari.month - 1]} {hari.year}"
