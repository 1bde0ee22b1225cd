"""What each person finds on his home: what waits for him, in the unit where he is."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, Exists, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from zi.bukti.berkas.queries import habis_sebulan
from zi.bukti.kejadian.queries import berkejadian, jumlah_tempo
from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.periksa.queries import Antrean, papan
from zi.bukti.queries_syarat import hitung_keadaan, saring, syarat_rencana
from zi.bukti.queries_tugas import di_area
from zi.common.workflow import Tombol
from zi.lke.models import Putaran
from zi.lke.tugas.queries import Tugas
from zi.lke.tugas.queries import antrean as evaluasi
from zi.monev.laporan.queries import menunggu_putusan
from zi.monev.models import LaporanBerkala, Rapat
from zi.naskah.models import Versi
from zi.naskah.queries_versi import dengan_versi, keputusan_terakhir, versi_pengganti
from zi.naskah.workflow import DINILAI, PENGESAHAN, PUTUSAN
from zi.rencana.models import RencanaKerja
from zi.satker.models import Peran, Satker
from zi.satker.queries import TIM, Hak, hak
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.queries import untuk_saya

J = Peran.Jenis
S = PemenuhanBukti.Status
TUGAS_TAMPIL = 8
BAWAHAN_PER_LAMAN = 25


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
    antrean: tuple[Antrean, ...]
    habis: int
    rapat: Rapat | None
    lke: Putaran | None
    laporan: tuple[LaporanBerkala, ...]
    tindak_lanjut: tuple[TindakLanjut, ...]
    dinilai: tuple[RencanaKerja, ...]
    versi_dinilai: tuple[Versi, ...]
    evaluasi: tuple[Tugas, ...]
    bawahan: Any  # a page of (Satker, its newest RencanaKerja or None); empty for who is no central admin
    tim: bool
    ketua: bool
    evaluator: bool
    kepala: bool
    admin: bool

    @property
    def ada_antrean(self) -> bool:
        return any(a.jumlah for a in self.antrean)

    @property
    def menunggu_keputusan(self) -> bool:
        """May this person decide now, here or by recording what was signed on paper?"""
        return any(t.verdict and t.langkah.aksi in PUTUSAN for t in self.tombol)


def beranda(user: Any, satker: Satker, laman: Any = 1) -> Beranda:
    """Everything that the home of `user` in `satker` shows, in a number of queries that does not grow."""
    h = hak(user)
    sendiri = satker.pk in h.satker_sendiri
    rencana = _rencana(user, satker) if sendiri else None
    syarat = syarat_rencana(rencana) if rencana else None
    antrean, menunggu = papan(user, satker, TUGAS_TAMPIL)
    return Beranda(
        satker=satker,
        peran=h.di(satker.pk),
        rencana=rencana,
        tombol=tuple(PENGESAHAN.tombol(rencana, user)) if rencana else (),
        hitung=hitung_keadaan(syarat, satker.hari_ini()) if syarat is not None else {},
        keputusan=keputusan_terakhir(rencana) if rencana else None,
        tugas=_tugas(user, h, satker, rencana, syarat),
        periksa=tuple(menunggu),
        antrean=tuple(antrean),
        habis=_habis(user, h, satker, rencana),
        rapat=_rapat(user, satker) if sendiri else None,
        lke=_lke(user, satker) if sendiri else None,
        laporan=tuple(menunggu_putusan(user, satker)),
        tindak_lanjut=tuple(untuk_saya(user, satker)[:TUGAS_TAMPIL]) if sendiri else (),
        dinilai=(dinilai := _dinilai(user, h)),
        versi_dinilai=_versi_dinilai(user, dinilai),
        evaluasi=tuple(evaluasi(user)[:TUGAS_TAMPIL]),
        bawahan=_bawahan(h, laman),
        tim=h.punya(satker.pk, *TIM),
        ketua=h.punya(satker.pk, J.KETUA_TIM),
        evaluator=bool(h.evaluasi),
        kepala=h.punya(satker.pk, J.KEPALA),
        admin=h.punya(satker.pk, J.ADMIN_SATKER),
    )


def _rencana(user: Any, satker: Satker) -> RencanaKerja | None:
    """The plan of this year, else the newest; for who decides the one that waits for him, else one in force."""
    tahun = satker.hari_ini().year
    terlihat = dengan_versi(RencanaKerja.objects.terlihat_oleh(user).filter(satker=satker))
    habis = habis_sebulan(user, satker).values("satker").annotate(n=Count("pk")).values("n")
    terlihat = terlihat.annotate(habis=Coalesce(Subquery(habis), 0))
    semua: list[Any] = list(terlihat.select_related("satker", "diajukan_oleh").order_by("-tahun_mulai"))
    kini = [r for r in semua if r.tahun_mulai <= tahun <= r.tahun_selesai]
    dahulu = []
    if hak(user).punya(satker.pk, J.KEPALA, J.ADMIN_SATKER):
        sah = [r for r in [*kini, *semua] if r.sah_status == Versi.Status.DISETUJUI]
        dahulu = [r for r in semua if r.status in DINILAI] + sah
    return next(iter([*dahulu, *kini, *semua]), None)


def _habis(user: Any, h: Hak, satker: Satker, rencana: Any) -> int:
    """How many files expire within 30 days, for who cares for them; it came with the plan, where there is one."""
    if not h.punya(satker.pk, J.KOORDINATOR, J.KETUA_TIM):
        return 0
    return rencana.habis if rencana else habis_sebulan(user, satker).count()


def _tugas(user: Any, h: Hak, satker: Satker, rencana: RencanaKerja | None, syarat: Any) -> tuple[SyaratBukti, ...]:
    """Returned evidence first, above all his own, then what is missing, last what is not due yet; of the person's areas
    (ketua tim: all).
    """
    if syarat is None or rencana is None or not h.punya(satker.pk, *TIM):
        return ()
    syarat = di_area(syarat, user, rencana, *TIM)
    milikku = PemenuhanBukti.objects.filter(syarat=OuterRef("pk"), status=S.DIKEMBALIKAN, ditawarkan_oleh=user)
    terbuka = saring(syarat, "terbuka").annotate(**jumlah_tempo(satker.hari_ini()))
    nanti = When(tempo=0, then=3)
    dahulu = Case(When(Exists(milikku), then=0), When(keadaan="dikembalikan", then=1), nanti, default=2)
    urut = terbuka.order_by(dahulu, *terbuka.query.order_by)
    return berkejadian(urut[:TUGAS_TAMPIL], satker.hari_ini())


def _rapat(user: Any, satker: Satker) -> Rapat | None:
    depan = Rapat.objects.terlihat_oleh(user).filter(satker=satker, selesai__gte=timezone.now())
    return depan.exclude(status=Rapat.Status.BATAL).select_related("satker").order_by("mulai").first()


def _lke(user: Any, satker: Satker) -> Putaran | None:
    """The newest round of the unit, by whichever side."""
    semua = Putaran.objects.terlihat_oleh(user).filter(satker=satker).select_related("instrumen")
    return semua.order_by("-tahun", "-created_at", "-pk").first()


def _dinilai(user: Any, h: Hak) -> tuple[RencanaKerja, ...]:
    if not h.evaluasi:
        return ()
    terlihat = RencanaKerja.objects.terlihat_oleh(user).filter(satker__in=[s for s, _ in h.evaluasi])
    return tuple(dengan_versi(terlihat).select_related("satker").order_by("satker__nama", "-tahun_mulai"))


def _versi_dinilai(user: Any, dinilai: tuple[RencanaKerja, ...]) -> tuple[Versi, ...]:
    """The versions in force of evaluated plans that are hidden while their next version is being written."""
    luar = versi_pengganti(user).defer("isi").exclude(rencana__in=dinilai)
    return tuple(luar.order_by("rencana__satker__nama", "-rencana__tahun_mulai"))


def _bawahan(h: Hak, nomor: Any) -> Any:
    """A page of the units below a central admin, each with its newest plan."""
    if not h.subpohon:
        return ()
    semua = Satker.objects.filter(pk__in=h.subpohon).order_by("nama", "pk")
    laman = Paginator(semua, BAWAHAN_PER_LAMAN).get_page(nomor)
    satker = list(laman.object_list)
    rencana = dengan_versi(RencanaKerja.objects.hidup().filter(satker__in=satker)).order_by("tahun_mulai")
    terbaru = {r.satker_id: r for r in rencana}
    laman.object_list = [(s, terbaru.get(s.pk)) for s in satker]
    return laman
