"""Factories; traits are named after states."""

import datetime

import factory
from factory.django import DjangoModelFactory

from zi.akun.models import Pengguna
from zi.rencana.models import AreaRencana, BarisRencana, RencanaAksi, RencanaKerja, TabelRencana
from zi.satker.models import Instansi, Peran, Satker

SANDI = "kata-sandi-uji-2023"


class InstansiFactory(DjangoModelFactory):
    class Meta:
        model = Instansi
        django_get_or_create = ("nama",)

    nama = "Kementerian Uji"


class SatkerFactory(DjangoModelFactory):
    class Meta:
        model = Satker

    instansi = factory.SubFactory(InstansiFactory)
    kode = factory.Sequence(lambda n: f"satker-{n}")
    nama = factory.Sequence(lambda n: f"Kantor Uji {n}")
    kota = "Mataram"
    zona_waktu = Satker.ZonaWaktu.WITA


class PenggunaFactory(DjangoModelFactory):
    class Meta:
        model = Pengguna
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@uji.invalid")
    nama = factory.Sequence(lambda n: f"Orang Uji {n}")
    password = factory.django.Password(SANDI)


class PeranFactory(DjangoModelFactory):
    class Meta:
        model = Peran

    class Params:
        evaluator = factory.Trait(
            jenis=Peran.Jenis.EVALUATOR,
            area="",
            tahun=2023,
            surat_tugas="ST-1/2023",
            selesai=datetime.date(2099, 12, 31),
        )

    pengguna = factory.SubFactory(PenggunaFactory)
    satker = factory.SubFactory(SatkerFactory)
    jenis = Peran.Jenis.KETUA_TIM
    area = factory.LazyAttribute(lambda o: "MP" if o.jenis in {"anggota", "koordinator"} else "")
    mulai = datetime.date(2020, 1, 1)


def orang(satker: Satker, jenis: str, **lain) -> Pengguna:
    """A new person with one role in `satker`; an anggota or koordinator is of area MP unless `area` says otherwise."""
    if jenis == "evaluator":
        return PeranFactory(satker=satker, evaluator=True, **lain).pengguna
    return PeranFactory(satker=satker, jenis=jenis, **lain).pengguna


class RencanaFactory(DjangoModelFactory):
    class Meta:
        model = RencanaKerja

    satker = factory.SubFactory(SatkerFactory)
    judul = "Rencana Kerja Pembangunan Zona Integritas"
    tahun_mulai = tahun_selesai = 2023


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = AreaRencana

    rencana = factory.SubFactory(RencanaFactory)
    kode = factory.Sequence(lambda n: f"A{n}")
    nama = "Manajemen Perubahan"


class TabelFactory(DjangoModelFactory):
    class Meta:
        model = TabelRencana

    area = factory.SubFactory(AreaFactory)
    rencana = factory.SelfAttribute("area.rencana")


class BarisFactory(DjangoModelFactory):
    class Meta:
        model = BarisRencana

    tabel = factory.SubFactory(TabelFactory)
    area = factory.SelfAttribute("tabel.area")
    urutan = factory.Sequence(lambda n: n + 1)
    uraian = "Penyusunan Tim Kerja"


class AksiFactory(DjangoModelFactory):
    class Meta:
        model = RencanaAksi

    baris = factory.SubFactory(BarisFactory)
    label = "a."
    teks = "Menyusun mekanisme pemilihan tim kerja"
