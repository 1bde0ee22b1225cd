"""The monthly monev meeting: proposed by itself, announced once."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from zi.akun.models import Pengguna
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import pesan
from zi.jadwal.hari import hari_kerja_pertama
from zi.monev.models import Rapat
from zi.monev.queries import kejadian_serupa
from zi.monev.services_agenda import segarkan
from zi.monev.services_peserta import undang_tim
from zi.notifikasi.services import kirim
from zi.satker.models import Peran, Satker
from zi.tindaklanjut.queries import calon

BULAN_MAKS = 12
PESERTA = (Peran.Jenis.ANGGOTA, Peran.Jenis.KOORDINATOR, Peran.Jenis.KETUA_TIM, Peran.Jenis.KEPALA)


def pesan_rapat() -> int:
    """Queue the meeting of this month, and of each month missed since the last one, for every unit with a team.

    Also proposals whose agenda follows the data of an earlier day. The keys make it once; returns how many were due.
    """
    bertim = Peran.objects.berlaku().filter(jenis=Peran.Jenis.KETUA_TIM).values("satker")
    akhir = Max("rapat__periode", filter=Q(rapat__jenis=Rapat.Jenis.MONEV))
    jumlah = 0
    for satker in Satker.objects.filter(pk__in=bertim).annotate(akhir=akhir):
        for periode in bulan_kurang(satker.akhir, satker.hari_ini()):
            kunci = f"rapat_monev:{satker.pk}:{periode:%Y-%m}"
            pesan("rapat_monev", kunci, satker=satker.pk, periode=periode.isoformat())
            jumlah += 1
    return jumlah + _pesan_agenda()


def _pesan_agenda() -> int:
    """Until the invitation is sent, the agenda of a monev meeting follows the data day by day."""
    usulan = Rapat.objects.filter(jenis=Rapat.Jenis.MONEV, status=Rapat.Status.USULAN, selesai__gt=timezone.now())
    jumlah = 0
    for zona in Satker.ZonaWaktu:
        hari_ini = timezone.localdate(timezone=ZoneInfo(zona))
        lama = usulan.filter(satker__zona_waktu=zona).exclude(agenda_per__gte=hari_ini)
        for pk in lama.values_list("pk", flat=True):
            pesan("agenda_rapat", f"agenda_rapat:{pk}:{hari_ini}", rapat=pk)
            jumlah += 1
    return jumlah


def kerjakan_agenda(pekerjaan: Pekerjaan) -> dict[str, Any]:
    rapat = Rapat.objects.select_related("satker").get(pk=pekerjaan.data["rapat"])
    if rapat.status != Rapat.Status.USULAN:  # invited since
        return {}
    return {"baru": segarkan(rapat, oleh=None)}


def bulan_kurang(akhir: date | None, hari_ini: date) -> list[date]:
    """The first days of the months after the last meeting to this month, the latest BULAN_MAKS of them."""
    bulan = hari_ini.replace(day=1)
    semua = [bulan]
    while akhir and len(semua) < BULAN_MAKS:
        bulan = (bulan - timedelta(days=1)).replace(day=1)
        semua.insert(0, bulan)
    return [b for b in semua if akhir is None or b > akhir]


def kerjakan_rapat(pekerjaan: Pekerjaan) -> dict[str, Any]:
    satker = Satker.objects.get(pk=pekerjaan.data["satker"])
    rapat = usulkan_monev(satker, date.fromisoformat(pekerjaan.data["periode"]), oleh=None)
    return {"rapat": rapat.pk}


@layanan
def usulkan_monev(satker: Satker, periode: date, *, oleh: Any) -> Rapat:
    """Make the meeting that looks back on the month `periode` (its first day) and tell the team; twice is once.

    It is held at nine, local time, on the first working day of the next month; one that was missed, tomorrow or on
    the next working day.
    """
    bulan_depan = (periode + timedelta(days=31)).replace(day=1)
    besok = satker.hari_ini() + timedelta(days=1)
    mulai = datetime.combine(hari_kerja_pertama(max(bulan_depan, besok)), time(9), tzinfo=satker.tz)
    rapat, baru = Rapat.objects.get_or_create(
        satker=satker,
        jenis=Rapat.Jenis.MONEV,
        periode=periode,
        defaults={
            "judul": f"Rapat monev Zona Integritas {date_format(periode, 'F Y')}",
            "mulai": mulai,
            "selesai": mulai + timedelta(hours=2),
            "tempat": "Ruang rapat",
        },
    )
    if baru:
        undang_tim(rapat, calon(satker).values_list("pk", flat=True), oleh=None)
        rapat.kejadian.set(kejadian_serupa(rapat))
        segarkan(rapat, oleh=None)
    ingatkan(rapat)
    return rapat


def ingatkan(rapat: Rapat) -> int:
    """Tell each member of the team and the kepala of the meeting, once a person. Returns how many hold a role."""
    waktu = timezone.localtime(rapat.mulai, rapat.satker.tz)
    kapan = (
        f"{date_format(waktu, 'l, j F Y')} pukul {date_format(waktu, 'H.i')} {rapat.satker.get_zona_waktu_display()}"
    )
    peran = Peran.objects.berlaku().filter(satker=rapat.satker, jenis__in=PESERTA)
    orang = Pengguna.objects.filter(peran__in=peran, is_active=True).distinct()
    for penerima in orang:
        kirim(
            penerima,
            kunci=f"rapat:{rapat.pk}",
            judul=f"{rapat.judul}: {kapan}",
            isi=f"Tempat: {rapat.tempat}. Siapkan bukti dan kendala area Anda.",
            tautan=reverse("monev:rapat", args=[rapat.pk]),
            surel=False,  # a proposal; the invitation is mailed at once
            ringkas=True,
        )
    return len(orang)
