"""Making a meeting, changing it, sending its invitation, cancelling it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.jadwal.models import Kejadian
from zi.monev.models import Rapat, token_baru
from zi.monev.policies import boleh_siapkan, boleh_ubah
from zi.monev.services_agenda import segarkan
from zi.monev.workflow import RAPAT
from zi.notifikasi.services import kirim
from zi.rencana.models import BarisRencana, RencanaAksi
from zi.satker.models import Satker
from zi.satker.pejabat import kepala_definitif, pejabat

MEDAN = (
    "judul", "mulai", "selesai", "tempat", "nomor", "tanggal_surat", "pengantar", "pimpinan", "notulis",
)  # fmt: skip
WAKTU = ("mulai", "selesai", "tempat")


@layanan
def buat(
    satker: Satker,
    *,
    oleh: Any,
    resep: Any = None,
    aksi: RencanaAksi | None = None,
    baris: BarisRencana | None = None,
    kejadian: Kejadian | None = None,
    **nilai: Any,
) -> Rapat:
    """A meeting of any other kind, from a recipe, an action, a row or an occurrence, which it is then linked to."""
    boleh_siapkan(oleh, satker).wajib()
    isi = _periksa(satker, None, nilai)
    isi |= {"resep": resep, "aksi": aksi, "pencatat": _pencatat(satker, isi.get("notulis")), "dibuat_oleh": oleh}
    try:
        with transaction.atomic():
            rapat = Rapat.objects.create(satker=satker, jenis=Rapat.Jenis.LAIN, **isi)
    except IntegrityError:
        raise GalatDomain(_kembar(satker, None, isi)) from None
    if kejadian:
        rapat.kejadian.add(kejadian)
    elif milik := baris or (aksi and aksi.baris):
        rapat.baris.add(milik)
    return rapat


@layanan
def ubah(rapat: Rapat, versi: int, *, oleh: Any, **nilai: Any) -> bool:
    """Change fields of MEDAN; True when those invited are told of another time or place.

    Raises SudahBerubah when somebody was faster, GalatDomain when the number is used.
    """
    boleh_ubah(oleh, rapat).wajib()
    isi = _periksa(rapat.satker, rapat, nilai)
    kini = Rapat.objects.get(pk=rapat.pk)
    beda = {n: v for n, v in isi.items() if getattr(kini, n) != v}
    if not beda:
        return False
    if "notulis" in beda:
        beda["pencatat"] = _pencatat(rapat.satker, beda["notulis"])
    try:
        with transaction.atomic():
            simpan_versi(rapat, versi, **beda)
    except IntegrityError:
        raise GalatDomain(_kembar(rapat.satker, rapat, isi)) from None
    boleh_ubah(oleh, rapat).wajib()  # as it is now, under the lock of the version
    pindah = rapat.status == Rapat.Status.DIJADWALKAN and any(n in beda for n in WAKTU)
    if pindah:
        kabari(rapat, "Perubahan rapat")
    return pindah


@layanan
def langkah(rapat: Rapat, aksi: str, *, oleh: Any, catatan: str = "") -> None:
    """undang, batalkan or buka; closing has a service of its own. The same step again is harmless."""
    catatan = catatan.replace("\0", "").strip()[:2000]
    if aksi == "undang":
        _undang(rapat, oleh)
    elif aksi == "batalkan":
        diundang = Rapat.objects.get(pk=rapat.pk).status == Rapat.Status.DIJADWALKAN
        if RAPAT.jalankan(rapat, aksi, oleh=oleh, catatan=catatan, alasan=catatan) and diundang:
            kabari(rapat, "Rapat batal", catatan)
    elif aksi == "buka":
        RAPAT.jalankan(rapat, aksi, oleh=oleh, alasan="", diundang_pada=None)
    else:
        raise LookupError(aksi)


def _undang(rapat: Rapat, oleh: Any) -> None:
    """Freeze who signs, bring the agenda up to date, open the attendance list, and mail everybody with an account."""
    if not rapat.peserta.exists():
        raise GalatDomain("Belum ada yang diundang. Pilih peserta dulu.")
    kepala = kepala_definitif(rapat.satker)
    nilai: dict[str, Any] = {
        "penanda": kepala.ke_dict() | {"jabatan": kepala.jabatan_tercetak} if kepala else {},
        "diundang_pada": timezone.now(),
        "token": rapat.token or token_baru(),
    }
    if RAPAT.jalankan(rapat, "undang", oleh=oleh, **nilai):
        segarkan(rapat, oleh=oleh)
        kabari(rapat, "Undangan")


def kabari(rapat: Rapat, perihal: str, catatan: str = "") -> None:
    """Tell who is invited and has an account, at once and once for each change; a meeting that is over tells nobody."""
    if rapat.selesai < timezone.now():
        return
    orang = Pengguna.objects.filter(pk__in=rapat.peserta.values("pengguna"), is_active=True)
    for penerima in orang:
        kirim(
            penerima,
            kunci=f"undangan-rapat:{rapat.pk}:{rapat.versi}",
            judul=f"{perihal}: {rapat.judul}, {rapat.hari} pukul {rapat.pukul}"[:200],
            isi="\n".join(filter(None, [f"Tempat: {rapat.tempat or 'belum ditentukan'}.", catatan])),
            tautan=rapat.get_absolute_url(),
        )


def _pencatat(satker: Satker, notulis: Any) -> dict[str, str]:
    return pejabat(notulis, satker).ke_dict() if notulis else {}


def _periksa(satker: Satker, rapat: Rapat | None, nilai: dict[str, Any]) -> dict[str, Any]:
    """The values cleaned; raises GalatDomain with one sentence."""
    isi: dict[str, Any] = {
        n: v.replace("\0", "").strip() if isinstance(v, str) else v for n, v in nilai.items() if n in MEDAN
    }
    if not isi.get("judul", "-"):
        raise GalatDomain("Tulis judul rapatnya.")
    mulai, selesai = isi.get("mulai", rapat and rapat.mulai), isi.get("selesai", rapat and rapat.selesai)
    if not mulai or not selesai or mulai >= selesai:
        raise GalatDomain("Jam selesai harus sesudah jam mulai.")
    if "nomor" in isi:
        isi["tanggal_surat"] = isi.get("tanggal_surat") or (satker.hari_ini() if isi["nomor"] else None)
        isi["tahun_surat"] = isi["tanggal_surat"].year if isi["tanggal_surat"] else None
        if kalimat := _kembar(satker, rapat, isi):
            raise GalatDomain(kalimat)
    return isi


def _kembar(satker: Satker, rapat: Rapat | None, isi: dict[str, Any]) -> str:
    """Which meeting of the same year has this number; often empty."""
    lain = Rapat.objects.filter(satker=satker, nomor=isi["nomor"], tahun_surat=isi["tahun_surat"]).exclude(nomor="")
    if satu := (lain.exclude(pk=rapat.pk) if rapat else lain).first():
        return f"Nomor {isi['nomor']} tahun {isi['tahun_surat']} sudah dipakai “{satu}”. Isi nomor lain."
    return ""
