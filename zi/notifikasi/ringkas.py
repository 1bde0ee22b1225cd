"""What a unit has to tell its people on one day: the lines of all sources, to whom, once a person.

A digest is a dictionary by group (keys of butir.KELOMPOK): {"jumlah": n, "butir": [{tenggat, teks, tautan, tempat}]}.
It keeps at most TAMPIL lines a group and counts the rest, so memory follows the people, not the work.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from zi.notifikasi.butir import KE_KEPALA, KE_KOORDINATOR, KELOMPOK, PEKAN, Butir, diingatkan, kelompok, lewat
from zi.notifikasi.models import JalanPengingat, Notifikasi, PilihanPengingat
from zi.notifikasi.queries import PELAKSANA
from zi.satker.models import Peran, Satker

J = Peran.Jenis
TAMPIL = 30
Ringkasan = dict[str, Any]


@dataclass(frozen=True)
class Orang:
    """Who holds which role in the unit on the day, and how they want to be told."""

    nama: dict[int, str] = field(default_factory=dict)
    peran: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    pilihan: dict[int, PilihanPengingat] = field(default_factory=dict)
    sudah: dict[int, date] = field(default_factory=dict)  # the day of the last digest that went out to a person
    belum: dict[int, date] = field(default_factory=dict)  # whom the last one did not reach: since when

    def pelaksana(self, satu: Butir) -> list[int]:
        """Who does it: the person named while in the unit; else the team of the area, else who leads."""
        if satu.kecuali is not None:
            return self._pertama((J.KOORDINATOR, satu.area), (J.KETUA_TIM, ""), (J.KEPALA, ""), bukan=satu.kecuali)
        if satu.orang in self.nama:
            return [satu.orang]
        return self._pertama((J.ANGGOTA, satu.area), (J.KOORDINATOR, satu.area), (J.KETUA_TIM, ""))

    def atasan(self, satu: Butir, tanggal: date) -> set[int]:
        """Who else is told of what is overdue for long."""
        n, hasil = lewat(satu.tenggat, tanggal), set[int]()
        if n > KE_KOORDINATOR:
            hasil |= set(self._pertama((J.KOORDINATOR, satu.area), (J.KETUA_TIM, "")))
        if n > KE_KEPALA:
            hasil |= set(self.peran.get((J.KEPALA, ""), ()))
        return hasil

    def _pertama(self, *peran: tuple[str, str], bukan: Collection[int] = ()) -> list[int]:
        semua = ([x for x in self.peran.get(p, ()) if x not in bukan] for p in peran)
        return next((orang for orang in semua if orang), [])

    def pengganti(self, orang: int, tanggal: date) -> int | None:
        """Who gets the lines of somebody who is not to be disturbed; only somebody of the same unit."""
        pilihan = self.pilihan.get(orang)
        if pilihan is None or not pilihan.tenang(tanggal) or pilihan.pengganti_id not in self.nama:
            return None
        return pilihan.pengganti_id

    def sejak(self, orang: int, sejak: date, tanggal: date) -> date:
        """The last reminder of a person, that of his unit being on `sejak`: what has come up since is told.

        Whose quiet days have ended in between is told what the whole week would have said.
        """
        pilihan = self.pilihan.get(orang)
        usai = pilihan.tenang_sampai if pilihan else None
        if usai and sejak <= usai < tanggal:
            return tanggal - timedelta(days=PEKAN)
        return self.belum.get(orang) or max(sejak, self.sudah.get(orang, sejak))

    def surati(self, orang: int, tanggal: date) -> bool:
        """Is a reminder mailed to the person on this day?"""
        pilihan = self.pilihan.get(orang)
        return pilihan is None or (pilihan.surel and not pilihan.tenang(tanggal))


def baca_orang(satker: Satker, tanggal: date) -> Orang:
    """Team and kepala of the unit on the day, in three queries."""
    hasil = Orang()
    peran = Peran.objects.berlaku(tanggal).filter(satker=satker, jenis__in=PELAKSANA, pengguna__is_active=True)
    for pk, nama, jenis, area in peran.values_list("pengguna", "pengguna__nama", "jenis", "area").order_by("pk"):
        hasil.nama[pk] = nama
        hasil.peran[jenis, area].append(pk)
    hasil.pilihan.update({p.pengguna_id: p for p in PilihanPengingat.objects.filter(pengguna__in=hasil.nama)})
    pekan = (tanggal - timedelta(days=PEKAN), tanggal - timedelta(days=1))
    lama = Notifikasi.objects.filter(penerima__in=hasil.nama, jalan__tanggal__range=pekan).order_by("jalan__tanggal")
    for siapa, hari, surel, ditolak in lama.values_list("penerima", "jalan__tanggal", "surel_pada", "surel_ditolak"):
        if surel or ditolak or not hasil.surati(siapa, hari):
            hasil.sudah[siapa] = hari
            hasil.belum.pop(siapa, None)
        else:
            hasil.belum.setdefault(siapa, hasil.sudah.get(siapa, hari - timedelta(days=1)))
    return hasil


def terakhir(satker: Satker, tanggal: date) -> date:
    """The day of the last reminder that reached everybody, at most a week back."""
    lama = JalanPengingat.objects.filter(satker=satker, tanggal__lt=tanggal, selesai_pada__isnull=False)
    awal = tanggal - timedelta(days=PEKAN)
    return max(lama.aggregate(x=Max("tanggal"))["x"] or awal, awal)


def semua_butir(satker: Satker, tanggal: date) -> Iterator[Butir]:
    """The lines of all sources, the oldest first."""
    sumber = (import_string(nama)(satker, tanggal) for nama in settings.SUMBER_PENGINGAT)
    yield from merge(*sumber, key=lambda satu: satu.tenggat)


def kumpulkan(
    satker: Satker, tanggal: date, sampai: datetime, hanya: Collection[int] | None = None
) -> dict[int, Ringkasan]:
    """The digests of the people of one unit on one day, by person; `hanya` narrows to some of them.

    `sampai`: news of the inbox that came later waits for the next day.
    """
    orang, sejak = baca_orang(satker, tanggal), terakhir(satker, tanggal)
    hasil: dict[int, Ringkasan] = defaultdict(dict)

    def tambah(siapa: int, kode: str, satu: Butir) -> None:
        catat(hasil[siapa], kode, satu, satker)
        if (wakil := orang.pengganti(siapa, tanggal)) is not None:
            catat(hasil[wakil], kode, satu._replace(teks=f"Mewakili {orang.nama[siapa]}: {satu.teks}"), satker)

    for _, serupa in groupby(semua_butir(satker, tanggal), key=lambda s: (s.tenggat, s.tautan, s.teks)):
        for siapa, kode, satu in _untuk(list(serupa), orang, tanggal):
            if diingatkan(satu.tenggat, orang.sejak(siapa, sejak, tanggal), tanggal):
                tambah(siapa, kode, satu)
    for satu in _kabar(orang, sampai):
        catat(hasil[satu.penerima_id], "kabar", _butir_kabar(satu), satker)
    return {siapa: isi for siapa, isi in hasil.items() if hanya is None or siapa in hanya}


def _untuk(serupa: list[Butir], orang: Orang, tanggal: date) -> Iterator[tuple[int, str, Butir]]:
    """(person, group, line) of one matter, given once or once a person: who does it, and who else must know."""
    pelaksana = {siapa: satu for satu in serupa for siapa in orang.pelaksana(satu)}
    for siapa, satu in pelaksana.items():
        yield siapa, kelompok(satu.tenggat, tanggal), satu
    for siapa in sorted(orang.atasan(serupa[0], tanggal) - pelaksana.keys()):
        yield siapa, "eskalasi", serupa[0]


def _kabar(orang: Orang, sampai: datetime) -> Any:
    """Unread messages that had no mail of their own."""
    kotak = Notifikasi.objects.filter(penerima__in=orang.nama, ringkas=True, dibaca_pada=None, dibuat_pada__lte=sampai)
    return kotak.order_by("dibuat_pada", "pk")


def _butir_kabar(satu: Notifikasi) -> Butir:
    tautan = satu.tautan or reverse("notifikasi:buka", args=[satu.pk])
    return Butir(None, timezone.localdate(satu.dibuat_pada), satu.judul, tautan)


def catat(isi: Ringkasan, kode: str, satu: Butir, satker: Satker) -> None:
    """Put a line into a group of a digest; a matter that is there already (a deputy's own) counts once."""
    bagian = isi.setdefault(kode, {"jumlah": 0, "butir": []})
    bagian["jumlah"] += 1
    if len(bagian["butir"]) < TAMPIL:
        tenggat = satu.tenggat.isoformat()
        bagian["butir"].append({"tenggat": tenggat, "teks": satu.teks, "tautan": satu.tautan, "tempat": str(satker)})


def gabung(satu: Ringkasan, lain: Ringkasan) -> Ringkasan:
    """The digests of one person in two units as one, in the order of KELOMPOK; news is the person's, not a unit's."""
    hasil: Ringkasan = {}
    for kode in KELOMPOK:
        ada = [x[kode] for x in (satu, lain) if kode in x][: 1 if kode == "kabar" else 2]
        if ada:
            butir = sorted((b for x in ada for b in x["butir"]), key=lambda b: b["tenggat"])[:TAMPIL]
            hasil[kode] = {"jumlah": sum(x["jumlah"] for x in ada), "butir": butir}
    return hasil


def ringkasan_hari(satker: Satker, tanggal: date, sampai: datetime) -> dict[int, Ringkasan]:
    """The digests of one unit, each with what other units have for the same person: one digest a person and day."""
    hasil = {siapa: gabung(isi, {}) for siapa, isi in kumpulkan(satker, tanggal, sampai).items()}
    lain = Satker.objects.filter(
        peran__in=Peran.objects.berlaku(tanggal).filter(pengguna__in=hasil, jenis__in=PELAKSANA)
    )
    for tempat in lain.exclude(pk=satker.pk).distinct().order_by("pk"):
        for siapa, isi in kumpulkan(tempat, tanggal, sampai, hanya=hasil.keys()).items():
            hasil[siapa] = gabung(hasil[siapa], isi)
    return hasil
