"""The monthly monev meeting: proposed by itself, announced once."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from zi.akun.models import Pengguna
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import pesan
from zi.jadwal.hari import hari_kerja_pertama
from zi.monev.models import Rapat
from zi.notifikasi.services import kirim
from zi.satker.models import Peran, Satker

PESERTA = (Peran.Jenis.ANGGOTA, Peran.Jenis.KOORDINATOR, Peran.Jenis.KETUA_TIM, Peran.Jenis.KEPALA)


def pesan_rapat() -> int:
    """Queue the meeting of this month for every unit with a team; the key makes it once a unit and month."""
    bertim = Peran.objects.berlaku().filter(jenis=Peran.Jenis.KETUA_TIM).values("satker")
    for satker in Satker.objects.filter(pk__in=bertim):
        periode = satker.hari_ini().replace(day=1)
        pesan("rapat_monev", f"rapat_monev:{satker.pk}:{periode:%Y-%m}", satker=satker.pk, periode=periode.isoformat())
    return Rapat.objects.filter(jenis=Rapat.Jenis.MONEV).count()


def kerjakan_rapat(pekerjaan: Pekerjaan) -> dict[str, Any]:
    satker = Satker.objects.get(pk=pekerjaan.data["satker"])
    rapat = usulkan_monev(satker, date.fromisoformat(pekerjaan.data["periode"]), oleh=None)
    return {"rapat": rapat.pk}


@layanan
def usulkan_monev(satker: Satker, periode: date, *, oleh: Any) -> Rapat:
    """Make the meeting that looks back on the month `periode` (its first day) and tell the team; twice is once.

    It is held at nine, local time, on the first working day of the next month.
    """
    bulan_depan = (periode + timedelta(days=31)).replace(day=1)
    mulai = datetime.combine(hari_kerja_pertama(bulan_depan), time(9), tzinfo=satker.tz)
    rapat, _ = Rapat.objects.get_or_create(
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
        )
    return len(orang)
