"""The daily reminder: queued for each unit once its day has come, written to the inbox, mailed person by person.

Killed anywhere, it goes on where it was: JalanPengingat says which units are done, Notifikasi whom of a unit. At most
the mail in flight is repeated, with the same Message-ID.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import SEWA, kemajuan, pesan
from zi.notifikasi.butir import singkat
from zi.notifikasi.models import JalanPengingat, Notifikasi, PilihanPengingat
from zi.notifikasi.ringkas import Ringkasan, ringkasan_hari
from zi.notifikasi.services import catat_ditolak
from zi.notifikasi.surel import TertundaSementara, antar, surat
from zi.satker.models import Satker

POTONG = 50  # mails between two readings of what is still open
TUNGGU = timedelta(hours=4)  # how long a day's reminder waits for a recipient whom the server puts off
ULANG_SUREL = timedelta(days=3)  # how long a mail of its own is tried while the server is down
MASA_RINGKASAN, MASA_KABAR = timedelta(days=60), timedelta(days=730)  # how long the inbox keeps them


@dataclass
class Hasil:
    """What one run did: lines for whoever started it by hand, and counts."""

    baris: list[str] = field(default_factory=list)
    surel: int = 0
    ditolak: int = 0
    tertunda: int = 0
    sudah: bool = False

    def catat(self, apa: str, notifikasi: Notifikasi) -> None:
        self.baris.append(f"{apa}: {notifikasi.penerima.nama} <{notifikasi.penerima.email}>: {notifikasi.isi}")


def pesan_pengingat() -> int:
    """Queue today's reminder of every unit whose clock is past settings.PUKUL_PENGINGAT and that has none yet.

    One that failed (a mail server that is down) is put again, all day long. Returns how many wait.
    """
    jumlah = 0
    for zona in Satker.ZonaWaktu.values:
        kini = timezone.localtime(timezone=ZoneInfo(zona))
        if kini.hour < settings.PUKUL_PENGINGAT:
            continue
        hari = kini.date()
        selesai = JalanPengingat.objects.filter(tanggal=hari, selesai_pada__isnull=False).values("satker")
        for pk in list(Satker.objects.filter(zona_waktu=zona).exclude(pk__in=selesai).values_list("pk", flat=True)):
            pesan("pengingat", f"pengingat:{pk}:{hari}", ulang=True, satker=pk, tanggal=hari.isoformat())
            jumlah += 1
    return jumlah


def kerjakan_pengingat(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """One unit, one day. A day that is over is left: what it did not say, the next one says."""
    satker = Satker.objects.get(pk=pekerjaan.data["satker"])
    tanggal = date.fromisoformat(pekerjaan.data["tanggal"])
    if satker.hari_ini() != tanggal:
        return {"usang": True}
    hasil = jalankan(satker, tanggal, lambda: kemajuan(pekerjaan.pk, 50))
    return {"surel": hasil.surel, "ditolak": hasil.ditolak}


def jalankan(satker: Satker, tanggal: date, denyut: Callable[[], None] = lambda: None) -> Hasil:
    """Tell the people of a unit what their day brings; what was told already is not told again.

    Raises GalatDomain while another process is at it, OSError or smtplib.SMTPException when no mail can be sent, and
    TertundaSementara when the server put somebody off: the next try takes those that are left.
    """
    jalan, hasil = JalanPengingat.objects.get_or_create(satker=satker, tanggal=tanggal)[0], Hasil()
    if jalan.selesai_pada:
        hasil.sudah = True
        return hasil
    with _diambil(jalan) as pegang:

        def sebelum_surel() -> None:
            denyut()
            pegang()

        tulis_kotak(jalan, ringkasan_hari(satker, tanggal, jalan.dibuat_pada))
        _surati(jalan, hasil, sebelum_surel)
        if hasil.tertunda and timezone.now() < jalan.dibuat_pada + TUNGGU:
            raise TertundaSementara(f"{hasil.tertunda} surel ditunda oleh server surel.")
        _selesai(jalan)
    return hasil


@contextmanager
def _diambil(jalan: JalanPengingat) -> Iterator[Callable[[], None]]:
    """Hold the run; gives what renews the hold, which fails when another process has taken it over.

    A holder that was killed loses it after SEWA, or when the clock went back.
    """
    pada = timezone.now()
    terbuka = JalanPengingat.objects.filter(pk=jalan.pk, selesai_pada=None)
    bebas = Q(diambil_pada=None) | Q(diambil_pada__lt=pada - SEWA) | Q(diambil_pada__gt=pada + SEWA)

    def pegang(milik: Q) -> None:
        nonlocal pada
        kini = timezone.now()
        if not terbuka.filter(milik).update(diambil_pada=kini):
            raise GalatDomain("Pengingat satker ini sedang dikirim proses lain.")
        pada = kini

    pegang(bebas)
    try:
        yield lambda: pegang(Q(diambil_pada=pada))
    finally:
        with suppress(Exception):  # the database itself may be what is gone
            terbuka.filter(diambil_pada=pada).update(diambil_pada=None)


def judul(isi: Ringkasan, tanggal: date) -> str:
    return f"Pengingat Zona Integritas, {date_format(tanggal, 'j F Y')}: {singkat(isi)}"[:200]


@layanan
def tulis_kotak(jalan: JalanPengingat, semua: dict[int, Ringkasan]) -> None:
    """Put the digests into the inbox, once a person and day; older ones that nobody read are replaced by them."""
    kunci = f"pengingat:{jalan.tanggal}"
    Notifikasi.objects.bulk_create(
        [
            Notifikasi(
                penerima_id=siapa,
                kunci=kunci,
                judul=judul(isi, jalan.tanggal),
                isi=f"{singkat(isi)}.".capitalize(),
                rincian=isi,
                jalan=jalan,
            )
            for siapa, isi in semua.items()
        ],
        ignore_conflicts=True,
        batch_size=200,
    )
    lama = Notifikasi.objects.filter(penerima__in=semua, dibaca_pada=None, kunci__startswith="pengingat:")
    lama.filter(kunci__lt=kunci).update(dibaca_pada=timezone.now())


def _antre(jalan: JalanPengingat) -> Any:
    """The digests of a run whose mail is not out yet."""
    antre = Notifikasi.objects.filter(jalan=jalan, surel_pada=None, surel_ditolak="", penerima__is_active=True)
    return antre.exclude(penerima__in=tanpa_surel(jalan.tanggal)).order_by("pk")


def _surati(jalan: JalanPengingat, hasil: Hasil, denyut: Callable[[], None]) -> None:
    """Mail the digests of this run that are not out yet; what is still open is read again every POTONG mails."""
    antre = _antre(jalan)
    semua = list(antre.values_list("pk", flat=True))
    if not semua:
        return
    with get_connection() as sambungan:
        for awal in range(0, len(semua), POTONG):
            isi = ringkasan_hari(jalan.satker, jalan.tanggal, jalan.dibuat_pada)
            for satu in antre.filter(pk__in=semua[awal : awal + POTONG]).select_related("penerima"):
                denyut()
                _surati_satu(satu, isi.get(satu.penerima_id), jalan, sambungan, hasil)


def tanpa_surel(tanggal: date) -> Any:
    """Whom no reminder is mailed to on a day: those who want none, or are not to be disturbed."""
    tenang = Q(tenang_mulai__lte=tanggal, tenang_sampai__gte=tanggal)
    return PilihanPengingat.objects.filter(Q(surel=False) | tenang).values("pengguna")


def _surati_satu(satu: Notifikasi, isi: Ringkasan | None, jalan: JalanPengingat, sambungan: Any, hasil: Hasil) -> None:
    if not isi:  # everything was done since the digest was written
        satu.delete()
        return
    satu.rincian, satu.judul, satu.isi = isi, judul(isi, jalan.tanggal), f"{singkat(isi)}.".capitalize()
    try:
        alasan = antar(surat(satu, sambungan))
    except TertundaSementara:
        hasil.tertunda += 1
        hasil.catat("ditunda", satu)
        return
    if alasan:
        hasil.ditolak += 1
        hasil.catat(f"ditolak ({alasan})", satu)
        catat_ditolak(satu, alasan)
        return
    catat_terkirim(satu)
    hasil.surel += 1
    hasil.catat("terkirim", satu)


@layanan
def catat_terkirim(satu: Notifikasi) -> None:
    """The mail is out, with these lines."""
    satu.surel_pada = timezone.now()
    satu.save(update_fields=["surel_pada", "rincian", "judul", "isi"])


@layanan
def _selesai(jalan: JalanPengingat) -> None:
    """Everybody was told whom the server takes mail for; the news that their digests had are not told again."""
    milik = Notifikasi.objects.filter(jalan=jalan)
    berita = Notifikasi.objects.filter(ringkas=True, dibuat_pada__lte=jalan.dibuat_pada)
    sampai = milik.exclude(pk__in=_antre(jalan).values("pk"))
    berita.filter(penerima__in=sampai.values("penerima")).update(ringkas=False)
    JalanPengingat.objects.filter(pk=jalan.pk).update(
        selesai_pada=timezone.now(),
        orang=milik.count(),
        surel=milik.filter(surel_pada__isnull=False).count(),
        ditolak=milik.exclude(surel_ditolak="").count(),
    )


def satker_pagi(tanggal: date | None, kode: str = "") -> list[tuple[Satker, date]]:
    """Each unit with the day to remind of: the given one, else today where it is."""
    semua = Satker.objects.filter(kode=kode) if kode else Satker.objects.order_by("kode")
    return [(satu, tanggal or satu.hari_ini()) for satu in semua]


def ulangi_surel() -> int:
    """Put the mails that go out at once again while a server that was down keeps them here. Returns how many."""
    gagal = Pekerjaan.objects.filter(jenis="kirim_surel", status=Pekerjaan.Status.GAGAL)
    semua = list(gagal.filter(dibuat_pada__gt=timezone.now() - ULANG_SUREL))
    for satu in semua:
        pesan(satu.jenis, satu.kunci, ulang=True, **satu.data)
    return len(semua)


def buang_lama() -> int:
    """The daily cleaning: digests of long ago, other messages that were read, the runs and jobs behind them."""
    kini = timezone.now()
    ringkasan = Q(kunci__startswith="pengingat:", dibuat_pada__lt=kini - MASA_RINGKASAN)
    kabar = Q(ringkas=False, dibaca_pada__isnull=False, dibuat_pada__lt=kini - MASA_KABAR)
    jumlah = Notifikasi.objects.filter(ringkasan | kabar).delete()[0]
    jumlah += JalanPengingat.objects.filter(dibuat_pada__lt=kini - MASA_KABAR).delete()[0]
    selesai = Pekerjaan.objects.filter(jenis__in=("pengingat", "kirim_surel"), selesai_pada__lt=kini - MASA_RINGKASAN)
    return jumlah + selesai.delete()[0]
