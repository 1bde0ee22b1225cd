"""Reading meetings."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from zi.jadwal.enums import StatusKejadian
from zi.jadwal.models import Kejadian
from zi.monev.models import FotoRapat, Hadir, PesertaRapat, Rapat
from zi.satker.queries import orang_satker

SEBELUM = SESUDAH = timedelta(hours=1)  # how long before and after the meeting the list takes signatures


def berapat() -> Exists:
    """Is the occurrence of the outer query linked to a meeting?"""
    return Exists(Rapat.kejadian.through.objects.filter(kejadian=OuterRef("pk")))


def nama_orang(pengguna: Any) -> tuple[str, str, str]:
    """Name, jabatan and number as the unit writes them; from an account of `orang_satker`."""
    pegawai = next(iter(pengguna.pegawai_di_sini), None)
    nama, jabatan = (pegawai.nama, pegawai.jabatan) if pegawai else (pengguna.nama, "")
    return nama, jabatan, (pegawai and pegawai.nomor_induk) or pengguna.nomor_induk or ""


@dataclass(frozen=True)
class Calon:
    """Somebody of the unit on the page of invitations."""

    orang: Any
    nama: str
    jabatan: str
    peran: str
    diundang: bool


def calon_peserta(rapat: Rapat) -> list[Calon]:
    """The people of the unit, each with his roles and whether he is invited."""
    ada = set(rapat.peserta.exclude(pengguna=None).values_list("pengguna", flat=True))
    hasil = []
    orang: Any = orang_satker(rapat.satker)
    for satu in orang.filter(is_active=True).order_by("nama", "pk"):
        nama, jabatan, _ = nama_orang(satu)
        peran = ", ".join(dict.fromkeys(p.nama for p in satu.peran_di_sini))
        hasil.append(Calon(satu, nama, jabatan, peran, satu.pk in ada))
    return hasil


@dataclass(frozen=True)
class BarisHadir:
    """One line of the attendance list: invited (or not), present (or not)."""

    nama: str
    jabatan: str
    nomor_induk: str
    hadir: Hadir | None
    peserta: PesertaRapat | None


def daftar_hadir(rapat: Rapat) -> list[BarisHadir]:
    """Who was invited, in the order of the invitation, then who came without one."""
    hadir = list(rapat.hadir.all())
    per_peserta = {h.peserta_id: h for h in hadir if h.peserta_id}
    hasil = [BarisHadir(p.nama, p.jabatan, p.nomor_induk, per_peserta.get(p.pk), p) for p in rapat.peserta.all()]
    return hasil + [BarisHadir(h.nama, h.jabatan, h.nomor_induk, h, None) for h in hadir if not h.peserta_id]


def boleh_isi_hadir(rapat: Rapat) -> str:
    """Why the attendance list takes no signature now; empty when it does."""
    if rapat.status != Rapat.Status.DIJADWALKAN:
        return f"Daftar hadir tidak dibuka: rapat ini {rapat.get_status_display().lower()}."
    kini = timezone.now()
    if kini < rapat.mulai - SEBELUM:
        return f"Daftar hadir dibuka satu jam sebelum rapat: {rapat.hari}, {rapat.pukul}."
    if kini > rapat.selesai + SESUDAH:
        return "Daftar hadir sudah ditutup. Minta panitia mencatat kehadiran Anda."
    return ""


def _kejadian_dekat(rapat: Rapat) -> QuerySet[Kejadian]:
    """Occurrences of the unit whose window meets the month of the meeting or the one before."""
    awal = rapat.tanggal.replace(day=1)
    akhir = (awal + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    awal = (awal - timedelta(days=1)).replace(day=1)
    dekat = Q(mulai__lte=akhir, selesai__gte=awal, jadwal__baris__tabel__rencana__satker=rapat.satker_id)
    dekat &= Q(jadwal__baris__tabel__rencana__dihapus_pada=None) & ~Q(status=StatusKejadian.BATAL)
    return Kejadian.objects.berlaku().filter(dekat)


def calon_kejadian(rapat: Rapat) -> QuerySet[Kejadian]:
    """Occurrences that this meeting may be: those near it in time, and those linked."""
    semua = Q(pk__in=_kejadian_dekat(rapat).values("pk")) | Q(pk__in=rapat.kejadian.values("pk"))
    return Kejadian.objects.filter(semua).select_related("jadwal__baris").order_by("mulai", "pk")


def kejadian_serupa(rapat: Rapat) -> list[Kejadian]:
    """For a proposal: of each schedule that the last monev meeting was linked to, the occurrence of this meeting's day.

    Nothing is compared by its text; the person sees and changes the links.
    """
    semua = Rapat.objects.filter(satker=rapat.satker_id, jenis=Rapat.Jenis.MONEV).exclude(pk=rapat.pk)
    lalu = semua.filter(periode__lt=rapat.periode).exclude(status=Rapat.Status.BATAL).order_by("-periode").first()
    if lalu is None:
        return []
    dekat = _kejadian_dekat(rapat).filter(jadwal__kejadian__in=lalu.kejadian.all()).exclude(pk__in=lalu.kejadian.all())
    return list(dekat.filter(mulai__lte=rapat.tanggal, selesai__gte=rapat.tanggal).distinct())


def jumlah_isi() -> dict[str, Coalesce]:
    """How many people, photos and links a meeting has, to annotate it with."""
    semua = {
        "peserta": PesertaRapat.objects.filter(rapat=OuterRef("pk")),
        "hadir": Hadir.objects.filter(rapat=OuterRef("pk")),
        "foto": FotoRapat.objects.filter(rapat=OuterRef("pk")),
        "kejadian": Rapat.kejadian.through.objects.filter(rapat=OuterRef("pk")),
        "baris": Rapat.baris.through.objects.filter(rapat=OuterRef("pk"), barisrencana__dihapus_pada=None),
    }
    return {f"jumlah_{nama}": _jumlah(isi) for nama, isi in semua.items()}


def _jumlah(isi: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(isi.order_by().values("rapat").annotate(n=Count("pk")).values("n")), 0)
