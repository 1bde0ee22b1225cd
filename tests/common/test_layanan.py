"""The author of a change, also when services call services."""

import pytest
from auditlog.models import LogEntry
from django.db.models.signals import pre_save

from tests.pabrik import BarisFactory, PenggunaFactory
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan

pytestmark = pytest.mark.django_db


@layanan
def ganti(baris, teks, *, oleh=None):
    baris.uraian = teks
    baris.save()


@layanan
def ganti_lalu_gagal(baris, *, oleh=None):
    ganti(baris, "batal", oleh=oleh)
    raise GalatDomain("batal")


@layanan
def berlapis(baris, *, oleh, dalam):
    ganti(baris, "satu", oleh=dalam)
    with pytest.raises(GalatDomain):
        ganti_lalu_gagal(baris, oleh=dalam)
    ganti(baris, "dua")
    baris.uraian = "tiga"
    baris.save()


def pelaku(baris):
    jejak = LogEntry.objects.get_for_object(baris).filter(action=LogEntry.Action.UPDATE).order_by("pk")
    return [x.actor for x in jejak]


def test_pelaku_tetap_setelah_layanan_di_dalam():
    baris, luar, dalam = BarisFactory(), PenggunaFactory(), PenggunaFactory()
    penerima = len(pre_save.receivers)
    berlapis(baris, oleh=luar, dalam=dalam)
    assert pelaku(baris) == [dalam, luar, luar]
    assert len(pre_save.receivers) == penerima


def test_setelah_layanan_perubahan_tanpa_pelaku():
    baris = BarisFactory()
    ganti(baris, "satu", oleh=PenggunaFactory())
    ganti(baris, "dua")
    assert pelaku(baris)[-1] is None
