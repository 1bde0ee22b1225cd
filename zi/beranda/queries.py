"""What each person finds on his home: what waits for him, in the unit where he is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.queries_berkas import hitung_keadaan, menunggu_diperiksa, saring, syarat_rencana
from zi.common.workflow import Tombol
from zi.monev.models import Rapat
from zi.naskah.models import Versi
from zi.naskah.queries_versi import keputusan_terakhir
from zi.naskah.workflow import DINILAI, PENGESAHAN
from zi.rencana.models import RencanaKerja
from zi.satker.models import Peran, Satker
from zi.satker.queries import TIM, Hak, hak

J = Peran.Jenis
TUGAS_TAMPIL = 8


@dataclass(frozen=True)
class Beranda:
    """The home of one person in one unit; a part that does not concern him is empty."""

    satker: Satker
    peran: tuple[Peran, ...]
    rencana: RencanaKerja | None
    tombol: tuple[Tombol, ...]
    hitung: dict[str, int]
    keputusan: Versi | None
    tugas: tuple[SyaratBukti, ...]
    periksa: tuple[PemenuhanBukti, ...]
    rapat: Rapat | None
    dinilai: tuple[RencanaKerja, ...]
    bawahan: tuple[tuple[Satker, RencanaKerja | None], ...]
    tim: bool
    ketua: bool
    evaluator: bool
    kepala: bool
    admin: bool

    @property
    def menunggu_keputusan(self) -> bool:
        return self.kepala and self.rencana is not None and self.rencana.status in DINILAI


def beranda(user: Any, satker: Satker) -> Beranda:
    """Everything that the home of `user` in `satker` shows, in a number of queries that does not grow."""
    h = hak(user)
    sendiri = satker.pk in h.satker_sendiri
    rencana = _rencana(user, satker) if sendiri else None
    syarat = syarat_rencana(rencana) if rencana else None
    return Beranda(
        satker=satker,
        peran=h.di(satker.pk),
        rencana=rencana,
        tombol=tuple(PENGESAHAN.tombol(rencana, user)) if rencana else (),
        hitung=hitung_keadaan(syarat) if syarat is not None else {},
        keputusan=keputusan_terakhir(rencana) if rencana else None,
        tugas=_tugas(h, satker, rencana, syarat),
        periksa=_periksa(user, h, satker, rencana, syarat),
        rapat=_rapat(user, satker) if sendiri else None,
        dinilai=_dinilai(user, h),
        bawahan=_bawahan(h),
        tim=h.punya(satker.pk, *TIM),
        ketua=h.punya(satker.pk, J.KETUA_TIM),
        evaluator=bool(h.evaluasi),
        kepala=h.punya(satker.pk, J.KEPALA),
        admin=h.punya(satker.pk, J.ADMIN_SATKER),
    )


def _rencana(user: Any, satker: Satker) -> RencanaKerja | None:
    """The plan of this year, else the newest; for the kepala first the one that waits for a decision."""
    tahun = satker.hari_ini().year
    terlihat = RencanaKerja.objects.terlihat_oleh(user).filter(satker=satker)
    semua = list(terlihat.select_related("satker", "diajukan_oleh").order_by("-tahun_mulai"))
    menunggu = [r for r in semua if r.status in DINILAI] if hak(user).punya(satker.pk, J.KEPALA) else []
    berlaku = [r for r in semua if r.tahun_mulai <= tahun <= r.tahun_selesai]
    return next(iter([*menunggu, *berlaku, *semua]), None)


def _tugas(h: Hak, satker: Satker, rencana: RencanaKerja | None, syarat: Any) -> tuple[SyaratBukti, ...]:
    """Returned evidence first, then what is still missing, of the person's areas (ketua tim: all)."""
    if syarat is None or rencana is None or not h.punya(satker.pk, *TIM):
        return ()
    syarat = _di_area(syarat, h, satker, rencana, *TIM)
    tugas = [*saring(syarat, "dikembalikan")[:TUGAS_TAMPIL], *saring(syarat, "belum")[:TUGAS_TAMPIL]]
    return tuple(tugas[:TUGAS_TAMPIL])


def _periksa(
    user: Any, h: Hak, satker: Satker, rencana: RencanaKerja | None, syarat: Any
) -> tuple[PemenuhanBukti, ...]:
    """What waits for the person's check: offered by others, in his areas (ketua tim: all), the oldest first."""
    if syarat is None or rencana is None or not h.punya(satker.pk, J.KOORDINATOR, J.KETUA_TIM):
        return ()
    di_area = _di_area(syarat, h, satker, rencana, J.KOORDINATOR)
    return tuple(menunggu_diperiksa(di_area, user)[:TUGAS_TAMPIL])


def _di_area(syarat: Any, h: Hak, satker: Satker, rencana: RencanaKerja, *jenis: str) -> Any:
    """Narrow to the areas in which the person has one of these roles; a ketua tim has all."""
    if h.punya(satker.pk, J.KETUA_TIM):
        return syarat
    kode = h.area(satker.pk, *jenis)
    area = [a.pk for a in rencana.area.hidup().select_related("area_baku") if a.kode_peran in kode]
    di_baris = Q(baris__area__in=area) | Q(baris__area=None, baris__tabel__area__in=area)
    return syarat.filter(di_baris | Q(area__in=area))


def _rapat(user: Any, satker: Satker) -> Rapat | None:
    depan = Rapat.objects.terlihat_oleh(user).filter(satker=satker, selesai__gte=timezone.now())
    return depan.exclude(status=Rapat.Status.BATAL).select_related("satker").order_by("mulai").first()


def _dinilai(user: Any, h: Hak) -> tuple[RencanaKerja, ...]:
    if not h.evaluasi:
        return ()
    terlihat = RencanaKerja.objects.terlihat_oleh(user).filter(satker__in=[s for s, _ in h.evaluasi])
    return tuple(terlihat.select_related("satker").order_by("satker__nama", "-tahun_mulai"))


def _bawahan(h: Hak) -> tuple[tuple[Satker, RencanaKerja | None], ...]:
    """Units below a central admin, each with its newest plan."""
    if not h.subpohon:
        return ()
    rencana = RencanaKerja.objects.hidup().filter(satker__in=h.subpohon).order_by("tahun_mulai")
    terbaru = {r.satker_id: r for r in rencana}
    return tuple((s, terbaru.get(s.pk)) for s in Satker.objects.filter(pk__in=h.subpohon).order_by("nama"))
