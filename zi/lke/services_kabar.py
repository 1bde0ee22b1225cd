"""What a step of a round puts into inboxes. The unit reads nothing of a round of evaluators before it is published."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from zi.akun.models import Pengguna
from zi.common.workflow import riwayat
from zi.lke.models import Anggota, Putaran
from zi.notifikasi.services import kirim
from zi.satker.models import Peran

J = Peran.Jenis
BELUM_SIAP = ("belum_siap", "minta_baru")


def kabari(putaran: Putaran, aksi: str, *, oleh: Any, catatan: str, penyerah: Any) -> None:
    """Everybody whom a step that was just taken concerns, but who took it. `penyerah` had handed it in."""
    nomor, sudah = riwayat(putaran).count(), {getattr(oleh, "pk", None)}
    for orang, kata, tautan in _kabar(putaran, aksi, penyerah):
        for satu in orang:
            if satu.pk not in sudah:
                sudah.add(satu.pk)
                judul, kunci = f"{putaran} {kata}", f"putaran:{putaran.pk}:{nomor}"
                isi = catatan or str(putaran.satker)
                kirim(satu, kunci=kunci, judul=judul, isi=isi, tautan=tautan, surel=False, ringkas=True)


def _kabar(putaran: Putaran, aksi: str, penyerah: Any) -> Iterable[tuple[Iterable[Any], str, str]]:
    """Whom, in what words, and where it leads."""
    ini, mandiri = putaran.get_absolute_url(), putaran.mandiri
    if aksi == "serahkan":
        yield _pemutus(putaran), "menunggu Anda terbitkan", ini
    if aksi == "serahkan" and mandiri:
        yield _evaluator(putaran), "siap dievaluasi", reverse("lke:antrean")
    if aksi == "terbitkan" and not mandiri:
        yield _pimpinan(putaran), "terbit", ini
    if aksi == "kembalikan" and penyerah:
        yield [penyerah], "dikembalikan", ini
    if aksi in BELUM_SIAP:
        yield _pimpinan(putaran), "belum siap dievaluasi", ini


def kabari_pimpinan(putaran: Putaran, kunci: str, judul: str, *, isi: str = "", tautan: str = "") -> None:
    """Tell the ketua tim and the kepala of the unit; it leads to the round unless `tautan` is given."""
    for satu in _pimpinan(putaran):
        di = tautan or putaran.get_absolute_url()
        kirim(satu, kunci=kunci, judul=judul, isi=isi, tautan=di, surel=False, ringkas=True)


def _pimpinan(putaran: Putaran) -> Iterable[Any]:
    """The ketua tim and the kepala of the unit."""
    return _berperan(putaran, jenis__in=(J.KETUA_TIM, J.KEPALA))


def _pemutus(putaran: Putaran) -> Iterable[Any]:
    """Who publishes: the kepala, of rounds of evaluators the ketua by surat tugas."""
    if putaran.mandiri:
        return _berperan(putaran, jenis=J.KEPALA)
    milik = {"surat__satker": putaran.satker_id, "surat__tahun": putaran.tahun, "surat__diakhiri_pada": None}
    return _evaluator(putaran).filter(pk__in=Anggota.objects.filter(ketua=True, **milik).values("pengguna"))


def _evaluator(putaran: Putaran) -> Any:
    return _berperan(putaran, jenis=J.EVALUATOR, tahun=putaran.tahun)


def _berperan(putaran: Putaran, **peran: Any) -> Any:
    """People with such a role in the unit today."""
    berlaku = Peran.objects.berlaku().filter(satker=putaran.satker_id, **peran)
    return Pengguna.objects.filter(pk__in=berlaku.values("pengguna"), is_active=True).order_by("pk")
