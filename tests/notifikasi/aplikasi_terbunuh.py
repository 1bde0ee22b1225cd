"""One job in a process of its own, killed (SIGKILL) at a point: python -m <this module> job point."""

import os
import signal
import smtplib
import sys
from importlib import import_module

import django

# What is about to be called when the process dies, and which call of it that is.
TITIK = {
    "sebelum diambil": ("zi.common.services.ambil", 1),
    "sebelum dipegang": ("zi.notifikasi.services_pengingat._diambil", 1),
    "kotak belum commit": ("zi.notifikasi.services_pengingat.singkat", 2),
    "sebelum surel pertama": ("smtplib.SMTP.sendmail", 1),
    "sebelum surel kedua": ("smtplib.SMTP.sendmail", 2),
    "sesudah surel": ("zi.notifikasi.services_pengingat.catat_terkirim", 1),
    "sesudah surel kedua": ("zi.notifikasi.services_pengingat.catat_terkirim", 2),
    "selesai": ("zi.notifikasi.services_pengingat._selesai", 1),
    "hasil belum commit": ("zi.common.services._catat", 1),
}
BELUM_COMMIT = {"surel belum commit": "catat_terkirim", "selesai belum commit": "_selesai"}


def mati(*args, **lain):
    os.kill(os.getpid(), signal.SIGKILL)


def pada(jalur, ke):
    """Die at call number `ke` of what stands at this dotted name."""
    wadah, _, nama = jalur.rpartition(".")
    induk = smtplib.SMTP if wadah == "smtplib.SMTP" else import_module(wadah)
    asli, sisa = getattr(induk, nama), [ke]

    def ganti(*args, **lain):
        sisa[0] -= 1
        return asli(*args, **lain) if sisa[0] else mati()

    setattr(induk, nama, ganti)


def belum_commit(nama):
    """Let the service write, and die before its transaction ends."""
    from django.db import transaction

    modul = import_module("zi.notifikasi.services_pengingat")
    asli = getattr(modul, nama)

    def ganti(*args):
        with transaction.atomic():
            asli(*args)
            mati()

    setattr(modul, nama, ganti)


if __name__ == "__main__":
    django.setup()
    nomor, titik = sys.argv[1:]
    if titik in BELUM_COMMIT:
        belum_commit(BELUM_COMMIT[titik])
    elif titik:
        pada(*TITIK[titik])
    import_module("zi.common.services").kerjakan(int(nomor))
