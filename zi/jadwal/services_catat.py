"""What people say of an occurrence: done, cancelled, open again, moved to another day."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import PESAN
from zi.common.workflow import catat
from zi.jadwal.enums import StatusKejadian
from zi.jadwal.models import Kejadian
from zi.jadwal.tampil import rentang
from zi.jadwal.workflow import KEJADIAN

S = StatusKejadian
HARI_MAKS = 366


@layanan
def selesaikan(kejadian: Kejadian, versi: int, *, oleh: Any, realisasi: date, catatan: str = "") -> None:
    """It took place on `realisasi`, a day that is not after today where the unit is."""
    hari_ini = kejadian.jadwal.baris.tabel.rencana.satker.hari_ini()
    if realisasi > hari_ini:
        raise GalatDomain("Tanggal realisasi belum tiba. Pilih hari ini atau sebelumnya.")
    _langkah(kejadian, "selesaikan", versi, oleh, catatan, realisasi=realisasi, catatan=catatan.strip())


@layanan
def batalkan(kejadian: Kejadian, versi: int, *, oleh: Any, alasan: str) -> None:
    """It will not take place; a reason is asked for."""
    if not alasan.strip():
        raise GalatDomain("Tulis alasan pembatalannya dulu.")
    _langkah(kejadian, "batalkan", versi, oleh, alasan, alasan=alasan.strip())


@layanan
def buka_lagi(kejadian: Kejadian, versi: int, *, oleh: Any) -> None:
    """Take back that it is done or cancelled; the note stays."""
    _langkah(kejadian, "buka", versi, oleh, "", realisasi=None, alasan="")


@layanan
def pindahkan(kejadian: Kejadian, versi: int, *, oleh: Any, mulai: date, selesai: date) -> None:
    """A person moves the window; the original date stays the key. To where it stands already changes nothing."""
    if selesai < mulai:
        raise GalatDomain("Tanggal selesai mendahului tanggal mulai.")
    if (selesai - mulai).days > HARI_MAKS or not 1950 <= mulai.year <= 2100:
        raise GalatDomain("Periksa tanggalnya: terlalu jauh atau terlalu panjang.")
    KEJADIAN.periksa(kejadian, "pindahkan", oleh).wajib()
    kini = _kunci(kejadian)
    if (kini.mulai, kini.selesai) == (mulai, selesai):
        return
    if kini.versi != versi:
        raise SudahBerubah(PESAN)
    dari = rentang(kini.mulai, kini.selesai)
    ubah = {"mulai": mulai, "selesai": selesai, "versi": F("versi") + 1, "diubah_pada": timezone.now()}
    Kejadian.objects.filter(pk=kini.pk).update(**ubah)
    kejadian.refresh_from_db()
    kata = f"{dari} menjadi {rentang(mulai, selesai)}"
    catat(kejadian, "pindahkan", kini.status, kini.status, oleh=oleh, catatan=kata)


def _langkah(kejadian: Kejadian, aksi: str, versi: int, oleh: Any, kata: str, **nilai: Any) -> None:
    kini = _kunci(kejadian)
    langkah = KEJADIAN.cari(aksi)
    if kini.versi != versi and kini.status != langkah.ke:
        raise SudahBerubah(PESAN)
    ubah = nilai.pop("catatan", "")
    nilai["diubah_pada"] = timezone.now()
    if KEJADIAN.jalankan(kejadian, aksi, oleh=oleh, catatan=kata, **nilai) and ubah:
        Kejadian.objects.filter(pk=kejadian.pk).update(catatan=ubah)
        kejadian.refresh_from_db()


def _kunci(kejadian: Kejadian) -> Kejadian:
    return Kejadian.objects.select_for_update().get(pk=kejadian.pk)
