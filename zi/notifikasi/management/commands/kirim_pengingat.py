"""manage.py kirim_pengingat: the reminder of a day by hand, and what it sent."""

import smtplib
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain
from zi.notifikasi.butir import singkat
from zi.notifikasi.ringkas import ringkasan_hari
from zi.notifikasi.services_pengingat import jalankan, satker_pagi
from zi.notifikasi.surel import TertundaSementara
from zi.satker.models import Satker
from zi.ui.teks import tanggal as tulis_tanggal


def baca_tanggal(teks: str) -> date:
    try:
        return date.fromisoformat(teks)
    except ValueError as galat:
        raise CommandError(f"Tanggal {teks} tidak dikenal. Tulis seperti 2026-03-02.") from galat


class Command(BaseCommand):
    help = "Kirim pengingat harian sekarang. Yang sudah dikirim untuk tanggal itu tidak dikirim lagi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tanggal", type=baca_tanggal, help="misalnya 2026-03-02; tanpa ini: hari ini di satker")
        parser.add_argument("--satker", default="", metavar="KODE", help="hanya satu satker")
        parser.add_argument("--coba", action="store_true", help="hanya tampilkan; tidak ada yang dikirim atau dicatat")

    def handle(self, *args: Any, **opsi: Any) -> None:
        semua = satker_pagi(opsi["tanggal"], opsi["satker"])
        if opsi["satker"] and not semua:
            raise CommandError(f"Satker {opsi['satker']} tidak ada.")
        gagal = 0
        for satker, hari in semua:
            self.stdout.write(f"{satker.nama}, {tulis_tanggal(hari)}")
            try:
                baris = self._coba(satker, hari) if opsi["coba"] else self._kirim(satker, hari)
            except (GalatDomain, TertundaSementara, OSError, smtplib.SMTPException) as galat:
                gagal += 1
                baris = [f"gagal: {galat}"]
            for satu in baris or ["tidak ada yang perlu dikirim"]:
                self.stdout.write(f"  {satu}")
        if gagal:
            raise CommandError(f"Pengingat {gagal} satker belum selesai. Jalankan lagi; yang sudah terkirim dilewati.")

    def _kirim(self, satker: Satker, hari: date) -> list[str]:
        hasil = jalankan(satker, hari)
        return ["sudah dikirim"] if hasil.sudah else hasil.baris

    def _coba(self, satker: Satker, hari: date) -> list[str]:
        semua = ringkasan_hari(satker, hari, timezone.now())
        orang = Pengguna.objects.in_bulk(semua)
        return [f"akan dikirim: {orang[pk].nama} <{orang[pk].email}>: {singkat(isi)}." for pk, isi in semua.items()]
