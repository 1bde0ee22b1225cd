"""What the daily reminder says of occurrences and their evidence (settings.SUMBER_PENGINGAT)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from zi.bukti.kejadian.queries import Saat, unit_bukti
from zi.bukti.models import PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.jadwal.enums import StatusKejadian
from zi.jadwal.models import Kejadian
from zi.jadwal.tampil import rentang
from zi.notifikasi.butir import MASA_CEK, Butir, batas
from zi.satker.models import Satker
from zi.satker.queries import pilihan_area

S = PemenuhanBukti.Status
POTONG = 500  # occurrences at a time
PANJANG = 150
INDUK = ("", "baris__", "baris__tabel__", "baris__tabel__rencana__", "area__", "area__rencana__")
HIDUP = {f"syarat__{j}dihapus_pada": None for j in INDUK} | {"berkas__dihapus_pada": None}  # of an offer


def butir(satker: Satker, tanggal: date) -> Iterator[Butir]:
    semua = (_kejadian(satker, tanggal), _dikembalikan(satker, tanggal), _menunggu(satker, tanggal))
    yield from merge(*semua, key=lambda satu: satu.tenggat)


def _kode_area(*jalur: str) -> Coalesce:
    """The code by which roles name the area (AreaRencana.kode_peran) at the first of these paths that has one."""
    return Coalesce(*(f"{j}{medan}" for j in jalur for medan in ("area__area_baku__kode", "area__kode")))


def _pendek(teks: str) -> str:
    return " ".join(teks.split())[:PANJANG]


def _kejadian(satker: Satker, tanggal: date) -> Iterator[Butir]:
    """The open occurrences of the living plans, and those that were done but lack evidence that nobody offered."""
    semua = (
        Kejadian.objects.berlaku()
        .exclude(status=StatusKejadian.BATAL)
        .filter(
            selesai__lte=batas(tanggal),
            jadwal__baris__tabel__rencana__satker=satker,
            jadwal__baris__tabel__rencana__dihapus_pada=None,
        )
        .annotate(kode_area=_kode_area("jadwal__baris__", "jadwal__baris__tabel__"))
    )
    medan = ("pk", "jadwal__baris", "jadwal", "mulai", "selesai", "status", "jadwal__baris__uraian", "kode_area")
    baca = semua.order_by("selesai", "pk").values_list(*medan).iterator(POTONG)
    dikenal: set[int] = set()
    while potong := list(islice(baca, POTONG)):
        kurang = _kurang([Saat(*isi[:6]) for isi in potong], dikenal, tanggal)
        for isi in potong:
            saat, uraian, area = Saat(*isi[:6]), isi[6], isi[7] or ""
            if satu := _butir_kejadian(saat, _pendek(uraian), area, kurang.get(saat.pk)):
                yield satu


def _butir_kejadian(saat: Saat, uraian: str, area: str, kurang: Any) -> Butir | None:
    """Bring the evidence that is missing; when none is, say that it took place; nothing when both are done."""
    selesai = saat.status == StatusKejadian.SELESAI
    kata = f"{uraian} ({rentang(saat.mulai, saat.selesai)})"
    if kurang is None:
        langkah = reverse("bukti:kejadian_langkah", args=[saat.pk, "selesaikan"])
        return None if selesai else Butir(None, saat.selesai, kata, langkah, area)
    tautan = reverse("bukti:syarat", args=[kurang.pk]) + (f"?kejadian={saat.pk}" if kurang.per_kejadian else "")
    teks = f"Bukti belum ada: {_pendek(kurang.teks)}. {kata}" if selesai else kata
    return Butir(None, saat.selesai, teks, tautan, area)


def _kurang(potong: list[Saat], dikenal: set[int], tanggal: date) -> dict[int, Any]:
    """By occurrence the first requirement for which nobody offered anything; `dikenal` collects the rows seen so far.

    What is asked once is asked at the first occurrence of its row.
    """
    per_baris: dict[int, list[Saat]] = {}
    for saat in potong:
        per_baris.setdefault(saat.baris, []).append(saat)
    ajuan = PemenuhanBukti.objects.filter(syarat=OuterRef("pk"), berkas__dihapus_pada=None)
    syarat: Any = SyaratBukti.objects.hidup().filter(baris__in=per_baris).annotate(berisi=Exists(ajuan))
    ada = list(syarat.only("pk", "baris_id", "per_kejadian", "teks").order_by("urutan", "pk"))
    hasil: dict[int, Any] = {}
    for satu in (s for s in ada if not s.per_kejadian and not s.berisi and s.baris_id not in dikenal):
        hasil.setdefault(per_baris[satu.baris_id][0].pk, satu)
    dikenal |= per_baris.keys()
    per_pk = {s.pk: s for s in ada}
    for unit in unit_bukti((s for s in ada if s.per_kejadian), per_baris, tanggal):
        if unit.kejadian and unit.keadaan == "belum":
            hasil.setdefault(unit.kejadian, per_pk[unit.syarat])
    return hasil


def _dikembalikan(satker: Satker, tanggal: date) -> Iterable[Butir]:
    """Files that came back and that nobody brought anew, for who offered them; due the day after."""
    sama = Q(kejadian=OuterRef("kejadian")) | Q(kejadian=None, syarat__per_kejadian=False)
    lain = PemenuhanBukti.objects.filter(sama, syarat=OuterRef("syarat"), status__in=[S.MENUNGGU, S.DITERIMA])
    kembali: Any = PemenuhanBukti.objects.filter(
        ~Exists(lain.filter(berkas__dihapus_pada=None)),
        status=S.DIKEMBALIKAN,
        berkas__satker=satker,
        **HIDUP,
    ).annotate(kode_area=_kode_area("syarat__baris__", "syarat__baris__tabel__", "syarat__"))
    for satu in kembali.select_related("syarat", "berkas").order_by("diverifikasi_pada", "pk").iterator(POTONG):
        hari = timezone.localdate(satu.diverifikasi_pada, satker.tz) + timedelta(days=1)
        teks = f"Perbaiki bukti yang dikembalikan: {_pendek(satu.berkas.judul)}. {_pendek(satu.catatan)}"
        if hari <= tanggal:
            yield Butir(satu.ditawarkan_oleh_id, hari, teks, satu.syarat.get_absolute_url(), satu.kode_area or "")


def _menunggu(satker: Satker, tanggal: date) -> list[Butir]:
    """By area one line of the evidence that waits for its check, due MASA_CEK after the first came (or came anew).

    When all of it was offered by one person, that person cannot check any of it.
    """
    isi = VersiBerkas.objects.filter(berkas=OuterRef("berkas")).order_by("-diunggah_pada").values("diunggah_pada")
    masuk = Greatest("ditawarkan_pada", Coalesce(Subquery(isi[:1]), "ditawarkan_pada"))
    ada: Any = PemenuhanBukti.objects.filter(status=S.MENUNGGU, berkas__satker=satker, **HIDUP).annotate(masuk=masuk)
    area = Coalesce(
        _kode_area("syarat__baris__", "syarat__baris__tabel__", "syarat__"), "syarat__tindak_lanjut__area", Value("")
    )
    hitung = {"jumlah": Count("pk"), "sejak": Min("masuk")}
    per_area: dict[str, list[Any]] = {}
    for satu in ada.annotate(kode_area=area).values("kode_area", "ditawarkan_oleh").annotate(**hitung).order_by():
        per_area.setdefault(satu["kode_area"], []).append(satu)
    nama = dict(pilihan_area(satker)) if per_area else {}
    hasil = []
    for kode, semua in per_area.items():
        tenggat = timezone.localdate(min(x["sejak"] for x in semua), satker.tz) + timedelta(days=MASA_CEK)
        jumlah = sum(x["jumlah"] for x in semua)
        teks = f"Periksa bukti yang menunggu: {jumlah} ({nama.get(kode, kode) or 'tanpa area'})"
        penawar = frozenset(x["ditawarkan_oleh"] for x in semua)
        kecuali = penawar if len(penawar) == 1 else frozenset()
        hasil.append(Butir(None, tenggat, teks, reverse("bukti:daftar_periksa"), kode, kecuali))
    return sorted((x for x in hasil if x.tenggat <= batas(tanggal)), key=lambda satu: satu.tenggat)
