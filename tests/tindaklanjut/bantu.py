"""What the tests of follow-ups share."""

import datetime

from django.utils import timezone

from tests.pabrik import orang
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.services import langkah

S = TindakLanjut.Status


def ke(satu, status, pelapor=None):
    """Put a follow-up in a state as the steps would, without asking who may."""
    pelapor, kini = pelapor or orang(satu.satker, "anggota"), timezone.now()
    satu.status = status
    satu.dilaporkan_oleh = satu.dilaporkan_pada = satu.ditutup_oleh = satu.ditutup_pada = None
    if status in {S.DILAPORKAN, S.SELESAI}:
        satu.hasil, satu.dilaporkan_oleh, satu.dilaporkan_pada = "Sudah dibuat.", pelapor, kini
    if status in {S.SELESAI, S.BATAL}:
        satu.alasan, satu.ditutup_pada = "Tidak perlu lagi.", kini
        satu.ditutup_oleh = orang(satu.satker, "koordinator")
    satu.save()
    return satu


def laporkan(satu, oleh, **lain):
    langkah(satu, "laporkan", oleh=oleh, catatan="SK sudah ditandatangani.", **lain)
    return satu


def besok(satker, hari=1):
    return satker.hari_ini() + datetime.timedelta(days=hari)
